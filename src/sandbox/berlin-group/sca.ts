// The pages listener: strong authentication for one consent, and back to the provider; with a code in the OAuth
// variant, with nothing of the bank's in the other.
import { type Context, Hono } from 'hono'
import { newSecret } from '../../runtime/ids.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import type { Html } from '../page-parts.ts'
import { personaPlan, SMS_CODE } from '../personas/personas.ts'
import { accountsWithin } from './access.ts'
import { API_PATH } from './call.ts'
import { AUTHORIZE_PATH } from './oauth.ts'
import {
  type Choosable,
  codePage,
  identificationPage,
  refusedPage,
  STYLESHEET_PATH,
  stylesheet,
} from './pages.ts'
import {
  type Authorisation,
  type BerlinGroupState,
  type Consent,
  consentNow,
  setStatus,
} from './state.ts'

const WRONG_CODES = 3

export function pagesApp(bank: BerlinGroupState): Hono {
  const app = new Hono()
  app.get(STYLESHEET_PATH, (context) =>
    context.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  app.get(AUTHORIZE_PATH, (context) => authorize(bank, context))
  app.get(`${API_PATH}/sca/:id`, (context) => start(bank, context))
  app.post(`${API_PATH}/sca/:id/identification`, (context) => identify(bank, context))
  app.post(`${API_PATH}/sca/:id/authentification`, (context) => authenticate(bank, context))
  return app
}

/** The browser follows the redirect of a form only to what form-action names. */
async function show(context: Context, content: Html, status: 200 | 400 | 422, target = '') {
  const formAction = target === '' ? "'self'" : `'self' ${new URL(target).origin}`
  return context.html(await content, status, {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
}

function back(to: string, answer: Readonly<Record<string, string | null>> = {}): Response {
  const location = new URL(to)
  for (const [name, value] of Object.entries(answer)) {
    if (value !== null) location.searchParams.set(name, value)
  }
  return new Response(null, {
    status: 302,
    headers: { location: location.toString(), 'cache-control': 'no-store' },
  })
}

type Step = { readonly authorisation: Authorisation; readonly consent: Consent; action: string }

/** What is still to be authorised; null once it is over. */
function step(bank: BerlinGroupState, id: string): Step | null {
  const authorisation = bank.authorisations.get(id)
  const consent = authorisation ? consentNow(bank, authorisation.consentId) : null
  if (!authorisation || consent?.status !== 'received') return null
  return { authorisation, consent, action: `${API_PATH}/sca/${id}` }
}

function over(context: Context): Promise<Response> {
  return show(context, refusedPage('Cette demande n’est plus valable. Recommencez.'), 400)
}

function returnAddress({ authorisation, consent }: Step): string {
  return authorisation.request?.redirectUri ?? consent.returnTo.accepted
}

async function start(bank: BerlinGroupState, context: Context): Promise<Response> {
  const current = step(bank, context.req.param('id') ?? '')
  if (current === null || bank.options.sca === 'oauth') return over(context)
  return show(context, identificationPage(current.action, null), 200, returnAddress(current))
}

/** OAuth's authorization endpoint (RFC 6749, 4.1.1): what cannot be trusted is shown, never followed. */
async function authorize(bank: BerlinGroupState, context: Context): Promise<Response> {
  const query = new URL(context.req.url).searchParams
  const names = [...query.keys()]
  const client = bank.options.clients.find(({ clientId }) => clientId === query.get('client_id'))
  const redirectUri = query.get('redirect_uri') ?? ''
  const isKnown = client?.redirectUris.includes(redirectUri) && new Set(names).size === names.length
  if (!isKnown || bank.options.sca !== 'oauth') {
    return show(context, refusedPage('Le prestataire ou son adresse ne sont pas connus.'), 400)
  }
  const state = query.get('state')
  const refused = (error: string) => back(redirectUri, { error, state })
  if (query.get('response_type') !== 'code') return refused('unsupported_response_type')
  const challenge = query.get('code_challenge') ?? ''
  const hasProof = query.get('code_challenge_method') === 'S256' && challenge.length === 43
  if (!hasProof) return refused('invalid_request')
  const consentId = /^AIS:(.+)$/.exec(query.get('scope') ?? '')?.[1]
  const authorisation = [...bank.authorisations.values()].findLast(
    (each) => each.consentId === consentId,
  )
  const current = authorisation ? step(bank, authorisation.id) : null
  if (current === null || current.consent.clientId !== client?.clientId) {
    return refused('invalid_scope')
  }
  current.authorisation.request = { redirectUri, state, challenge }
  return show(context, identificationPage(current.action, null), 200, redirectUri)
}

type Form = (name: string) => string

async function formOf(context: Context): Promise<URLSearchParams> {
  return new URLSearchParams(await context.req.text())
}

function refusedBy(bank: BerlinGroupState, { authorisation, consent }: Step): Response {
  setStatus(bank, consent, 'rejected')
  bank.authorisations.delete(authorisation.id)
  const { request } = authorisation
  if (request === null) return back(consent.returnTo.refused)
  return back(request.redirectUri, { error: 'access_denied', state: request.state })
}

async function identify(bank: BerlinGroupState, context: Context): Promise<Response> {
  const form = await formOf(context)
  const current = step(bank, context.req.param('id') ?? '')
  if (current === null) return over(context)
  const field: Form = (name) => (form.get(name) ?? '').trim()
  if (field('decision') === 'refuse') return refusedBy(bank, current)
  const persona = personaPlan(field('identifier'), bank.personas)
  // names are for the demo's option; at the bank only the identifier opens
  if (persona?.identifier.toLowerCase() !== field('identifier').toLowerCase()) {
    const page = identificationPage(current.action, 'Identifiant inconnu. Vérifiez votre saisie.')
    return show(context, page, 422, returnAddress(current))
  }
  current.authorisation.persona = persona
  const page = codePage(current.action, choosable(current), null)
  return show(context, page, 200, returnAddress(current))
}

function choosable({ authorisation, consent }: Step): Choosable[] | null {
  if (consent.access.accounts.by !== 'offered') return null
  return authorisation.persona?.accounts.map(({ id, iban, name }) => ({ id, iban, name })) ?? []
}

async function authenticate(bank: BerlinGroupState, context: Context): Promise<Response> {
  const form = await formOf(context)
  const current = step(bank, context.req.param('id') ?? '')
  const persona = current?.authorisation.persona
  if (current === null || !persona) return over(context)
  const { authorisation, consent } = current
  if (form.get('decision') === 'refuse') return refusedBy(bank, current)
  if ((form.get('code') ?? '').trim() !== SMS_CODE) {
    authorisation.wrongCodes += 1
    // three wrong codes end the demand, as they would lock a real one
    if (authorisation.wrongCodes >= WRONG_CODES) return refusedBy(bank, current)
    const message = 'Code incorrect. Vérifiez le SMS reçu.'
    const page = codePage(current.action, choosable(current), message)
    return show(context, page, 422, returnAddress(current))
  }
  const ticked = [...form].filter(([name]) => name.startsWith('account-')).map(([, id]) => id)
  const within = accountsWithin(consent.access, persona)
  const isOffered = consent.access.accounts.by === 'offered'
  const accounts = isOffered ? within.filter((id) => ticked.includes(id)) : within
  return authorised(bank, current, { persona, accounts })
}

function authorised(
  bank: BerlinGroupState,
  { authorisation, consent }: Step,
  granted: NonNullable<Consent['granted']>,
): Response {
  endFormer(bank, consent, granted.persona.identifier)
  consent.granted = granted
  setStatus(bank, consent, 'valid')
  bank.authorisations.delete(authorisation.id)
  const { request } = authorisation
  if (request === null) return back(consent.returnTo.accepted)
  const code = newSecret()
  bank.codes.set(code, {
    consentId: consent.id,
    clientId: consent.clientId,
    request,
    expiresAt: nowSeconds(bank) + (bank.options.codeLifetimeSeconds ?? 60),
    grant: null,
  })
  return back(request.redirectUri, { code, state: request.state })
}

/** A recurring consent takes the place of the one before it; one for a single read leaves all as they are. */
function endFormer(bank: BerlinGroupState, consent: Consent, identifier: string): void {
  if (!consent.recurring) return
  for (const other of bank.consents.values()) {
    const isSame =
      other.clientId === consent.clientId && other.granted?.persona.identifier === identifier
    if (isSame && other.recurring && other.status === 'valid') setStatus(bank, other, 'expired')
  }
}
