// The pages listener: authorization endpoint, identification, strong authentication, and back to the third party.
// A wrong client or return address is shown, never followed (RFC 6749, 4.1.2.1).

import { type Context, Hono } from 'hono'
import { newSecret } from '../../runtime/ids.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import type { Html } from '../page-parts.ts'
import { personaPlan, SMS_CODE } from '../personas/personas.ts'
import { type Bank, type Flow, sweepExpired } from '../state.ts'
import {
  AUTHORIZE_PATH,
  codePage,
  identificationPage,
  refusedPage,
  STYLESHEET_PATH,
  stylesheet,
} from './pages.ts'

/** aisp is what the API serves; the others are given so that it can refuse them (BADS). */
const SCOPES = ['aisp', 'cbpii', 'piisp', 'pisp', 'extended_transaction_history']
const FLOW_SECONDS = 600
const WRONG_CODES = 3

export function pagesApp(bank: Bank): Hono {
  const app = new Hono()
  app.get(STYLESHEET_PATH, (context) =>
    context.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  app.get(AUTHORIZE_PATH, (context) => begin(bank, context))
  app.post(`${AUTHORIZE_PATH}/identification`, (context) => identify(bank, context))
  app.post(`${AUTHORIZE_PATH}/authentification`, (context) => authenticate(bank, context))
  return app
}

async function show(context: Context, content: Html, status: 200 | 400 | 422, formTarget = '') {
  return context.html(await content, status, {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self'${formTarget}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
}

/** The browser follows the redirect of a form only to what form-action names. */
function formTarget(flow: Flow): string {
  return ` ${new URL(flow.redirectUri).origin}`
}

function back(flow: Flow, answer: Readonly<Record<string, string>>): Response {
  const location = new URL(flow.redirectUri)
  for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value)
  if (flow.state !== null) location.searchParams.set('state', flow.state)
  return new Response(null, {
    status: 302,
    headers: { location: location.toString(), 'cache-control': 'no-store' },
  })
}

async function begin(bank: Bank, context: Context): Promise<Response> {
  sweepExpired(bank)
  const query = new URL(context.req.url).searchParams
  const names = [...query.keys()]
  if (new Set(names).size !== names.length) {
    return show(context, refusedPage('Un paramètre est répété.'), 400)
  }
  const client = bank.options.clients.find(({ clientId }) => clientId === query.get('client_id'))
  if (client === undefined) {
    return show(context, refusedPage('Le prestataire n’est pas connu de la banque.'), 400)
  }
  const redirectUri = query.get('redirect_uri') ?? ''
  if (!client.redirectUris.includes(redirectUri)) {
    return show(context, refusedPage('L’adresse de retour n’est pas enregistrée.'), 400)
  }
  const state = query.get('state')
  const scope = (query.get('scope') ?? '').toLowerCase()
  const flow: Flow = {
    client,
    redirectUri,
    scope,
    state: state !== null && state.length <= 34 ? state : null,
    expiresAt: nowSeconds(bank) + FLOW_SECONDS,
    persona: null,
    wrongCodes: 0,
  }
  if (query.get('response_type') !== 'code') {
    return back(flow, { error: 'unsupported_response_type' })
  }
  if (state !== null && state.length > 34) return back(flow, { error: 'invalid_request' })
  if (!SCOPES.includes(scope)) return back(flow, { error: 'invalid_scope' })
  const id = newSecret()
  bank.flows.set(id, flow)
  return show(context, identificationPage(id, null), 200, formTarget(flow))
}

type Step = { id: string; flow: Flow; field: (name: string) => string }

async function step(bank: Bank, context: Context): Promise<Step | null> {
  sweepExpired(bank)
  const form = new URLSearchParams(await context.req.text())
  const id = form.get('flow') ?? ''
  const flow = bank.flows.get(id)
  return flow ? { id, flow, field: (name) => (form.get(name) ?? '').trim() } : null
}

function expired(context: Context): Promise<Response> {
  return show(context, refusedPage('Cette demande n’est plus valable. Recommencez.'), 400)
}

function refusedBy(bank: Bank, { id, flow }: Step): Response {
  bank.flows.delete(id)
  return back(flow, { error: 'access_denied' })
}

async function identify(bank: Bank, context: Context): Promise<Response> {
  const current = await step(bank, context)
  if (current === null) return expired(context)
  const { id, flow, field } = current
  if (field('decision') === 'refuse') return refusedBy(bank, current)
  const identifier = field('identifier')
  const persona = personaPlan(identifier, bank.personas)
  // names are for the demo's option; at the bank only the identifier opens
  if (persona === null || persona.identifier.toLowerCase() !== identifier.toLowerCase()) {
    const page = identificationPage(id, 'Identifiant inconnu. Vérifiez votre saisie.')
    return show(context, page, 422, formTarget(flow))
  }
  flow.persona = persona
  return show(context, codePage(id, null), 200, formTarget(flow))
}

async function authenticate(bank: Bank, context: Context): Promise<Response> {
  const current = await step(bank, context)
  if (current?.flow.persona == null) return expired(context)
  const { id, flow, field } = current
  if (field('decision') === 'refuse') return refusedBy(bank, current)
  if (field('code') !== SMS_CODE) {
    flow.wrongCodes += 1
    // three wrong codes end the demand, as they would lock a real one
    if (flow.wrongCodes >= WRONG_CODES) return refusedBy(bank, current)
    const page = codePage(id, 'Code incorrect. Vérifiez le SMS reçu.')
    return show(context, page, 422, formTarget(flow))
  }
  bank.flows.delete(id)
  const code = newSecret()
  bank.codes.set(code, {
    clientId: flow.client.clientId,
    redirectUri: flow.redirectUri,
    scope: flow.scope,
    persona: current.flow.persona,
    expiresAt: nowSeconds(bank) + (bank.options.codeLifetimeSeconds ?? 60),
    grant: null,
  })
  return back(flow, { code })
}
