// The authorization-code flow of a STET bank: the address the customer is sent to, and the two
// token requests (mutual TLS). A code is sent once: RFC 6749 4.1.2 lets a bank revoke all on a replay.
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '../../runtime/clock.ts'
import { BankError } from '../bank.ts'
import type { Call, StetClient } from './client.ts'
import { wireTokenSchema } from './wire.ts'

export type Tokens = {
  readonly access: string
  readonly refresh: string | null
  /** Milliseconds since 1970; null when the bank did not say. */
  readonly expiresAt: number | null
}

export type OAuthSettings = {
  readonly authorizeUrl: string
  readonly tokenUrl: string
  readonly clientId: string
  readonly scope: string
  /** Sent as Basic authorisation, in the place of `client_id` in the body. Null or absent: the certificate is enough. */
  readonly clientSecret?: string | null
  /** Token requests are signed as data calls are. */
  readonly signed?: boolean
}

/** STET 1.4: at most 34 characters. */
const STATE_LENGTH = 34

/** @throws RangeError when the state is longer than a STET bank takes. */
export function authorizeUrl(
  settings: OAuthSettings,
  input: { state: string; redirectUri: string; verifier: string | null },
): string {
  if (input.state.length > STATE_LENGTH) throw new RangeError('state has more than 34 characters')
  const url = new URL(settings.authorizeUrl)
  url.searchParams.set('response_type', 'code')
  url.searchParams.set('client_id', settings.clientId)
  url.searchParams.set('redirect_uri', input.redirectUri)
  url.searchParams.set('scope', settings.scope)
  url.searchParams.set('state', input.state)
  if (input.verifier !== null) {
    const challenge = createHash('sha256').update(input.verifier).digest('base64url')
    url.searchParams.set('code_challenge', challenge)
    url.searchParams.set('code_challenge_method', 'S256')
  }
  return url.href
}

/** RFC 7636: 43 characters. */
export function newVerifier(): string {
  return randomBytes(32).toString('base64url')
}

/** The client is named in the body, or with its secret in the header: RFC 6749, 2.3.1, wants one of them. */
export function tokenCall(settings: OAuthSettings, form: Record<string, string>): Call {
  const { clientId, clientSecret, tokenUrl, signed = false } = settings
  const secret = clientSecret ?? null
  const named = secret === null ? { client_id: clientId, ...form } : form
  return {
    operation: 'token',
    method: 'POST',
    url: new URL(tokenUrl),
    presence: null,
    body: {
      type: 'application/x-www-form-urlencoded',
      text: new URLSearchParams(named).toString(),
    },
    ...(signed ? { signed } : {}),
    ...(secret === null ? {} : { authorization: basic(clientId, secret) }),
  }
}

function basic(clientId: string, secret: string): string {
  const pair = [clientId, secret].map((part) => encodeURIComponent(part)).join(':')
  return `Basic ${Buffer.from(pair, 'utf8').toString('base64')}`
}

export type TokenEndpoint = {
  readonly exchange: (input: {
    code: string
    redirectUri: string
    verifier: string | null
  }) => Promise<Tokens>
  readonly renew: (refresh: string) => Promise<Tokens>
}

export function createTokenEndpoint(
  settings: OAuthSettings,
  client: Pick<StetClient, 'call'>,
  clock: Clock,
): TokenEndpoint {
  const ask = async (form: Record<string, string>) => {
    const answer = await client.call(tokenCall(settings, form))
    const token = wireTokenSchema.safeParse(answer)
    if (!token.success) throw new BankError('bad_answer', 'the token answer holds no token')
    const { access_token, refresh_token, expires_in } = token.data
    return {
      access: access_token,
      refresh: refresh_token ?? null,
      expiresAt: expires_in == null ? null : clock.now().getTime() + expires_in * 1000,
    }
  }
  return {
    exchange: ({ code, redirectUri, verifier }) =>
      ask({
        grant_type: 'authorization_code',
        code,
        redirect_uri: redirectUri,
        ...(verifier === null ? {} : { code_verifier: verifier }),
      }),
    renew: async (refresh) => {
      const renewed = await ask({ grant_type: 'refresh_token', refresh_token: refresh })
      return { ...renewed, refresh: renewed.refresh ?? refresh }
    },
  }
}
