// The widget: where the customer accepts the terms, chooses a bank, signs in there, and is sent back with a connection.

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Context, Hono } from 'hono'
import { nowSeconds } from '../lives/shown-day.ts'
import type { Html } from '../page-parts.ts'
import { personaPlan, SMS_CODE } from '../personas/personas.ts'
import {
  codePage,
  identificationPage,
  providerPage,
  refusedPage,
  STYLESHEET_PATH,
  stylesheet,
  termsPage,
  termsText,
} from './pages.ts'
import {
  type Aggregator,
  type Channel,
  type Connection,
  sweepExpired,
  type WidgetSession,
} from './state.ts'

const WRONG_CODES = 3
const CHANNELS: readonly Channel[] = ['REDIRECT', 'EMBEDDED']

export function widgetApp(linxo: Aggregator): Hono {
  const app = new Hono()
  app.get(STYLESHEET_PATH, (context) =>
    context.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  )
  app.get('/widget/add_connection', (context) => begin(linxo, context))
  app.get('/widget/terms', (context) => show(context, termsText()))
  app.post('/widget/terms', (context) => step(linxo, context, acceptTerms))
  app.post('/widget/provider', (context) => step(linxo, context, chooseProvider))
  app.post('/widget/identification', (context) => step(linxo, context, identify))
  app.post('/widget/authentification', (context) => step(linxo, context, authenticate))
  return app
}

async function show(
  context: Context,
  content: Html,
  status: 200 | 400 | 422 = 200,
  session: WidgetSession | null = null,
) {
  // the browser follows the redirect of a form only to what form-action names
  const target = session?.redirectUrl ? ` ${new URL(session.redirectUrl).origin}` : ''
  return context.html(await content, status, {
    'content-security-policy': `default-src 'none'; style-src 'self'; img-src data:; form-action 'self'${target}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  })
}

function back(session: WidgetSession, answer: Readonly<Record<string, string>>): Response {
  const location = new URL(session.redirectUrl ?? '')
  for (const [name, value] of Object.entries(answer)) location.searchParams.set(name, value)
  const headers = { location: location.toString(), 'cache-control': 'no-store' }
  return new Response(null, { status: 302, headers })
}

/** The registered address, with any query: what the client put there comes back. */
function isRegistered({ client }: WidgetSession, redirectUrl: string): boolean {
  if (!URL.canParse(redirectUrl)) return false
  const { origin, pathname } = new URL(redirectUrl)
  return client.redirectUris.includes(origin + pathname)
}

async function begin(linxo: Aggregator, context: Context): Promise<Response> {
  sweepExpired(linxo)
  const id = context.req.query('session_id') ?? ''
  const session = linxo.widgetSessions.get(id)
  if (!session) return show(context, refusedPage('Cette session n’est pas connue.'), 400)
  const redirectUrl = context.req.query('redirect_url') ?? ''
  if (!isRegistered(session, redirectUrl)) {
    return show(context, refusedPage('L’adresse de retour n’est pas enregistrée.'), 400)
  }
  const wanted = (context.req.query('channels') ?? 'REDIRECT').split(',')
  session.redirectUrl = redirectUrl
  session.channels = CHANNELS.filter((channel) => wanted.includes(channel))
  session.waitsForEnd = context.req.query('wait_sync_end') === 'true'
  return show(context, termsPage(id), 200, session)
}

type Step = {
  readonly linxo: Aggregator
  readonly context: Context
  readonly id: string
  readonly session: WidgetSession
  readonly field: (name: string) => string
}

async function step(
  linxo: Aggregator,
  context: Context,
  take: (step: Step) => Response | Promise<Response>,
): Promise<Response> {
  sweepExpired(linxo)
  const form = new URLSearchParams(await context.req.text())
  const id = form.get('session_id') ?? ''
  const session = linxo.widgetSessions.get(id)
  if (!session?.redirectUrl) {
    return show(context, refusedPage('Cette demande n’est plus valable. Recommencez.'), 400)
  }
  const field = (name: string) => (form.get(name) ?? '').trim()
  const current = { linxo, context, id, session, field }
  return field('decision') === 'refuse' ? abandoned(current) : take(current)
}

function abandoned({ linxo, id, session }: Step): Response {
  linxo.widgetSessions.delete(id)
  return back(session, { error: 'access_denied' })
}

function acceptTerms({ context, id, session }: Step) {
  session.termsAccepted = true
  return show(context, providerPage(id, session.channels), 200, session)
}

function chooseProvider(current: Step) {
  const { context, id, session, field } = current
  const channel = session.channels.find((each) => each === field('channel'))
  if (!session.termsAccepted || !channel) return abandoned(current)
  session.channel = channel
  return show(context, identificationPage(id, channel, null), 200, session)
}

async function identify(current: Step): Promise<Response> {
  const { linxo, context, id, session, field } = current
  const { channel } = session
  if (channel === null) return abandoned(current)
  const identifier = field('identifier')
  const persona = personaPlan(identifier, linxo.personas)
  // names are for the demo's option; at the bank only the identifier opens
  const known = persona?.identifier.toLowerCase() === identifier.toLowerCase()
  if (!known || (channel === 'EMBEDDED' && field('password') !== SMS_CODE)) {
    const page = identificationPage(id, channel, 'Identifiants inconnus. Vérifiez votre saisie.')
    return show(context, page, 422, session)
  }
  session.persona = persona
  if (channel === 'EMBEDDED') return connected(current)
  return show(context, codePage(id, null), 200, session)
}

async function authenticate(current: Step): Promise<Response> {
  const { context, id, session, field } = current
  if (session.persona === null) return abandoned(current)
  if (field('code') === SMS_CODE) return connected(current)
  session.wrongCodes += 1
  // three wrong codes end the demand, as they would lock a real one
  if (session.wrongCodes >= WRONG_CODES) return abandoned(current)
  return show(context, codePage(id, 'Code incorrect. Vérifiez le SMS reçu.'), 422, session)
}

/** The connection is made and its synchronisation begins; the customer is kept until its end when so asked. */
async function connected({ linxo, context, id, session }: Step): Promise<Response> {
  const { persona, channel, userId } = session
  const user = linxo.users.get(userId)
  linxo.widgetSessions.delete(id)
  if (!user || !persona || !channel) {
    return show(context, refusedPage('Cette demande n’est plus valable. Recommencez.'), 400)
  }
  const lasts = linxo.options.synchronisationMs ?? 300
  const connection = {
    ...{ id: randomUUID(), userId, persona, channel, createdAt: nowSeconds(linxo) },
    readyAt: performance.now() + lasts,
  }
  user.connections.set(connection.id, connection)
  setTimeout(() => void tell(linxo, session, connection), lasts).unref()
  if (session.waitsForEnd) await sleep(lasts)
  return back(session, { connection_id: connection.id })
}

/** The webhook: sent once; a client that does not answer asks for itself. */
async function tell(linxo: Aggregator, { client }: WidgetSession, { id, channel }: Connection) {
  if (client.webhookUrl === undefined) return
  const notice = {
    ...{ id: randomUUID(), event_type: 'UPDATED', resource_type: 'CONNECTIONS' },
    creation_date: nowSeconds(linxo),
    channel_definition_id: `channel-${channel.toLowerCase()}`,
    resource: { id, status: 'SUCCESS' },
    new_transactions: true,
  }
  const headers = { 'content-type': 'application/json' }
  const body = JSON.stringify(notice)
  await fetch(client.webhookUrl, { method: 'POST', headers, body }).catch(() => {})
}
