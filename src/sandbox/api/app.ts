// The API listener: which path and verb is what, and the order in which a call is checked.
// request id → verb → token → signature → scope → planned faults → handler (consent, limits).

import { once } from 'node:events'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { nowSeconds } from '../lives/shown-day.ts'
import { answerToken } from '../oauth/token.ts'
import type { SandboxClient } from '../options.ts'
import { type Bank, type Grant, takeUnattendedCall } from '../state.ts'
import { getAccounts } from './accounts.ts'
import { getBalances } from './balances.ts'
import { type Answer, BASE_PATH, type Call } from './call.ts'
import { putConsents } from './consents.ts'
import { BadAnswer, type OperationName, strike } from './faults.ts'
import { getIdentity } from './identity.ts'
import { verifySignature } from './signature.ts'
import { errorBody, refusal, refuse, StetRefusal } from './stet-error.ts'
import { getTransactions } from './transactions.ts'

type Env = { Bindings: HttpBindings }
type Route = {
  readonly path: RegExp
  readonly verb: 'GET' | 'PUT'
  readonly operation: OperationName
  readonly handler: (call: Call) => Answer
}

const HAL = 'application/hal+json; charset=utf-8'

const routes: readonly Route[] = [
  { path: /^\/accounts$/, verb: 'GET', operation: 'accounts', handler: getAccounts },
  { path: /^\/consents$/, verb: 'PUT', operation: 'consents', handler: putConsents },
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
  {
    path: /^\/end-user-identity$/,
    verb: 'GET',
    operation: 'end-user-identity',
    handler: getIdentity,
  },
]

export function apiApp(bank: Bank): Hono<Env> {
  const app = new Hono<Env>()
  app.post('/stet/psd2/oauth/token', (context) => badly(context, () => answerToken(bank, context)))
  app.all(`${BASE_PATH}/*`, (context) => badly(context, () => answerCall(bank, context)))
  app.notFound((context) => failed(bank, context, new StetRefusal('Not Found', 404)))
  app.onError((error, context) =>
    failed(bank, context, error instanceof StetRefusal ? error : refusal('INTE')),
  )
  return app
}

/** Planned bad answers are made here, below any content. */
async function badly(context: Context<Env>, answer: () => Promise<Response>): Promise<Response> {
  try {
    return await answer()
  } catch (error) {
    if (!(error instanceof BadAnswer)) throw error
    if (error.answer === 'html') {
      return context.html('<html><body><h1>Maintenance en cours</h1></body></html>', 200)
    }
    if (error.answer === 'truncated') return context.body('{"accounts":[{"name":"', 200)
    const { socket } = context.env.incoming
    if (error.answer === 'silence') await once(socket, 'close')
    else socket.destroy()
    return new Response(null, { status: 500 })
  }
}

function failed(bank: Bank, context: Context<Env>, error: StetRefusal): Response {
  const requestId = context.req.header('x-request-id')
  for (const [name, value] of Object.entries(error.headers)) context.header(name, value)
  if (requestId) context.header('x-request-id', requestId)
  if (error.status === 401) context.header('www-authenticate', 'Bearer')
  const body = errorBody(error.status, error.message, context.req.path, bank.clock.now())
  return new Response(JSON.stringify(body), {
    status: error.status,
    headers: { ...Object.fromEntries(context.res.headers), 'content-type': HAL },
  })
}

async function answerCall(bank: Bank, context: Context<Env>): Promise<Response> {
  const path = context.req.path.slice(BASE_PATH.length).replace(/\/$/, '')
  // never offered by this bank, whatever the verb and the caller; the documentation spells it both ways
  if (path === '/trusted-beneficiaries' || path === '/trustedBeneficiaries') {
    throw new StetRefusal('NIMP', 501)
  }
  const route = routes.find((candidate) => candidate.path.test(path))
  if (route === undefined) throw new StetRefusal('Not Found', 404)
  if (context.req.method !== route.verb) {
    throw new StetRefusal('NIMP', 405, { allow: route.verb })
  }
  const requestId = context.req.header('x-request-id') ?? ''
  if (requestId === '' || requestId.length > 70) refuse('FF01')
  const grant = grantOf(bank, context)
  const body = Buffer.from(await context.req.arrayBuffer())
  verifySignature(
    {
      method: route.verb,
      target: context.env.incoming.url ?? '',
      header: (name) => context.req.header(name),
      body,
    },
    clientOf(bank, grant),
    bank.clock.now(),
    bank.options.dateSkewSeconds ?? 300,
  )
  // exactly aisp: extended_transaction_history is refused by this bank
  if (grant.scope !== 'aisp') refuse('BADS')
  acceptsHal(context)
  // as the path is written: no id of this bank needs an escape
  const resourceId = route.path.exec(path)?.[1] ?? ''
  strike(bank, {
    identifier: grant.persona.identifier,
    operation: route.operation,
    ...(resourceId === '' ? {} : { resourceId }),
  })
  const answer = route.handler(callFor(bank, context, grant, resourceId, body))
  return new Response(answer.body === null ? null : JSON.stringify(answer.body), {
    status: answer.status,
    headers: {
      'x-request-id': requestId,
      'cache-control': 'no-store',
      ...(answer.body === null ? {} : { 'content-type': HAL }),
    },
  })
}

function callFor(
  bank: Bank,
  context: Context<Env>,
  grant: Grant,
  resourceId: string,
  body: Buffer,
): Call {
  const attended = (context.req.header('psu-ip-address') ?? '').trim() !== ''
  return {
    bank,
    clientId: grant.clientId,
    persona: grant.persona,
    query: new URL(context.req.url).searchParams,
    body,
    contentType: context.req.header('content-type') ?? '',
    resourceId,
    count: (...key) => {
      const counted = [grant.clientId, grant.persona.identifier, ...key].join('|')
      if (!attended && !takeUnattendedCall(bank, counted)) refuse('TMRQ')
    },
  }
}

function grantOf(bank: Bank, context: Context<Env>): Grant {
  const token = /^Bearer ([A-Za-z0-9._~+/=-]{1,140})$/.exec(
    context.req.header('authorization') ?? '',
  )?.[1]
  const grant = token === undefined ? undefined : bank.accessTokens.get(token)
  if (grant === undefined || grant.accessExpiresAt <= nowSeconds(bank)) {
    throw new StetRefusal('invalid_token', 401)
  }
  return grant
}

function clientOf(bank: Bank, grant: Grant): SandboxClient {
  const client = bank.options.clients.find(({ clientId }) => clientId === grant.clientId)
  return client ?? refuse('BE05')
}

function acceptsHal(context: Context<Env>): void {
  const accept = context.req.header('accept')
  if (accept === undefined) return
  if (!/\*\/\*|application\/(\*|json|hal\+json)/i.test(accept)) {
    throw new StetRefusal('FF01', 406)
  }
}
