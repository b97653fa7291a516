// The API listener: tokens, users, the widget's sessions, connections, accounts, transactions, categories.
// planned faults → token → rights → answer. Another user's resource is not found.

import { randomUUID } from 'node:crypto'
import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { newSecret } from '../../runtime/ids.ts'
import { misbehave } from '../faults/misbehave.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import {
  type OperationName,
  plannedState,
  refusalBy,
  type StruckCall,
  struckBy,
  words,
} from './faults.ts'
import { getAccounts, getTransactions } from './lists.ts'
import { refused } from './refusal.ts'
import {
  type Aggregator,
  type Connection,
  deleteUser,
  sweepExpired,
  type Token,
  type User,
} from './state.ts'
import { answerToken } from './token.ts'
import { categoryList } from './wire.ts'

type Env = { Bindings: HttpBindings }
type Handler = (
  context: Context<Env>,
  token: Token | null,
  fault: StruckCall | null,
) => Response | Promise<Response>

export const API_PATH = '/v2.1'

export function apiApp(linxo: Aggregator): Hono<Env> {
  const app = new Hono<Env>()
  const open = (operation: OperationName, handler: Handler) => async (context: Context<Env>) => {
    sweepExpired(linxo)
    const { method } = context.req
    const fault = struckBy(linxo, { operation, method, ...accountAsked(context) })
    if (fault?.answer === 'token_dies') forgetToken(linxo, context)
    const answer = () => handler(context, tokenOf(linxo, context), fault)
    return fault === null
      ? await answer()
      : await misbehave({ fault, context, words, refuse: refusalBy, answer })
  }
  const ofUser = (
    operation: OperationName,
    handler: (context: Context<Env>, user: User, fault: StruckCall | null) => Response,
  ) =>
    open(operation, (context, token, fault) => {
      const user = linxo.users.get(token?.userId ?? '')
      return user ? handler(context, user, fault) : refused(401, 'invalid_token')
    })
  app.post(
    '/token',
    open('token', (context) => answerToken(linxo, context)),
  )
  app.post(
    `${API_PATH}/users`,
    open('users', (context, token) => createUser(linxo, context, token)),
  )
  app.get(
    `${API_PATH}/users/:id`,
    ofUser('users', (context, user) => showUser(context, user)),
  )
  app.delete(
    `${API_PATH}/users/:id`,
    ofUser('users', (context, user) => endUser(linxo, context, user)),
  )
  app.post(
    `${API_PATH}/widget/widget_session`,
    open('widget_session', (context) => createWidgetSession(linxo, context)),
  )
  app.get(
    `${API_PATH}/connections`,
    ofUser('connections', (_, user) =>
      Response.json([...user.connections.values()].map((each) => shown(linxo, each))),
    ),
  )
  app.get(
    `${API_PATH}/connections/:id`,
    ofUser('connections', (context, user) => {
      const connection = user.connections.get(context.req.param('id') ?? '')
      return connection ? Response.json(shown(linxo, connection)) : refused(404, 'not_found')
    }),
  )
  app.get(
    `${API_PATH}/accounts`,
    ofUser('accounts', (context, user) => getAccounts(linxo, context, user)),
  )
  app.get(
    `${API_PATH}/transactions`,
    ofUser('transactions', (context, user, fault) =>
      getTransactions(linxo, context, { user, answer: fault?.answer ?? null }),
    ),
  )
  app.get(
    `${API_PATH}/categories`,
    ofUser('accounts', () => Response.json(categoryList)),
  )
  app.notFound(() => refused(404, 'not_found'))
  app.onError(() => refused(500, 'internal_error'))
  return app
}

function accountAsked(context: Context<Env>): { resourceId?: string } {
  const resourceId = context.req.query('account_id')
  return resourceId === undefined ? {} : { resourceId }
}

function sentToken(context: Context<Env>): string {
  return /^Bearer (\S{1,200})$/.exec(context.req.header('authorization') ?? '')?.[1] ?? ''
}

function forgetToken(linxo: Aggregator, context: Context<Env>): void {
  linxo.tokens.delete(sentToken(context))
}

function tokenOf(linxo: Aggregator, context: Context<Env>): Token | null {
  return linxo.tokens.get(sentToken(context)) ?? null
}

const userSchema = z.object({
  email: z.email(),
  password: z
    .string()
    .min(6)
    .regex(/[A-Za-z]/)
    .regex(/\d/),
})

async function createUser(
  linxo: Aggregator,
  context: Context<Env>,
  token: Token | null,
): Promise<Response> {
  if (token === null) return refused(401, 'invalid_token')
  if (token.userId !== null || !token.scopes.includes('users_create')) {
    return refused(403, 'insufficient_scope')
  }
  const body = userSchema.safeParse(await context.req.json().catch(() => null))
  if (!body.success) return refused(400, 'invalid_request')
  const taken = [...linxo.users.values()].some(({ email }) => email === body.data.email)
  if (taken) return refused(409, 'user_exists')
  const id = randomUUID()
  const { clientId } = token
  const createdAt = nowSeconds(linxo)
  linxo.users.set(id, { id, clientId, ...body.data, createdAt, connections: new Map() })
  const location = `${linxo.apiUrl}${API_PATH}/users/${id}`
  return new Response(null, { status: 201, headers: { location } })
}

const isSelf = (context: Context<Env>, { id }: User) =>
  ['me', id].includes(context.req.param('id') ?? '')

function showUser(context: Context<Env>, user: User): Response {
  if (!isSelf(context, user)) return refused(404, 'not_found')
  return Response.json({ id: user.id, email: user.email, creation_date: user.createdAt })
}

function endUser(linxo: Aggregator, context: Context<Env>, user: User): Response {
  if (!isSelf(context, user)) return refused(404, 'not_found')
  deleteUser(linxo, user.id)
  return new Response(null, { status: 204 })
}

const widgetSchema = z.object({
  access_token: z.string(),
  client_id: z.string(),
  client_secret: z.string(),
})
const WIDGET_SECONDS = 900

async function createWidgetSession(linxo: Aggregator, context: Context<Env>): Promise<Response> {
  const body = widgetSchema.safeParse(await context.req.json().catch(() => null))
  if (!body.success) return refused(400, 'invalid_request')
  const { client_id, client_secret, access_token } = body.data
  const client = linxo.options.clients.find(({ clientId }) => clientId === client_id)
  if (client?.clientSecret !== client_secret) return refused(401, 'invalid_client')
  const token = linxo.tokens.get(access_token)
  if (!token?.userId || token.clientId !== client_id) return refused(401, 'invalid_token')
  const id = newSecret()
  linxo.widgetSessions.set(id, {
    ...{ client, userId: token.userId, expiresAt: nowSeconds(linxo) + WIDGET_SECONDS },
    ...{ redirectUrl: null, channels: ['REDIRECT'], waitsForEnd: true, termsAccepted: false },
    ...{ channel: null, persona: null, wrongCodes: 0 },
  })
  const href = `${linxo.pagesUrl}/widget/add_connection?session_id=${id}`
  return Response.json({ session_id: id, _links: { add_connection: { href } } }, { status: 201 })
}

function shown(linxo: Aggregator, connection: Connection) {
  const ended = performance.now() >= connection.readyAt
  const planned = plannedState(linxo, { operation: 'connections', method: 'GET' })
  return {
    id: connection.id,
    user_id: connection.userId,
    provider_id: '2042',
    name: 'Banque Populaire Grand Ouest',
    status: planned ?? (ended ? 'SUCCESS' : 'RUNNING'),
    auto_sync: false,
    consent_per_account: false,
    creation_date: connection.createdAt,
    logo_url: null,
    owner: { name: connection.persona.holder.fullName },
    constraints: [],
    channels: [{ type: connection.channel, status: ended ? 'SUCCESS' : 'RUNNING' }],
  }
}
