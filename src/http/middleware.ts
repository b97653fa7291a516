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
import { measure } from '../telemetry/metrics.ts'
import { requestSpan } from '../telemetry/span.ts'
import { allowedMethods, type MethodAndPath, routeFor } from './allowed-methods.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'
import { problemOf, problemResponse } from './problem.ts'
import type { ScopedRoute } from './scope.ts'

export const LARGEST_BODY = 5 * 1024 * 1024

/** One event per request: the route's pattern, never the path. */
export function requestEvent(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const started = performance.now()
    const requestId = newId('req')
    c.set('requestId', requestId)
    const work = async () => {
      await next()
      c.res.headers.set('x-request-id', requestId)
      // the next request of this client belongs to another process
      if (deps.stopping?.aborted || !(await isRead(c))) c.res.headers.set('connection', 'close')
      tell(c, deps, requestId, performance.now() - started)
    }
    await requestSpan(c.req.header('traceparent'), work, () => answeredOf(c))
  }
}

function tell(c: AppContext, deps: HttpDeps, requestId: string, elapsedMs: number): void {
  const access = c.get('access')
  const fault = c.get('fault')
  const { method } = c.req
  const route = routeOf(c)
  const { status } = c.res
  deps.log.write({
    ...{ event: 'request', requestId, method, route, status },
    durationMs: Math.round(elapsedMs),
    callback: c.get('callback'),
    ...(access === undefined ? {} : { actor: access.actor, lenderId: access.lender.id }),
    ...(fault === undefined ? {} : faultOf(fault)),
  })
  const known = knownMethods.has(method) ? method : 'other'
  measure('nonante.request.duration', { method: known, route, status: String(status) }, elapsedMs)
}

/** What a client may send as its method is endless; what is told of it is not. */
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])

function answeredOf(c: AppContext) {
  const { method } = c.req
  const route = routeOf(c)
  const { status } = c.res
  const attributes = {
    'http.request.method': knownMethods.has(method) ? method : 'other',
    'http.route': route,
    'http.response.status_code': status,
  }
  return {
    name: `${attributes['http.request.method']} ${route}`,
    attributes,
    failed: status >= 500,
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

/**
 * Pages set their own Content-Security-Policy; everything else may do nothing at all. Set on the response itself:
 * `c.header` makes a response anew for each, and a stream of its body.
 */
export function securityHeaders(deps: HttpDeps): MiddlewareHandler<AppEnv> {
  const secure = deps.baseUrl.startsWith('https:')
  const defaults: readonly [string, string][] = Object.entries({
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
  })
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of defaults) if (!headers.has(name)) headers.set(name, value)
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
export function knownRoutes(routes: readonly ScopedRoute[]): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const route = routeFor(routes, c.req.method, new URL(c.req.url).pathname)
    if (route === null) return refuseUnknown(c, routes)
    c.set('scope', route.scope)
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

/** Of path and query: a code of a bank may have 8 kB. */
const LONGEST_URL = 12_000
const MOST_HEADERS = 100

/** What the server lets through and nothing here needs; the head as a whole is limited by the server. */
export const limitedHead: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.req.url.length > LONGEST_URL) {
    return problemResponse(
      problemOf('uri_too_long', c.get('requestId'), {
        detail: `An address may have ${LONGEST_URL} characters.`,
      }),
    )
  }
  // as sent: fields of one name are counted each
  if ((c.env?.incoming?.rawHeaders.length ?? 0) > 2 * MOST_HEADERS) {
    return problemResponse(
      problemOf('headers_too_large', c.get('requestId'), {
        detail: `A request may have ${MOST_HEADERS} header fields.`,
      }),
    )
  }
  return next()
}

export function limitedBody(): MiddlewareHandler<AppEnv> {
  const tooLarge = () => new AppError('payload_too_large', 'The body is larger than 5 MB.')
  const counted = bodyLimit({
    maxSize: LARGEST_BODY,
    onError: () => {
      throw tooLarge()
    },
  })
  return async (c, next) => {
    const announced = c.req.header('content-length')
    // to count a body is to make a stream of it: the server lets none be longer than was announced
    const told = announced !== undefined || c.env?.incoming !== undefined
    if (!told || c.req.header('transfer-encoding') !== undefined) return counted(c, next)
    if (Number(announced ?? 0) > LARGEST_BODY) throw tooLarge()
    return next()
  }
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
