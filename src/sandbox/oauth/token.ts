// POST /stet/psd2/oauth/token: a code or a refresh token against an access token. Mutual TLS, no signature.

import { randomBytes } from 'node:crypto'
import type { Context } from 'hono'
import { nowSeconds } from '../lives/shown-day.ts'
import {
  type AuthorizationCode,
  type Bank,
  type Grant,
  revoke,
  revokeOthers,
  sweepExpired,
} from '../state.ts'

const REFRESH_SECONDS = 180 * 86_400

/** RFC 6749, 5.2. */
type OAuthError =
  | 'invalid_request'
  | 'invalid_client'
  | 'invalid_grant'
  | 'unauthorized_client'
  | 'unsupported_grant_type'

function refused(error: OAuthError, description: string): Response {
  return Response.json(
    { error, error_description: description },
    { status: error === 'invalid_client' ? 401 : 400, headers: { 'cache-control': 'no-store' } },
  )
}

function newToken(): string {
  return randomBytes(40).toString('base64url')
}

export async function answerToken(bank: Bank, context: Context): Promise<Response> {
  sweepExpired(bank)
  if (!/^application\/x-www-form-urlencoded\b/i.test(context.req.header('content-type') ?? '')) {
    return refused('invalid_request', 'the body must be form-urlencoded')
  }
  const form = new URLSearchParams(await context.req.text())
  const names = [...form.keys()]
  if (new Set(names).size !== names.length) {
    return refused('invalid_request', 'a parameter is repeated')
  }
  const clientId = form.get('client_id')
  if (!bank.options.clients.some((client) => client.clientId === clientId) || clientId === null) {
    return refused('invalid_client', 'unknown client_id')
  }
  const type = form.get('grant_type')
  if (type === 'authorization_code') return redeem(bank, form, clientId)
  if (type === 'refresh_token') return refresh(bank, form, clientId)
  return refused('unsupported_grant_type', 'authorization_code or refresh_token')
}

function redeem(bank: Bank, form: URLSearchParams, clientId: string): Response {
  const code = bank.codes.get(form.get('code') ?? '')
  if (code === undefined) return refused('invalid_grant', 'unknown code')
  if (code.grant !== null) {
    revoke(bank, code.grant)
    return refused('invalid_grant', 'code already used: its tokens are revoked')
  }
  if (code.clientId !== clientId) return refused('invalid_grant', 'code of another client')
  if (code.expiresAt < nowSeconds(bank)) return refused('invalid_grant', 'code expired')
  if (code.redirectUri !== form.get('redirect_uri')) {
    return refused('invalid_grant', 'redirect_uri differs from the one of the authorisation')
  }
  const grant = newGrant(bank, code)
  code.grant = grant
  bank.accessTokens.set(grant.accessToken, grant)
  bank.refreshTokens.set(grant.refreshToken, grant)
  revokeOthers(bank, grant)
  return granted(bank, grant)
}

function newGrant(bank: Bank, code: AuthorizationCode): Grant {
  const now = nowSeconds(bank)
  return {
    clientId: code.clientId,
    persona: code.persona,
    scope: code.scope,
    accessToken: newToken(),
    accessExpiresAt: now + lifetime(bank),
    refreshToken: newToken(),
    refreshExpiresAt: now + REFRESH_SECONDS,
  }
}

/** The refresh token stays the same; the access token before it ends. */
function refresh(bank: Bank, form: URLSearchParams, clientId: string): Response {
  const grant = bank.refreshTokens.get(form.get('refresh_token') ?? '')
  if (grant === undefined || grant.clientId !== clientId) {
    return refused('invalid_grant', 'unknown refresh_token')
  }
  if (grant.refreshExpiresAt <= nowSeconds(bank)) {
    revoke(bank, grant)
    return refused('invalid_grant', 'refresh_token expired')
  }
  bank.accessTokens.delete(grant.accessToken)
  grant.accessToken = newToken()
  grant.accessExpiresAt = nowSeconds(bank) + lifetime(bank)
  bank.accessTokens.set(grant.accessToken, grant)
  return granted(bank, grant)
}

function granted(bank: Bank, grant: Grant): Response {
  return Response.json(
    {
      access_token: grant.accessToken,
      token_type: 'Bearer',
      expires_in: lifetime(bank),
      scope: `${grant.scope} offline_access`,
      refresh_token: grant.refreshToken,
    },
    { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } },
  )
}

function lifetime(bank: Bank): number {
  return bank.options.tokenLifetimeSeconds ?? 3600
}
