// How long a report opened through its link was in sight: one small script of our own in the page, and where it tells.
import type { Hono } from 'hono'
import { AppError } from '../errors.ts'
import { tellReading } from '../reports/tell-reading.ts'
import type { AppContext, AppEnv, HttpDeps } from './deps.ts'

/** Counts the seconds in which the page is in sight, and tells the sum whenever it no longer is. */
const script = `(() => {
  const reading = document.currentScript.dataset.reading
  let seen = 0
  let since = document.visibilityState === 'visible' ? performance.now() : null
  const tell = () => {
    if (since === null) return
    seen += performance.now() - since
    since = null
    navigator.sendBeacon(location.pathname + '/readings/' + reading, String(Math.round(seen / 1000)))
  }
  const look = () => {
    if (document.visibilityState === 'hidden') tell()
    else since ??= performance.now()
  }
  document.addEventListener('visibilitychange', look)
  addEventListener('pagehide', tell)
  addEventListener('pageshow', look)
})()
`

/** Before `/r/:token`: a token never looks like a file. */
export function mountReadings(pages: Hono<AppEnv>, deps: HttpDeps): void {
  pages.get('/r/reading.js', () => {
    const headers = {
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=3600',
    }
    return new Response(script, { headers })
  })
  pages.post('/r/:token/readings/:reading', (c) => told(c, deps))
}

const SECONDS = /^\d{1,7}$/

async function told(c: AppContext, deps: HttpDeps): Promise<Response> {
  const text = await c.req.text()
  if (!SECONDS.test(text)) throw new AppError('invalid_request', 'Send a number of seconds.')
  const of = { readingId: c.req.param('reading') ?? '', seconds: Number(text) }
  if (await tellReading(deps, c.req.param('token') ?? '', of)) return c.body(null, 204)
  throw new AppError('link_unknown', 'This link is not known, or its time is over.')
}

/** The page with its script, and what it may do beside what it may already. */
export function withReading(
  page: string,
  { readingId, policy }: { readonly readingId: string; readonly policy: string },
): { readonly page: string; readonly policy: string } {
  const end = page.lastIndexOf('</body>')
  if (end < 0) throw new Error('the page of a report has no end')
  const line = `<script src="/r/reading.js" data-reading="${readingId}"></script>`
  return {
    page: page.slice(0, end) + line + page.slice(end),
    policy: allowing(allowing(policy, 'script-src'), 'connect-src'),
  }
}

function allowing(policy: string, directive: string): string {
  const has = new RegExp(`(^|; )${directive} `)
  if (!has.test(policy)) return `${policy}; ${directive} 'self'`
  return policy.replace(has, `$1${directive} 'self' `)
}
