// POST /token: the client's token by its secret, a user's by the password the client gave it. JSON or a form.

import { timingSafeEqual } from 'node:crypto'
import type { Context } from 'hono'
import { hashSecret, newSecret } from '../../runtime/ids.ts'
import { nowSeconds } from '../lives/shown-day.ts'
import type { Aggregator } from './state.ts'

/** RFC 6749, 5.2. */
type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'invalid_scope'
  | 'unsupported_grant_type'

function refused(error: OAuthError): Response {
  return Response.json({ error }, { status: error === 'invalid_client' ? 401 : 400 })
}

const CLIENT_SCOPES = ['users_create']
const USER_SCOPES = [
  'profile',
  'profile_edit',
  'accounts_manage',
  'connections_manage',
  'connections_sync',
  'transactions_read',
]

export async function answerToken(linxo: Aggregator, context: Context): Promise<Response> {
  const field = await fields(context)
  if (field === null) return refused('invalid_request')
  const clientId = field('client_id')
  const client = linxo.options.clients.find((each) => each.clientId === clientId)
  if (!client || !same(client.clientSecret, field('client_secret'))) {
    return refused('invalid_client')
  }
  const scopes = field('scope').split(' ').filter(Boolean)
  switch (field('grant_type')) {
    case 'client_credentials':
      if (!scopes.every((scope) => CLIENT_SCOPES.includes(scope))) return refused('invalid_scope')
      return granted(linxo, { clientId, userId: null, scopes })
    case 'password': {
      if (!scopes.every((scope) => USER_SCOPES.includes(scope))) return refused('invalid_scope')
      const user = [...linxo.users.values()].find(({ email }) => email === field('username'))
      const known = user?.clientId === clientId && same(user.password, field('password'))
      return known
        ? granted(linxo, { clientId, userId: user.id, scopes })
        : refused('invalid_grant')
    }
    default:
      return refused('unsupported_grant_type')
  }
}

/** Null when the body is neither. */
async function fields(context: Context): Promise<((name: string) => string) | null> {
  const type = context.req.header('content-type') ?? ''
  const text = await context.req.text()
  if (/^application\/x-www-form-urlencoded\b/i.test(type)) {
    const form = new URLSearchParams(text)
    return (name) => form.get(name) ?? ''
  }
  try {
    const json: unknown = JSON.parse(text)
    if (typeof json !== 'object' || json === null) return null
    const entries = new Map<string, unknown>(Object.entries(json))
    return (name) => String(entries.get(name) ?? '')
  } catch {
    return null
  }
}

function same(a: string, b: string): boolean {
  return timingSafeEqual(hashSecret(a), hashSecret(b))
}

function granted(
  linxo: Aggregator,
  to: { clientId: string; userId: string | null; scopes: readonly string[] },
): Response {
  const seconds = linxo.options.tokenLifetimeSeconds ?? 3600
  const token = newSecret()
  linxo.tokens.set(token, { ...to, expiresAt: nowSeconds(linxo) + seconds })
  return Response.json(
    {
      access_token: token,
      token_type: 'Bearer',
      expires_in: seconds,
      scope: to.scopes.join(' '),
    },
    { headers: { 'cache-control': 'no-store' } },
  )
}
