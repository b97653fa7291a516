// What every request passes: its id and its one event, security headers, the key, the body's limits.
import type { MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { matchedRoutes } from 'hono/route'
import { AppError } from '../errors.ts'
import { authenticate } from '../lenders/authenticate.ts'
import type { Access } from '../lenders/lender.ts'
import { authenticateToken, type IssuerKeys, issuerKeys } from '../lenders/token.ts'
import { newId } from '../runtime/ids.ts'
import { faultOf } from '../telemetry/log.ts'
import { allowedMethods, type MethodAndPath } from './allowed-methods.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'

export const LARGEST_BODY = 5 * 1024 * 1024

/** One event per request: the route's pattern, never the path. */
export function requestEvent(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now()
    const requestId = newId('req')
    c.set('requestId', requestId)
    await next()
    c.header('x-request-id', requestId)
    // the next request of this client belongs to another process
    if (deps.stopping?.aborted || !(await isRead(c))) c.header('connection', 'close')
    const access = c.get('access')
    const fault = c.get('fault')
    deps.log.write({
      event: 'request',
      requestId,
      method: c.req.method,
      route: routeOf(c),
      status: c.res.status,
      durationMs: Math.round(performance.now() - started),
      callback: c.get('callback'),
      ...(access === undefined ? {} : { actor: access.actor, lenderId: access.lender.id }),
      ...(fault === undefined ? {} : faultOf(fault)),
    })
  }
}

/** A body that is refused unread is read all the same up to this size. */
const READ_ANYWAY = 64 * 1024

/** Closing on a body still on its way resets the connection, and the refusal may never be seen. */
async function isRead({ req, res }: AppContext): Promise<boolean> {
  if (res.status < 400 || req.raw.bodyUsed) return true
  if (req.header('transfer-encoding') !== undefined) return false
  const announced = Number(req.header('content-length') ?? 0)
  if (announced > READ_ANYWAY) return false
  if (announced > 0) await req.text()
  return true
}

function routeOf(c: AppContext): string {
  return matchedRoutes(c).findLast((route) => route.method !== 'ALL')?.path ?? 'unmatched'
}

/** Pages set their own Content-Security-Policy; everything else may do nothing at all. */
export function securityHeaders(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  const secure = deps.baseUrl.startsWith('https:')
  return async (c, next) => {
    await next()
    const defaults: Readonly<Record<string, string>> = {
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'; base-uri 'none'",
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
      'permissions-policy':
        'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
      ...(secure ? { 'strict-transport-security': 'max-age=31536000; includeSubDomains' } : {}),
    }
    for (const [name, value] of Object.entries(defaults)) {
      if (!c.res.headers.has(name)) c.header(name, value)
    }
  }
}

/** An address nobody answers: 404, or 405 with the methods it knows. */
export function refuseUnknown(c: AppContext, routes: readonly MethodAndPath[]): Response {
  const allowed = allowedMethods(routes, new URL(c.req.url).pathname)
  const instance = c.get('requestId')
  if (allowed.length === 0) return problemResponse(problemOf('route_unknown', instance))
  return problemResponse(problemOf('method_not_allowed', instance), { allow: allowed.join(', ') })
}

/** Before a key is looked at or a body read: does the address exist, with this method? */
export function knownRoutes(routes: readonly MethodAndPath[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const allowed = allowedMethods(routes, new URL(c.req.url).pathname)
    if (!allowed.includes(c.req.method)) return refuseUnknown(c, routes)
    return next()
  }
}

export function authentication(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  const keysOf = issuerKeys()
  return async (c, next) => {
    const bearer = /^Bearer +(\S+) *$/i.exec(c.req.header('authorization') ?? '')?.[1]
    const access = bearer === undefined ? null : await accessOf({ ...deps, keysOf }, bearer)
    if (access === null) {
      throw new AppError(
        'unauthenticated',
        'Send a valid API key or token as "Authorization: Bearer nnt_test_…".',
      )
    }
    c.set('access', access)
    return next()
  }
}

/** A key says that it is one; anything else may be a token. */
async function accessOf(
  deps: HttpDeps & { keysOf: IssuerKeys },
  bearer: string,
): Promise<Access | null> {
  if (bearer.startsWith('nnt_')) return await authenticate(deps, bearer)
  return await authenticateToken(deps, bearer)
}

export function limitedBody(): MiddlewareHandler<AppEnv> {
  return bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw new AppError('payload_too_large', 'The body is larger than 5 MB.')
    },
  })
}

/** A body must say that it is JSON. */
export const jsonOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.method !== 'POST' && c.req.method !== 'PATCH') return next()
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
  const text = await c.req.text()
  if (text !== '' && type !== 'application/json') {
    return problemResponse(
      problemOf('unsupported_media_type', c.get('requestId'), {
        detail: 'Send the body as application/json.',
      }),
    )
  }
  return next()
}
