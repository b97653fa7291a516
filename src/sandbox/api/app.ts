// The API listener: which path and verb is what, and the order in which a call is checked.
// request id → verb → token → planned faults → signature → scope → handler (consent, limits).
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { misbehave } from '../faults/misbehave.ts'
import { skewed } from '../faults/moving.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import { answerToken } from '../oauth/token.ts'
import type { SandboxClient } from '../options.ts'
import { type Bank, type Grant, takeUnattendedCall } from '../state.ts'
import { getAccounts } from './accounts.ts'
import { signAnswers } from './answer-signature.ts'
import { getBalances } from './balances.ts'
import { type Answer, BASE_PATH, type Call } from './call.ts'
import { putConsents } from './consents.ts'
import { type OperationName, refusalBy, type Struck, struckBy, words } from './faults.ts'
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
  const { answerKey } = bank.options
  if (answerKey)
    app.use(
      `${BASE_PATH}/*`,
      signAnswers(answerKey, () => bank.clock.now()),
    )
  app.post('/stet/psd2/oauth/token', (context) => answerTokenCall(bank, context))
  app.all(`${BASE_PATH}/*`, (context) => answerCall(bank, context))
  app.notFound((context) => failed(bank, context, new StetRefusal('Not Found', 404)))
  app.onError((error, context) =>
    failed(bank, context, error instanceof StetRefusal ? error : refusal('INTE')),
  )
  return app
}

async function answerTokenCall(bank: Bank, context: Context<Env>): Promise<Response> {
  const answer = () => answerToken(bank, context)
  return await underFault(
    bank,
    context,
    struckBy(bank, { operation: 'token', method: 'POST' }),
    answer,
  )
}

/** As planned faults have it: the true answer, what becomes of it, or another in its place. */
async function underFault(
  bank: Bank,
  context: Context<Env>,
  fault: Struck | null,
  answer: () => Response | Promise<Response>,
): Promise<Response> {
  if (fault === null) return await answer()
  const refuse = (status: number, headers: Record<string, string>) =>
    failed(bank, context, refusalBy(status, headers))
  return await misbehave({ fault, context, words, refuse, answer })
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
  // as the path is written: no id of this bank needs an escape
  const resourceId = route.path.exec(path)?.[1] ?? ''
  const fault = struckBy(bank, {
    identifier: grant.persona.identifier,
    ...{ operation: route.operation, method: route.verb },
    ...(resourceId === '' ? {} : { resourceId }),
  })
  if (fault?.answer === 'token_dies') {
    bank.accessTokens.delete(grant.accessToken)
    throw new StetRefusal('invalid_token', 401)
  }
  const body = Buffer.from(await context.req.arrayBuffer())
  verifySignature(
    {
      method: route.verb,
      target: context.env.incoming.url ?? '',
      header: (name) => context.req.header(name),
      body,
    },
    clientOf(bank, grant),
    skewed(fault?.answer, bank.clock.now()),
    bank.options.dateSkewSeconds ?? 300,
  )
  // exactly aisp: extended_transaction_history is refused by this bank
  if (grant.scope !== 'aisp') refuse('BADS')
  acceptsHal(context)
  return await underFault(bank, context, fault, () => {
    const answer = route.handler(callFor({ bank, context, grant, resourceId, body, fault }))
    return new Response(answer.body === null ? null : JSON.stringify(answer.body), {
      status: answer.status,
      headers: {
        'x-request-id': requestId,
        'cache-control': 'no-store',
        ...(answer.body === null ? {} : { 'content-type': HAL }),
      },
    })
  })
}

type Asked = {
  readonly bank: Bank
  readonly context: Context<Env>
  readonly grant: Grant
  readonly resourceId: string
  readonly body: Buffer
  readonly fault: Struck | null
}

function callFor({ bank, context, grant, resourceId, body, fault }: Asked): Call {
  const attended = (context.req.header('psu-ip-address') ?? '').trim() !== ''
  return {
    bank,
    clientId: grant.clientId,
    persona: grant.persona,
    query: queryOf(context, fault),
    body,
    contentType: context.req.header('content-type') ?? '',
    resourceId: fault?.answer === 'another_account' ? otherThan(grant, resourceId) : resourceId,
    fault: fault?.answer ?? null,
    count: (...key) => {
      const counted = [grant.clientId, grant.persona.identifier, ...key].join('|')
      if (!attended && !takeUnattendedCall(bank, counted)) refuse('TMRQ')
    },
  }
}

/** Pages without end, and those that go round, are the first ones again. */
function queryOf(context: Context<Env>, fault: Struck | null): URLSearchParams {
  const query = new URL(context.req.url).searchParams
  if (fault?.answer === 'pages_without_end') query.delete('page')
  return query
}

function otherThan({ persona }: Grant, resourceId: string): string {
  return persona.accounts.find(({ id }) => id !== resourceId)?.id ?? resourceId
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
