// From an error of a use case to a page that says so in plain words.
import type { Context } from 'hono'
import { isInterruption } from '../db/interruption.ts'
import { AppError } from '../errors.ts'
import { readBrowserToken } from './browser.ts'
import type { JourneyDeps, JourneyEnv } from './deps.ts'
import { languageOf, pageResponse } from './layout.ts'
import { failurePage } from './pages/ends.ts'
import type { PageFailure } from './texts/page-failures.ts'

type JourneyContext = Context<JourneyEnv>

/** Nothing to go back to in this browser. */
const HOPELESS: ReadonlySet<string> = new Set([
  'no_session',
  'link_unknown',
  'other_browser',
  'withdrawal_unknown',
])

export async function failureResponse(
  c: JourneyContext,
  deps: JourneyDeps,
  code: string,
  status: number,
): Promise<Response> {
  const language = languageOf(c.req.header('accept-language'))
  const hopeless = HOPELESS.has(code)
  const canResume = !hopeless && readBrowserToken(c, deps) !== null
  return pageResponse(failurePage(code, { language, canResume, status }))
}

export async function failed(
  c: JourneyContext,
  deps: JourneyDeps,
  error: Error,
): Promise<Response> {
  c.set('fault', error)
  const [code, status] = shownAs(error, new URL(c.req.url).pathname.startsWith('/consent/'))
  const response = await failureResponse(c, deps, code, status)
  if (status === 503) response.headers.set('retry-after', '2')
  return response
}

function shownAs(
  error: Error,
  onLink: boolean,
): readonly [PageFailure | 'unknown_bank' | 'bank_error', number] {
  if (isInterruption(error)) return ['unexpected', 503]
  if (!(error instanceof AppError)) return ['unexpected', 500]
  switch (error.code) {
    case 'link_unknown':
      return onLink ? ['link_unknown', 404] : ['no_session', 404]
    case 'link_used':
      return ['link_used', 410]
    case 'session_ended':
      return ['link_ended', 410]
    case 'forbidden':
      return ['other_site', 403]
    case 'unknown_bank':
      return ['unknown_bank', 400]
    case 'bank_failed':
      return ['bank_error', 502]
    case 'invalid_request':
    case 'conflict':
    case 'not_found':
    case 'session_not_ready':
      return ['not_ready', 409]
    case 'payload_too_large':
      return ['not_ready', 413]
    default:
      return ['unexpected', 500]
  }
}
