// The two tokens of Linxo Connect: the client's, which makes users, and a user's, by the password we gave it. And the
// throw-away user itself, whose name and password come from nowhere but chance.
import { randomBytes, randomUUID } from 'node:crypto'
import type { Clock } from '../../runtime/clock.ts'
import { BankError } from '../bank.ts'
import type { LinxoClient } from './client.ts'
import type { ThrowAwayUser } from './credential.ts'
import { wireTokenSchema } from './wire.ts'

export type OAuthSettings = {
  readonly tokenUrl: string
  readonly clientId: string
  readonly clientSecret: string
}

/** As clients in production ask for them. */
const CLIENT_SCOPE = 'users_create'
const USER_SCOPE =
  'profile profile_edit accounts_manage connections_manage connections_sync transactions_read'

export type TokenEndpoint = {
  readonly ofClient: () => Promise<string>
  readonly ofUser: (user: ThrowAwayUser) => Promise<{ access: string; expiresAt: number | null }>
}

export function createTokenEndpoint(
  settings: OAuthSettings,
  client: LinxoClient,
  clock: Clock,
): TokenEndpoint {
  const ask = async (grant: Record<string, string>) => {
    const { json } = await client.call({
      operation: 'token',
      method: 'POST',
      url: new URL(settings.tokenUrl),
      body: { client_id: settings.clientId, client_secret: settings.clientSecret, ...grant },
    })
    const token = wireTokenSchema.safeParse(json)
    if (!token.success) throw new BankError('bad_answer', 'the token answer holds no token')
    const { access_token, expires_in } = token.data
    const now = clock.now().getTime()
    return { access: access_token, expiresAt: expires_in == null ? null : now + expires_in * 1000 }
  }
  return {
    ofClient: async () =>
      (await ask({ grant_type: 'client_credentials', scope: CLIENT_SCOPE })).access,
    ofUser: ({ email, password }) =>
      ask({ grant_type: 'password', username: email, password, scope: USER_SCOPE }),
  }
}

/** `.invalid` (RFC 2606) belongs to nobody: no mail can reach a person. At least a letter and a digit are asked for. */
export function newUserName(): { email: string; password: string } {
  return {
    email: `${randomUUID()}@nonante.invalid`,
    password: `a1${randomBytes(24).toString('base64url')}`,
  }
}

export type UserAccess = {
  /** Runs a call with the user's token; once more, with a new one, when a token that was given is refused. */
  readonly use: <T>(call: (access: string) => Promise<T>) => Promise<T>
}

/** Asked for again this long before its end: a call in flight must not outlive it. */
const MARGIN_MS = 30_000

/** One token for all the calls of a step, however many at once. */
export function createUserAccess(
  user: ThrowAwayUser,
  tokens: TokenEndpoint,
  clock: Clock,
): UserAccess {
  let current: ReturnType<TokenEndpoint['ofUser']> | null = null
  const renew = (refused: ReturnType<TokenEndpoint['ofUser']> | null) => {
    // another caller has renewed it meanwhile
    if (current === null || current === refused) current = tokens.ofUser(user)
    return current
  }
  const fresh = async () => {
    const asked = current ?? renew(null)
    const { expiresAt } = await asked
    const ending = expiresAt !== null && clock.now().getTime() > expiresAt - MARGIN_MS
    return ending ? renew(asked) : asked
  }
  return {
    use: async (call) => {
      const token = await fresh()
      const used = current
      try {
        return await call(token.access)
      } catch (error) {
        if (!(error instanceof BankError) || error.kind !== 'authorization_invalid') throw error
        return await call((await renew(used)).access)
      }
    },
  }
}
