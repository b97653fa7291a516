// The API listener: which path and verb is what, and the order in which a call is checked.
// path → verb → request id → planned faults → provider and signature → format → handler (consent, token, counts).
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { misbehave } from '../faults/misbehave.ts'
import { skewed } from '../faults/moving.ts'
import { getAccount, getAccounts, getBalances } from './accounts.ts'
import { type Answer, API_PATH, bearerOf, type Call, reading } from './call.ts'
import { deleteConsent, getConsent, getStatus, postAuthorisation, postConsent } from './consents.ts'
import { type OperationName, refusalBy, type StruckCall, struckBy, words } from './faults.ts'
import { answerToken, METADATA_PATH, metadata, TOKEN_PATH } from './oauth.ts'
import { identifyProvider } from './provider.ts'
import type { BerlinGroupState } from './state.ts'
import { messagesBody, refuse, TppRefusal } from './tpp-message.ts'
import { getTransactions } from './transactions.ts'

type Env = { Bindings: HttpBindings }
type Route = {
  readonly path: RegExp
  readonly verb: 'GET' | 'POST' | 'DELETE'
  readonly operation: OperationName
  readonly handler: (call: Call) => Answer
}

const consent = /^\/consents\/([^/]+)$/
const routes: readonly Route[] = [
  { path: /^\/consents$/, verb: 'POST', operation: 'consents', handler: postConsent },
  { path: consent, verb: 'GET', operation: 'status', handler: getConsent },
  { path: consent, verb: 'DELETE', operation: 'delete', handler: deleteConsent },
  {
    path: /^\/consents\/([^/]+)\/status$/,
    verb: 'GET',
    operation: 'status',
    handler: getStatus,
  },
  {
    path: /^\/consents\/([^/]+)\/authorisations$/,
    verb: 'POST',
    operation: 'authorisations',
    handler: postAuthorisation,
  },
  { path: /^\/accounts$/, verb: 'GET', operation: 'accounts', handler: getAccounts },
  { path: /^\/accounts\/([^/]+)$/, verb: 'GET', operation: 'details', handler: getAccount },
  {
    path: /^\/accounts\/([^/]+)\/balances$/,
    verb: 'GET',
    operation: 'balances',
    handler: getBalances,
  },
  {
    path: /^\/accounts\/([^/]+)\/transactions$/,
    verb: 'GET',
    operation: 'transactions',
    handler: getTransactions,
  },
]

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function apiApp(bank: BerlinGroupState): Hono<Env> {
  const app = new Hono<Env>()
  app.get(METADATA_PATH, (context) =>
    underFault(context, struckBy(bank, { operation: 'metadata', method: 'GET' }), () =>
      Response.json(metadata(bank)),
    ),
  )
  app.post(TOKEN_PATH, (context) => answerTokenCall(bank, context))
  app.all(`${API_PATH}/v1/*`, (context) => answerCall(bank, context))
  app.notFound((context) => failed(context, new TppRefusal('RESOURCE_UNKNOWN', 'no such resource')))
  app.onError((error, context) =>
    failed(
      context,
      error instanceof TppRefusal ? error : new TppRefusal('INTERNAL_SERVER_ERROR', 'failed'),
    ),
  )
  return app
}

async function answerTokenCall(bank: BerlinGroupState, context: Context<Env>): Promise<Response> {
  const { socket } = context.env.incoming
  const body = Buffer.from(await context.req.arrayBuffer())
  const header = (name: string) => context.req.header(name)
  const provider = identifyProvider(bank, { header, socket, body, now: bank.clock.now() }, false)
  const type = header('content-type') ?? ''
  return await underFault(context, struckBy(bank, { operation: 'token', method: 'POST' }), () =>
    answerToken(bank, provider, { type, body: body.toString('utf8') }),
  )
}

/** As planned faults have it: the true answer, what becomes of it, or another in its place. */
async function underFault(
  context: Context<Env>,
  fault: StruckCall | null,
  answer: () => Response,
): Promise<Response> {
  if (fault === null) return answer()
  const refuse = (status: number, headers: Record<string, string>) =>
    failed(context, refusalBy(status, headers))
  return await misbehave({ fault, context, words, refuse, answer })
}

function failed(context: Context<Env>, refusal: TppRefusal): Response {
  const requestId = context.req.header('x-request-id')
  return Response.json(messagesBody(refusal), {
    status: refusal.status,
    headers: { ...refusal.headers, ...(requestId ? { 'x-request-id': requestId } : {}) },
  })
}

async function answerCall(bank: BerlinGroupState, context: Context<Env>): Promise<Response> {
  const path = context.req.path.slice(`${API_PATH}/v1`.length)
  const known = routes.filter((route) => route.path.test(path))
  if (known.length === 0) refuse('RESOURCE_UNKNOWN', 'no such resource')
  const route =
    known.find(({ verb }) => verb === context.req.method) ??
    refuse('SERVICE_INVALID', 'another method')
  const header = (name: string) => context.req.header(name)
  const requestId = header('x-request-id') ?? ''
  if (!UUID.test(requestId)) refuse('FORMAT_ERROR', 'X-Request-ID must be a UUID')
  const id = route.path.exec(path)?.[1] ?? ''
  const fault = struckBy(bank, {
    ...{ operation: route.operation, method: route.verb, resourceId: id },
  })
  if (fault?.answer === 'token_dies') bank.accessTokens.delete(bearerOf(header))
  const body = Buffer.from(await context.req.arrayBuffer())
  const { socket } = context.env.incoming
  const now = skewed(fault?.answer, bank.clock.now())
  const provider = identifyProvider(bank, { header, body, socket, now }, true)
  if (!/\*\/\*|application\/(\*|json)/i.test(header('accept') ?? '*/*')) {
    refuse('REQUESTED_FORMATS_INVALID', 'JSON only')
  }
  const query = queryOf(context, fault)
  return await underFault(context, fault, () => {
    const call = { bank, provider, header, query, body, id, fault: fault?.answer ?? null }
    const answer = route.handler(fault?.answer === 'another_account' ? forAnother(call) : call)
    return new Response(answer.body === null ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: {
        'x-request-id': requestId,
        'cache-control': 'no-store',
        ...(answer.body === null ? {} : { 'content-type': 'application/json' }),
        ...answer.headers,
      },
    })
  })
}

/** Pages without end are the first one again. */
function queryOf(context: Context<Env>, fault: StruckCall | null): URLSearchParams {
  const query = new URL(context.req.url).searchParams
  if (fault?.answer === 'pages_without_end') query.delete('page')
  return query
}

function forAnother(call: Call): Call {
  const { consent } = reading(call)
  const other = consent.granted?.accounts.find((id) => id !== call.id)
  return other === undefined ? call : { ...call, id: other }
}
