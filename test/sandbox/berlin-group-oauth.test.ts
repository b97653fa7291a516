// The authorisation server of the NextGenPSD2 sandbox bank: a code for one consent, a token for that consent alone.
import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signInAtBank } from '../support/bank-sign-in.ts'
import {
  MARC,
  oneRead,
  PROVIDER,
  REDIRECT,
  type Started,
  start,
  under,
} from './berlin-group-provider.ts'

describe('the OAuth variant', () => {
  const verifier = 'v'.repeat(43)
  const code_challenge = createHash('sha256').update(verifier).digest('base64url')
  let oauth: Started
  beforeAll(async () => {
    oauth = await start({ sca: 'oauth' })
  })
  afterAll(() => oauth.bank.stop())

  const asked = async (change: Record<string, string> = {}) => {
    const headers = { 'tpp-redirect-uri': REDIRECT }
    const { body } = await oauth.call('/psd2/v1/consents', {
      method: 'POST',
      body: oneRead,
      headers,
    })
    const metadata = await (await fetch(body._links.scaOAuth.href)).json()
    const server = metadata as { authorization_endpoint: string }
    const query = new URLSearchParams({
      ...{ response_type: 'code', client_id: PROVIDER, redirect_uri: REDIRECT, state: 's' },
      ...{ scope: `AIS:${body.consentId}`, code_challenge, code_challenge_method: 'S256' },
      ...change,
    })
    return { id: body.consentId, url: `${server.authorization_endpoint}?${query}` }
  }
  const redeem = (code: string, change: Record<string, string> = {}) =>
    oauth.token({
      ...{ grant_type: 'authorization_code', code, client_id: PROVIDER },
      ...{ redirect_uri: REDIRECT, code_verifier: verifier },
      ...change,
    })
  const signedIn = async () => {
    const { id, url } = await asked()
    const back = new URL(await signInAtBank(url, MARC))
    expect(back.searchParams.get('state')).toBe('s')
    return { id, code: back.searchParams.get('code') ?? '' }
  }

  it('opens with the token of this consent, once its code is redeemed', async () => {
    const { id, code } = await signedIn()
    expect((await oauth.call('/psd2/v1/accounts', under(id))).code).toBe('TOKEN_UNKNOWN')
    const { body } = await redeem(code)
    const authorization = `Bearer ${body.access_token}`
    expect((await oauth.call('/psd2/v1/accounts', under(id, { authorization }))).status).toBe(200)
    const other = await signedIn()
    const mixed = await oauth.call('/psd2/v1/accounts', under(other.id, { authorization }))
    expect(mixed.code).toBe('TOKEN_INVALID')
  })

  it('takes a code once, and what it gave back with it', async () => {
    const { id, code } = await signedIn()
    const { body } = await redeem(code)
    expect((await redeem(code)).code).toBe('invalid_grant')
    const authorization = `Bearer ${body.access_token}`
    expect((await oauth.call('/psd2/v1/accounts', under(id, { authorization }))).code).toBe(
      'TOKEN_UNKNOWN',
    )
  })

  it.each([
    ['another verifier', { code_verifier: 'w'.repeat(43) }, 'invalid_grant'],
    ['another address', { redirect_uri: 'http://localhost:9/other' }, 'invalid_grant'],
    ['another client', { client_id: 'PSDFR-ACPR-1' }, 'invalid_client'],
    ['another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('gives no token for %s', async (_what, change, error) => {
    const { code } = await signedIn()
    expect((await redeem(code, change)).code).toBe(error)
  })

  it('renews a token, and ends both with the consent', async () => {
    const { id, code } = await signedIn()
    const { refresh_token } = (await redeem(code)).body
    const renewed = { grant_type: 'refresh_token', refresh_token, client_id: PROVIDER }
    expect((await oauth.token(renewed)).status).toBe(200)
    await oauth.call(`/psd2/v1/consents/${id}`, { method: 'DELETE' })
    expect((await oauth.token(renewed)).code).toBe('invalid_grant')
  })

  it.each([
    ['no PKCE', { code_challenge: '' }, 'invalid_request'],
    ['a consent that nobody knows', { scope: 'AIS:x' }, 'invalid_scope'],
    ['another answer than a code', { response_type: 'token' }, 'unsupported_response_type'],
  ])('sends back an error for %s', async (_what, change, error) => {
    const { url } = await asked(change)
    const reply = await fetch(url, { redirect: 'manual' })
    const location = new URL(reply.headers.get('location') ?? '')
    expect([location.searchParams.get('error'), location.searchParams.get('state')]).toEqual([
      ...[error, 's'],
    ])
  })

  it('shows, and does not follow, an address that is not the provider’s', async () => {
    const { url } = await asked({ redirect_uri: 'https://evil.example/' })
    expect((await fetch(url, { redirect: 'manual' })).status).toBe(400)
  })
})
