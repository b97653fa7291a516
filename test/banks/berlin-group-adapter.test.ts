// The NextGenPSD2 adapter over real HTTP: what it reads under a consent, in which order, and how it signs.
import { createHash, verify } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { guidelineSignatureStyle } from '../../src/banks/berlin-group/signature.ts'
import {
  accountOne,
  asOf,
  begin,
  CONSENT,
  collectFrom,
  connect,
  from,
  newSeal,
  type OpenedScript,
  openScript,
  presence,
  redirectUri,
  startScript,
  testProfile,
} from './berlin-group-script.ts'
import type { ScriptedBank, SeenRequest } from './scripted-bank.ts'

let server: ScriptedBank
let opened: OpenedScript
beforeEach(async () => {
  server = await startScript()
  opened = openScript(server.origin)
})
afterEach(async () => {
  await opened.close()
  await server.close()
})
const calls = () => server.requests.map(({ method, path }) => `${method} ${path}`)
const seen = (path: string) => server.requests.filter((each) => each.path === path)
const oauth = { ...testProfile, sca: 'oauth' as const }

describe('reading the accounts', () => {
  it('walks in the order of the interface, asks for nothing twice, and gives back what it was lent', async () => {
    const credential = await connect(opened.bank)
    const collected = await collectFrom(opened.bank, credential)
    await opened.bank.adapter.release({ credential, presence: null })
    expect(calls().slice(0, 3)).toEqual([
      'POST /consents',
      `GET /consents/${CONSENT}/status`,
      'GET /accounts',
    ])
    expect(calls().slice(3, -2).sort()).toEqual([
      'GET /accounts/A1/balances',
      'GET /accounts/A1/transactions',
      'GET /accounts/A1/transactions',
      'GET /accounts/A2/balances',
      'GET /accounts/A2/transactions',
      'GET /accounts/C1/balances',
      'GET /accounts/C1/transactions',
    ])
    expect(calls().slice(-2)).toEqual(['GET /accounts/A1', `DELETE /consents/${CONSENT}`])
    expect(collected.holder).toBe('CANARY-OWNER')
    expect(collected.accounts.map((each) => [each.resourceId, each.linkedAccount])).toEqual([
      ['A1', null],
      ['C1', 'A1'],
      ['A2', null],
    ])
    expect(collected.accounts[0]?.transactions?.map(({ resourceId }) => resourceId)).toEqual([
      'A1-1',
      'A1-2',
    ])
    expect(collected.accounts[0]?.pull).toEqual({ from, to: asOf, complete: true })
  })

  it('does so where the interface lies at the root of its host, and its links too', async () => {
    const rooted = openScript(server.origin, { profile: { ...testProfile, apiPath: '' } })
    server.script = ({ target }) => {
      if (!target.startsWith('/v1/')) return { status: 500 }
      if (!target.startsWith('/v1/accounts/A1/transactions?booking')) return null
      const _links = { next: { href: '/v1/accounts/A1/transactions?page=2' } }
      return { body: { transactions: { booked: [], _links } } }
    }
    const { accounts } = await collectFrom(rooted.bank, await connect(rooted.bank))
    expect(accounts.map(({ pull }) => pull?.complete)).toEqual([true, true, true])
    await rooted.close()
  })

  it('names the consent in every call under it, and the customer while they are there', async () => {
    await collectFrom(opened.bank, await connect(opened.bank), { presence: null })
    for (const { path, headers } of server.requests.filter(({ path }) => /account/.test(path))) {
      expect(headers['consent-id']).toBe(CONSENT)
      expect(headers['psu-ip-address']).toBe(path === '/accounts' ? '192.0.2.7' : undefined)
    }
  })

  it('asks for booked and pending lines of the window, both days included', async () => {
    await collectFrom(opened.bank, await connect(opened.bank))
    expect(Object.fromEntries(seen('/accounts/A2/transactions')[0]?.query ?? [])).toEqual({
      bookingStatus: 'both',
      dateFrom: from,
      dateTo: asOf,
    })
  })

  it('reads what was granted and nothing else: no balances, no name, no other account', async () => {
    const grants = [
      { ref: 'A1', balances: false, transactions: false },
      { ref: 'A2', balances: false, transactions: true },
    ]
    const credential = await connect(opened.bank)
    const pull = { grants, identity: false }
    const { accounts, holder } = await collectFrom(opened.bank, credential, pull)
    expect(calls().slice(3)).toEqual(['GET /accounts/A2/transactions'])
    expect(holder).toBeNull()
    expect(accounts).toMatchObject([{ resourceId: 'A2', balances: null }])
  })

  it('keeps the name of the owner out of what it remembers', async () => {
    const credential = await connect(opened.bank)
    expect(JSON.stringify(credential)).not.toContain('CANARY-OWNER')
  })

  it('offers neither closed accounts, nor cards of an account, nor several currencies in one', async () => {
    const { _links } = accountOne
    const listed = [
      accountOne,
      { resourceId: 'X', iban: 'DE89370400440532013000', currency: 'XXX', _links },
      { resourceId: 'E', iban: 'DE89370400440532013000', currency: 'EUR', _links },
      { resourceId: 'U', iban: 'DE89370400440532013000', currency: 'USD', _links },
      { resourceId: 'D', iban: 'FR1', currency: 'EUR', status: 'deleted' },
      { resourceId: 'C', currency: 'EUR', linkedAccounts: 'A1' },
      { iban: 'FR2', currency: 'EUR' },
      { resourceId: 'S', bban: '123', currency: 'EUR', product: 'Livret A' },
      { resourceId: 'J', iban: 'FR3', currency: 'EUR', name: 'M. OU MME CANARY' },
    ]
    server.script = ({ path }) => (path === '/accounts' ? { body: { accounts: listed } } : null)
    const { credential } = await begin(opened.bank)
    const { adapter } = opened.bank
    const signedIn = await adapter.complete({ code: 'x', redirectUri, credential, presence })
    const { accounts } = await adapter.listAccounts({ credential: signedIn, presence })
    expect(accounts.map(({ ref, kind, ownership }) => [ref, kind, ownership])).toEqual([
      ['A1', 'CACC', null],
      ['E', 'CACC', null],
      ['U', 'CACC', null],
      ['S', 'SVGS', null],
      ['J', 'CACC', 'Account Co-Holder'],
    ])
  })
})

describe('signing', () => {
  it('signs every call of the interface over what it sends, with the certificate beside it', async () => {
    const seal = await newSeal()
    const signing = { style: guidelineSignatureStyle, seal }
    const signed = openScript(server.origin, { profile: oauth, signing })
    await collectFrom(signed.bank, await connect(signed.bank))
    await signed.close()
    for (const request of server.requests) {
      if (request.path === '/token' || request.path === '/metadata') {
        expect(request.headers).not.toHaveProperty('signature')
      } else {
        expect(request.headers['tpp-signature-certificate']).toBe(
          seal.certificate.raw.toString('base64'),
        )
        expect(signatureHolds(request, seal.certificate.publicKey)).toBe(true)
        expect(request.headers.signature).toMatch(
          /^keyId="SN=04,CA=CN=nonante%20test%20authority",algorithm="rsa-sha256",/,
        )
      }
    }
  })

  it('sends nothing of it to a bank that does not ask', async () => {
    await begin(opened.bank)
    for (const name of ['signature', 'digest', 'tpp-signature-certificate']) {
      expect(server.requests[0]?.headers).not.toHaveProperty(name)
    }
  })
})

function signatureHolds(request: SeenRequest, key: Parameters<typeof verify>[2]): boolean {
  const header = String(request.headers.signature)
  const field = (name: string) => new RegExp(`${name}="([^"]*)"`).exec(header)?.[1] ?? ''
  const names = field('headers').split(' ')
  const digest = createHash('sha256').update(request.body).digest('base64')
  expect(request.headers.digest).toBe(`SHA-256=${digest}`)
  expect(names).toEqual(
    expect.arrayContaining([
      'digest',
      'x-request-id',
      'date',
      ...(request.headers['tpp-redirect-uri'] ? ['tpp-redirect-uri'] : []),
    ]),
  )
  const text = names.map((name) => `${name}: ${request.headers[name]}`).join('\n')
  return verify('RSA-SHA256', Buffer.from(text), key, Buffer.from(field('signature'), 'base64'))
}
