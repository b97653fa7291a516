// The STET adapter over real HTTP: what it sends, in which order, and what it makes of the answers.
import { verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { digestOf } from '../../src/banks/stet/signature.ts'
import { type ScriptedBank, type SeenRequest, startScriptedBank } from './scripted-bank.ts'
import {
  asOf,
  collectFrom,
  connect,
  from,
  type OpenedBank,
  openScripted,
  presence,
  redirectUri,
  signingKeys,
  start,
  testProfile,
} from './scripted-client.ts'

describe('a STET bank', () => {
  let server: ScriptedBank
  let opened: OpenedBank
  beforeEach(async () => {
    server = await startScriptedBank()
    opened = openScripted(server.origin)
  })
  afterEach(async () => {
    await opened.close()
    await server.close()
  })
  const calls = () => server.requests.map(({ method, path }) => `${method} ${path}`)
  const seen = (path: string) => server.requests.filter((each) => each.path === path)

  it('sends the customer to the bank with state and redirect address, and no PKCE unasked', async () => {
    const { url } = await opened.bank.adapter.begin({ state: 's'.repeat(32), redirectUri })
    const { origin, pathname, searchParams } = new URL(url)
    expect(origin).toBe(opened.bank.authorizeOrigin)
    expect(pathname).toBe('/stet/psd2/oauth/authorize')
    expect(Object.fromEntries(searchParams)).toEqual({
      response_type: 'code',
      client_id: 'PSDFR-ACPR-99999',
      redirect_uri: redirectUri,
      scope: 'aisp',
      state: 's'.repeat(32),
    })
    await expect(opened.bank.adapter.begin({ state: 's'.repeat(35), redirectUri })).rejects.toThrow(
      RangeError,
    )
  })

  it('uses PKCE where the profile says so: the verifier answers to the challenge', async () => {
    const profile = { ...testProfile, oauth: { ...testProfile.oauth, pkce: true } }
    const { bank, close } = openScripted(server.origin, { profile })
    const { url, credential } = await bank.adapter.begin({ state: 's', redirectUri })
    await bank.adapter.complete({ code: 'CANARY-CODE', redirectUri, credential, presence })
    const verifier = new URLSearchParams(server.requests[0]?.body).get('code_verifier') ?? ''
    expect(verifier).toHaveLength(43)
    const challenge = digestOf(verifier).slice('SHA-256='.length).replaceAll('+', '-')
    expect(new URL(url).searchParams.get('code_challenge')).toBe(
      challenge.replaceAll('/', '_').replace('=', ''),
    )
    await close()
  })

  it('walks in the order of the interface and gives back what it was lent', async () => {
    const credential = await connect(opened.bank)
    const collected = await collectFrom(opened.bank, credential)
    await opened.bank.adapter.release({ credential, presence: null })
    expect(calls().slice(0, 4)).toEqual([
      'POST /token',
      'GET /accounts',
      'PUT /consents',
      'GET /accounts',
    ])
    expect(calls().slice(4, -2).sort()).toEqual([
      'GET /accounts/A1/balances',
      // two pages, and the first again to see that nothing moved
      'GET /accounts/A1/transactions',
      'GET /accounts/A1/transactions',
      'GET /accounts/A1/transactions',
      'GET /accounts/A2/balances',
      'GET /accounts/A2/transactions',
      'GET /accounts/C1/balances',
      'GET /accounts/C1/transactions',
    ])
    expect(calls().slice(-2)).toEqual(['GET /end-user-identity', 'PUT /consents'])
    expect(collected.holder).toBe('CANARY-HOLDER')
    expect(collected.accounts.map(({ resourceId }) => resourceId)).toEqual(['A1', 'C1', 'A2'])
    expect(collected.accounts[0]?.transactions?.map((each) => each.resourceId)).toEqual([
      'A1-1',
      'A1-2',
    ])
    expect(collected.accounts[0]?.pull).toEqual({ from, to: asOf, complete: true })
    expect(collected.credential).toBeUndefined()
    expect(JSON.parse(server.requests.at(-1)?.body ?? '')).toEqual({
      balances: [],
      transactions: [],
      trustedBeneficiaries: false,
      psuIdentity: false,
    })
  })

  it('consents to the granted accounts only, right by right, and asks for nothing else', async () => {
    const credential = await connect(opened.bank)
    const grants = [
      { ref: 'A1', balances: false, transactions: false },
      { ref: 'A2', balances: false, transactions: true },
    ]
    const { accounts, holder } = await collectFrom(opened.bank, credential, {
      grants,
      identity: false,
    })
    expect(JSON.parse(seen('/consents')[0]?.body ?? '')).toEqual({
      balances: [],
      transactions: [{ iban: 'FR7613807008043001965405255' }],
      trustedBeneficiaries: false,
      psuIdentity: false,
    })
    expect(holder).toBeNull()
    expect(accounts).toHaveLength(1)
    expect(accounts[0]).toMatchObject({
      resourceId: 'A2',
      balances: null,
      pull: { complete: true },
    })
    expect(calls().some((call) => call.includes('A1') || call.includes('balances'))).toBe(false)
    expect(seen('/end-user-identity')).toEqual([])
  })

  it('asks for transactions from the first day of the window, as a plain day', async () => {
    await collectFrom(opened.bank, await connect(opened.bank))
    for (const path of ['/accounts/A2/transactions', '/accounts/C1/transactions']) {
      expect(seen(path)[0]?.query.getAll('dateFrom')).toEqual(['2026-08-23'])
      expect(seen(path)[0]?.query.has('dateTo')).toBe(false)
    }
  })

  it('signs every data request over what it sends, and no token request', async () => {
    await collectFrom(opened.bank, await connect(opened.bank))
    for (const request of server.requests) {
      if (request.path === '/token') {
        expect(request.headers).not.toHaveProperty('signature')
        expect(request.headers['content-type']).toBe('application/x-www-form-urlencoded')
      } else {
        expect(request.headers.digest).toBe(digestOf(request.body))
        expect(request.headers.date).toBe(start.toUTCString())
        expect(signatureHolds(request)).toBe(true)
      }
    }
    const ids = server.requests.map((request) => request.headers['x-request-id'])
    expect(new Set(ids).size).toBe(server.requests.length)
  })

  it('speaks of the customer only while the customer is there', async () => {
    const credential = await connect(opened.bank)
    await collectFrom(opened.bank, credential, { presence: null })
    const [before, after] = seen('/accounts')
    expect(before?.headers['psu-ip-address']).toBe('192.0.2.7')
    expect(before?.headers['psu-user-agent']).toBe('Firefox X: y')
    const names = server.requests.slice(2).flatMap(({ headers }) => Object.keys(headers))
    expect(names.filter((name) => name.startsWith('psu-'))).toEqual([])
    expect(after).toBeDefined()
  })

  it('sends a code once, in a token request without scope', async () => {
    const { credential } = await opened.bank.adapter.begin({ state: 's', redirectUri })
    const input = { code: 'CANARY-CODE', redirectUri, credential, presence }
    server.script = ({ path }) => (path === '/token' ? { status: 500 } : null)
    await expect(opened.bank.adapter.complete(input)).rejects.toMatchObject({ kind: 'bank_error' })
    expect(calls()).toEqual(['POST /token'])
    expect(Object.fromEntries(new URLSearchParams(server.requests[0]?.body))).toEqual({
      client_id: 'PSDFR-ACPR-99999',
      grant_type: 'authorization_code',
      code: 'CANARY-CODE',
      redirect_uri: redirectUri,
    })
  })

  it('renews once a token that ends during the pull, and hands the new one out', async () => {
    const credential = await connect(opened.bank)
    let refused = 0
    server.script = ({ path, headers }) => {
      if (!path.endsWith('/transactions') || headers.authorization !== 'Bearer CANARY-ACCESS-1') {
        return null
      }
      refused += 1
      return { status: 401 }
    }
    const { accounts, credential: renewed } = await collectFrom(opened.bank, credential)
    expect(refused).toBeGreaterThan(0)
    expect(accounts.every((account) => account.pull?.complete)).toBe(true)
    expect(seen('/token')).toHaveLength(2)
    await opened.bank.adapter.release({ credential: renewed ?? {}, presence: null })
    expect(server.requests.at(-1)?.headers.authorization).toBe('Bearer CANARY-ACCESS-2')
  })

  it('renews a token before it expires', async () => {
    const credential = await connect(opened.bank)
    opened.clock.at = new Date(start.getTime() + 3_590_000)
    await collectFrom(opened.bank, credential)
    expect(calls()[2]).toBe('POST /token')
    expect(seen('/consents')[0]?.headers.authorization).toBe('Bearer CANARY-ACCESS-2')
  })

  it('does not ask for token after token when the bank refuses every one', async () => {
    const credential = await connect(opened.bank)
    server.script = ({ path }) => (path === '/consents' ? { status: 401 } : null)
    await expect(collectFrom(opened.bank, credential)).rejects.toMatchObject({
      kind: 'authorization_invalid',
    })
    expect(seen('/token')).toHaveLength(2)
    expect(seen('/consents')).toHaveLength(2)
  })

  it('renews on refusal once in a pull, not account after account', async () => {
    const limits = { ...testProfile.limits, accountsAtOnce: 1 }
    const { bank, close } = openScripted(server.origin, { profile: { ...testProfile, limits } })
    const credential = await connect(bank)
    server.script = ({ path }) => (path.endsWith('/transactions') ? { status: 401 } : null)
    await expect(collectFrom(bank, credential)).rejects.toMatchObject({ status: 401 })
    expect(seen('/token')).toHaveLength(2)
    expect(calls().filter((call) => call.endsWith('/transactions'))).toHaveLength(4)
    await close()
  })

  it('releases twice without harm, and asks nothing of the bank before there is a token', async () => {
    const credential = await connect(opened.bank)
    await opened.bank.adapter.release({ credential, presence: null })
    await opened.bank.adapter.release({ credential, presence: null })
    expect(seen('/consents')).toHaveLength(2)
    const { credential: begun } = await opened.bank.adapter.begin({ state: 's', redirectUri })
    await opened.bank.adapter.release({ credential: begun, presence: null })
    expect(seen('/consents')).toHaveLength(2)
  })

  it('refuses a grant for an account that was not offered, and a choice of nothing', async () => {
    const credential = await connect(opened.bank)
    for (const grants of [[{ ref: 'A9', balances: true, transactions: true }], []]) {
      const call = collectFrom(opened.bank, credential, { grants })
      await expect(call).rejects.toMatchObject({ kind: 'bad_request' })
    }
    expect(seen('/consents')).toEqual([])
  })
})

function signatureHolds(request: SeenRequest): boolean {
  const header = String(request.headers.signature)
  const [, names = '', signature = ''] =
    /^keyId="PSDFR-ACPR-99999",algorithm="rsa-sha256",headers="([^"]+)",signature="([^"]+)"$/.exec(
      header,
    ) ?? []
  const required = ['(request-target)', 'date', 'digest', 'x-request-id']
  if (!required.every((name) => names.split(' ').includes(name))) return false
  const text = names
    .split(' ')
    .map((name) =>
      name === '(request-target)'
        ? `${name}: ${request.method.toLowerCase()} ${request.target}`
        : `${name}: ${request.headers[name]}`,
    )
    .join('\n')
  const bytes = Buffer.from(signature, 'base64')
  return verify('RSA-SHA256', Buffer.from(text), signingKeys.publicKey, bytes)
}
