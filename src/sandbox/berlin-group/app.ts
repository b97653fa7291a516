// The API listener: which path and verb is what, and the order in which a call is checked.
// path → verb → request id → provider and signature → format → planned faults → handler (consent, token, counts).
import { once } from 'node:events'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { getAccount, getAccounts, getBalances } from './accounts.ts'
import { type Answer, API_PATH, type Call } from './call.ts'
import { deleteConsent, getConsent, getStatus, postAuthorisation, postConsent } from './consents.ts'
import { BadAnswer, type BadAnswerKind, type OperationName, strike } from './faults.ts'
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
    badly(context, async () => {
      strike(bank.faults, { operation: 'metadata', resourceId: '' })
      return Response.json(metadata(bank))
    }),
  )
  app.post(TOKEN_PATH, (context) =>
    badly(context, async () => {
      const { socket } = context.env.incoming
      const request = { header: (name: string) => context.req.header(name), socket }
      const body = Buffer.from(await context.req.arrayBuffer())
      const provider = identifyProvider(bank, { ...request, body }, false)
      strike(bank.faults, { operation: 'token', resourceId: '' })
      const type = context.req.header('content-type') ?? ''
      return answerToken(bank, provider, { type, body: body.toString('utf8') })
    }),
  )
  app.all(`${API_PATH}/v1/*`, (context) => badly(context, () => answerCall(bank, context)))
  app.notFound((context) => failed(context, new TppRefusal('RESOURCE_UNKNOWN', 'no such resource')))
  app.onError((error, context) =>
    failed(
      context,
      error instanceof TppRefusal ? error : new TppRefusal('INTERNAL_SERVER_ERROR', 'failed'),
    ),
  )
  return app
}

/** Planned bad answers are made here, below any content. */
async function badly(context: Context<Env>, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof BadAnswer) return await misbehave(context, error.answer)
    throw error
  }
}

async function misbehave(context: Context<Env>, kind: BadAnswerKind): Promise<Response> {
  const { socket } = context.env.incoming
  switch (kind) {
    case 'html':
      return context.html('<html><body><h1>Maintenance</h1></body></html>', 200)
    case 'truncated':
      return context.body('{"accounts":[{"name":"', 200)
    case 'empty':
      return context.body('', 200)
    case 'silence':
      await once(socket, 'close')
      break
    case 'nothing':
      socket.destroy()
  }
  return new Response(null, { status: 500 })
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
  const body = Buffer.from(await context.req.arrayBuffer())
  const { socket } = context.env.incoming
  const provider = identifyProvider(bank, { header, body, socket }, true)
  if (!/\*\/\*|application\/(\*|json)/i.test(header('accept') ?? '*/*')) {
    refuse('REQUESTED_FORMATS_INVALID', 'JSON only')
  }
  const id = route.path.exec(path)?.[1] ?? ''
  strike(bank.faults, { operation: route.operation, resourceId: id })
  const query = new URL(context.req.url).searchParams
  const answer = route.handler({ bank, provider, header, query, body, id })
  return new Response(answer.body === null ? null : JSON.stringify(answer.body), {
    status: answer.status,
    headers: {
      'x-request-id': requestId,
      'cache-control': 'no-store',
      ...(answer.body === null ? {} : { 'content-type': 'application/json' }),
      ...answer.headers,
    },
  })
}
