// The applicant's addresses. A GET shows; only forms and the bank's return act; HEAD never does.
import { type Context, Hono } from 'hono'
import { readReturn } from '../banks/bank.ts'
import { chooseAccounts } from '../sessions/choose-accounts.ts'
import { chooseBank } from '../sessions/choose-bank.ts'
import { declineSession } from '../sessions/decline-session.ts'
import { finishJoining } from '../sessions/finish-joining.ts'
import { leaveConnection } from '../sessions/leave-connection.ts'
import { openSession } from '../sessions/open-session.ts'
import { previewLink } from '../sessions/preview-link.ts'
import { receiveCallback } from '../sessions/receive-callback.ts'
import { resumeSession } from '../sessions/resume-session.ts'
import { sendReport } from '../sessions/send-report.ts'
import { mountAssets } from './assets.ts'
import { bindBrowser, boundToken, presenceOf, readBrowserToken, requireOwnForm } from './browser.ts'
import { shownConsent } from './consent-text.ts'
import { currentPage } from './current-page.ts'
import type { JourneyDeps, JourneyEnv } from './deps.ts'
import { failed, failureResponse } from './failure.ts'
import { readForm, readGrants } from './form.ts'
import { pageResponse } from './layout.ts'
import { consentPage } from './pages/consent.ts'
import { mountPapers } from './papers.ts'

type JourneyContext = Context<JourneyEnv>

export function createJourney(deps: JourneyDeps): Hono<JourneyEnv> {
  const journey = new Hono<JourneyEnv>()
  journey.onError((error, c) => failed(c, deps, error))
  mountAssets(journey, deps)
  mountPapers(journey, deps)
  journey.get('/consent/:linkToken', (c) => showConsent(c, deps))
  journey.post('/consent/:linkToken', (c) => openLink(c, deps))
  journey.get('/journey', (c) => showCurrent(c, deps))
  journey.get('/journey/refused', (c) => showRefused(c, deps))
  journey.get('/callback/:bankId', (c) => comeBack(c, deps))
  journey.post('/journey/bank', (c) => goToBank(c, deps))
  journey.post('/journey/accounts', (c) => shareAccounts(c, deps))
  journey.post('/journey/leave', (c) =>
    act(c, deps, async (token, form) =>
      leaveConnection(deps, token, form.get('connectionId')?.[0] ?? ''),
    ),
  )
  journey.post('/journey/finish', (c) => act(c, deps, (token) => finishJoining(deps, token)))
  journey.post('/journey/send', (c) => act(c, deps, (token) => sendReport(deps, token)))
  journey.post('/journey/decline', (c) => act(c, deps, (token) => declineSession(deps, token)))
  return journey
}

async function showConsent(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const linkToken = c.req.param('linkToken') ?? ''
  const preview = await previewLink(deps, linkToken)
  if (preview.state === 'fresh') return pageResponse(consentPage(preview.session, linkToken))
  return failureResponse(c, deps, `link_${preview.state}`, preview.state === 'unknown' ? 404 : 410)
}

async function openLink(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  requireOwnForm(c, deps)
  const form = await readForm(c)
  const linkToken = c.req.param('linkToken') ?? ''
  const refused = form.get('decision')?.[0] === 'refuse'
  const preview = refused ? null : await previewLink(deps, linkToken)
  const shown = preview?.state === 'fresh' ? shownConsent(preview.session) : null
  // the words have changed since: they are shown again, and nothing was agreed to
  if (shown !== null && shown.hash !== form.get('shown')?.[0]) {
    return c.redirect(`/consent/${encodeURIComponent(linkToken)}`, 303)
  }
  const consent = shown && { shown, ticked: form.get('purpose') ?? [] }
  const browser = readBrowserToken(c, deps)
  const { browserToken } = await openSession(deps, linkToken, browser, consent)
  bindBrowser(c, deps, browserToken)
  if (refused) await declineSession(deps, browserToken)
  return c.redirect('/journey', 303)
}

async function showCurrent(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const session = await resumeSession(deps, boundToken(c, deps))
  const page = currentPage(session, {
    query: (c.req.query('q') ?? '').slice(0, 80).trim(),
    adding: c.req.query('add') === '1',
    nothingTicked: c.req.query('none') === '1',
    termsOf: c.req.query('terms') ?? null,
    baseUrl: deps.baseUrl,
    formOrigins: session.banks.flatMap((bank) => deps.banks.find(bank.id)?.authorizeOrigin ?? []),
  })
  return pageResponse(page)
}

/** A browser that is bound to nothing is another than the one that began: the bank's application opened it. */
async function showRefused(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  const code = readBrowserToken(c, deps) === null ? 'other_browser' : 'callback_refused'
  return failureResponse(c, deps, code, 400)
}

/** A form of the bound browser, then the page of the new state. */
async function act(
  c: JourneyContext,
  deps: JourneyDeps,
  move: (token: string, form: ReadonlyMap<string, readonly string[]>) => Promise<void>,
): Promise<Response> {
  requireOwnForm(c, deps)
  const token = boundToken(c, deps)
  await move(token, await readForm(c))
  return c.redirect('/journey', 303)
}

const callbackUri = (deps: JourneyDeps, bankId: string) =>
  `${deps.baseUrl}/callback/${encodeURIComponent(bankId)}`

async function goToBank(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  requireOwnForm(c, deps)
  const token = boundToken(c, deps)
  const form = await readForm(c)
  const bankId = form.get('bankId')?.[0] ?? ''
  const acceptedTerms = form.get('terms')?.[0] ?? null
  const asksFirst = deps.banks.find(bankId)?.listing.intermediary !== undefined
  if (asksFirst && acceptedTerms === null) {
    return c.redirect(`/journey?terms=${encodeURIComponent(bankId)}`, 303)
  }
  const redirectUri = callbackUri(deps, bankId)
  const { url } = await chooseBank(deps, token, {
    bankId,
    redirectUri,
    acceptedTerms,
    presence: presenceOf(c, deps),
  })
  return c.redirect(url, 303)
}

async function shareAccounts(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  requireOwnForm(c, deps)
  const token = boundToken(c, deps)
  const form = await readForm(c)
  const grants = readGrants(form)
  if (grants.length === 0) return c.redirect('/journey?none=1', 303)
  await chooseAccounts(deps, token, {
    connectionId: form.get('connectionId')?.[0] ?? '',
    grants,
    identity: form.has('identity'),
    presence: presenceOf(c, deps),
  })
  return c.redirect('/journey', 303)
}

const LONGEST_PARAMETER = 8192

/** A parameter given twice or at absurd length counts as absent: the return is then refused. */
function single(c: JourneyContext, name: string): string | null {
  const values = c.req.queries(name) ?? []
  const [value] = values
  return values.length === 1 && value !== undefined && value.length <= LONGEST_PARAMETER
    ? value
    : null
}

/** The code leaves the address at once, whatever came of it. */
async function comeBack(c: JourneyContext, deps: JourneyDeps): Promise<Response> {
  if (c.req.method !== 'GET') return c.body(null, 200)
  // fetched ahead by a browser: whoever really comes asks again
  if (/prefetch|prerender/.test(c.req.header('sec-purpose') ?? '')) return c.body(null, 503)
  const bankId = c.req.param('bankId') ?? ''
  const bank = deps.banks.find(bankId)
  const parameter = (name: string) => single(c, name)
  const { code, error } = bank ? readReturn(bank, parameter) : { code: null, error: null }
  const { outcome } = await receiveCallback(deps, {
    bankId,
    browserToken: readBrowserToken(c, deps),
    code,
    state: parameter('state'),
    error: error?.slice(0, 100) || null,
    // given twice or endless, it names nobody: no bank is at home there
    issuer: c.req.queries('iss') === undefined ? null : (parameter('iss') ?? ''),
    redirectUri: callbackUri(deps, bankId),
    presence: presenceOf(c, deps),
  })
  c.set('callback', outcome)
  if (outcome !== 'refused') return c.redirect('/journey', 303)
  return c.redirect('/journey/refused', 303)
}
