// What the browser brings: its cookie, its address, where a form came from.
import type { Context } from 'hono'
import { getCookie, setCookie } from 'hono/cookie'
import type { Presence } from '../banks/bank.ts'
import { AppError } from '../errors.ts'
import type { JourneyDeps, JourneyEnv } from './deps.ts'

type JourneyContext = Context<JourneyEnv>

const isSecure = (deps: JourneyDeps) => deps.baseUrl.startsWith('https:')

function cookieName(deps: JourneyDeps): string {
  return isSecure(deps) ? '__Host-nonante' : 'nonante'
}

export function readBrowserToken(c: JourneyContext, deps: JourneyDeps): string | null {
  return getCookie(c, cookieName(deps)) ?? null
}

/** @throws AppError `link_unknown` */
export function boundToken(c: JourneyContext, deps: JourneyDeps): string {
  const token = readBrowserToken(c, deps)
  if (token === null) throw new AppError('link_unknown', 'This browser is bound to no session.')
  return token
}

/** Lax: it must come back with the bank's top-level redirect. A session cookie, gone with the browser. */
export function bindBrowser(c: JourneyContext, deps: JourneyDeps, token: string): void {
  setCookie(c, cookieName(deps), token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: isSecure(deps),
  })
}

/**
 * Browsers that send Sec-Fetch-Site are believed by it alone: under no-referrer their Origin is
 * `null` even from our own pages. @throws AppError `forbidden`
 */
export function requireOwnForm(c: Pick<JourneyContext, 'req'>, deps: JourneyDeps): void {
  const site = c.req.header('sec-fetch-site')
  const own =
    site === undefined
      ? c.req.header('origin') === new URL(deps.baseUrl).origin
      : site === 'same-origin'
  if (!own) throw new AppError('forbidden', 'The form does not come from our own pages.')
}

const LONGEST_HEADER = 500

export function presenceOf(c: JourneyContext, deps: JourneyDeps): Presence {
  const userAgent = c.req.header('user-agent')
  const acceptLanguage = c.req.header('accept-language')
  return {
    ipAddress: addressOf(c, deps),
    ...(userAgent === undefined ? {} : { userAgent: userAgent.slice(0, LONGEST_HEADER) }),
    ...(acceptLanguage === undefined
      ? {}
      : { acceptLanguage: acceptLanguage.slice(0, LONGEST_HEADER) }),
  }
}

/** Behind a trusted proxy, the last address it wrote; anything before could be the client's own text. */
function addressOf(c: JourneyContext, deps: JourneyDeps): string {
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  const socket = c.env?.incoming?.socket.remoteAddress
  const address = deps.trustProxy && forwarded ? forwarded : socket
  return (address ?? '0.0.0.0').replace(/^::ffff:/, '')
}
