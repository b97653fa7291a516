// The authorisation server of the OAuth variant, its side for providers: metadata (RFC 8414) and the token
// endpoint. Mutual TLS names the provider; PKCE binds the code.

import { createHash, randomBytes } from 'node:crypto'
import { nowSeconds } from '../lives/shown-day.ts'
import { API_PATH } from './call.ts'
import type { BerlinGroupProvider } from './options.ts'
import { type BerlinGroupState, type Grant, revoke } from './state.ts'

export const METADATA_PATH = `${API_PATH}/.well-known/oauth-authorization-server`
export const TOKEN_PATH = `${API_PATH}/oauth/token`
export const AUTHORIZE_PATH = `${API_PATH}/oauth/authorize`

export function metadata(bank: BerlinGroupState) {
  return {
    issuer: `${bank.apiUrl}${API_PATH}`,
    authorization_endpoint: `${bank.pagesUrl}${AUTHORIZE_PATH}`,
    token_endpoint: `${bank.apiUrl}${TOKEN_PATH}`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    code_challenge_methods_supported: ['S256'],
    tls_client_certificate_bound_access_tokens: true,
  }
}

/** RFC 6749, 5.2. */
type OAuthError = 'invalid_request' | 'invalid_client' | 'invalid_grant' | 'unsupported_grant_type'

function refused(error: OAuthError, description: string): Response {
  return Response.json(
    { error, error_description: description },
    { status: error === 'invalid_client' ? 401 : 400, headers: { 'cache-control': 'no-store' } },
  )
}

const newToken = () => randomBytes(40).toString('base64url')

export function answerToken(
  bank: BerlinGroupState,
  provider: BerlinGroupProvider,
  sent: { readonly type: string; readonly body: string },
): Response {
  if (!/^application\/x-www-form-urlencoded\b/i.test(sent.type)) {
    return refused('invalid_request', 'the body must be form-urlencoded')
  }
  const form = new URLSearchParams(sent.body)
  const names = [...form.keys()]
  if (new Set(names).size !== names.length) {
    return refused('invalid_request', 'a parameter is repeated')
  }
  if (form.get('client_id') !== provider.clientId) {
    return refused('invalid_client', 'client_id differs from the certificate')
  }
  switch (form.get('grant_type')) {
    case 'authorization_code':
      return redeem(bank, form, provider)
    case 'refresh_token':
      return refresh(bank, form, provider)
    default:
      return refused('unsupported_grant_type', 'authorization_code or refresh_token')
  }
}

function redeem(
  bank: BerlinGroupState,
  form: URLSearchParams,
  { clientId }: BerlinGroupProvider,
): Response {
  const code = bank.codes.get(form.get('code') ?? '')
  if (code === undefined || code.clientId !== clientId) {
    return refused('invalid_grant', 'unknown code')
  }
  if (code.grant !== null) {
    revoke(bank, code.grant)
    return refused('invalid_grant', 'code already used: its tokens are revoked')
  }
  if (code.expiresAt < nowSeconds(bank)) return refused('invalid_grant', 'code expired')
  const { request } = code
  if (request.redirectUri !== form.get('redirect_uri')) {
    return refused('invalid_grant', 'redirect_uri differs from the one of the authorisation')
  }
  const verifier = form.get('code_verifier') ?? ''
  if (createHash('sha256').update(verifier).digest('base64url') !== request.challenge) {
    return refused('invalid_grant', 'code_verifier does not answer the challenge')
  }
  const grant: Grant = {
    consentId: code.consentId,
    clientId,
    accessToken: newToken(),
    accessExpiresAt: nowSeconds(bank) + lifetime(bank),
    refreshToken: newToken(),
  }
  code.grant = grant
  bank.accessTokens.set(grant.accessToken, grant)
  bank.refreshTokens.set(grant.refreshToken, grant)
  return granted(bank, grant)
}

/** The refresh token stays the same; the access token before it ends. */
function refresh(
  bank: BerlinGroupState,
  form: URLSearchParams,
  { clientId }: BerlinGroupProvider,
): Response {
  const grant = bank.refreshTokens.get(form.get('refresh_token') ?? '')
  if (grant === undefined || grant.clientId !== clientId) {
    return refused('invalid_grant', 'unknown refresh_token')
  }
  bank.accessTokens.delete(grant.accessToken)
  grant.accessToken = newToken()
  grant.accessExpiresAt = nowSeconds(bank) + lifetime(bank)
  bank.accessTokens.set(grant.accessToken, grant)
  return granted(bank, grant)
}

function granted(bank: BerlinGroupState, grant: Grant): Response {
  return Response.json(
    {
      access_token: grant.accessToken,
      token_type: 'Bearer',
      expires_in: lifetime(bank),
      scope: `AIS:${grant.consentId}`,
      refresh_token: grant.refreshToken,
    },
    { headers: { 'cache-control': 'no-store', pragma: 'no-cache' } },
  )
}

function lifetime(bank: BerlinGroupState): number {
  return bank.options.tokenLifetimeSeconds ?? 3600
}
