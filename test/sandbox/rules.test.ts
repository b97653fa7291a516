// Consents, limits, pages, filters, and every refusal the documentation names.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/core/values/plain-date.ts'
import { type StetCode, stetCodes } from '../../src/sandbox/api/stet-error.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import {
  type CallOptions,
  call,
  consentTo,
  everyPage,
  signIn,
  start,
  TODAY,
} from './third-party.ts'

let bank: Sandbox
beforeAll(async () => {
  bank = await start({ pageSizes: { accounts: 2, transactions: 50 } })
})
afterAll(() => bank.stop())

const ibans = (name: string) => findPersona(name)?.accounts.map(({ iban }) => iban) ?? []
const put = (token: string, body: unknown) =>
  call(bank, token, '/consents', { method: 'PUT', body })
async function joined(name: string, list = ibans(name)) {
  const { access_token } = await signIn(bank, findPersona(name)?.identifier ?? '')
  expect((await put(access_token, consentTo(list))).status).toBe(201)
  return access_token
}

describe('consent', () => {
  it('before it: every account, no link, no balance, no card, no identity', async () => {
    const { access_token } = await signIn(bank, 'D0999994I0')
    const { body } = await call(bank, access_token, '/accounts')
    expect(body._links.endUserIdentity).toBeUndefined()
    for (const account of body.accounts) {
      expect(account._links).toEqual({})
      expect(account.balances).toBeUndefined()
      expect(account.cashAccountType).toBe('CACC')
    }
    const refused = await call(bank, access_token, '/accounts/038-CPT30319665741/balances')
    expect([refused.status, refused.body.message]).toEqual([403, 'NGAC'])
  })

  it('rights are per account, cards follow the account they are debited on', async () => {
    const { access_token } = await signIn(bank, 'D0999994I0')
    const [personal = '', business = ''] = ibans('adam')
    await put(access_token, {
      balances: [{ iban: personal }],
      transactions: [{ iban: business, currency: 'EUR' }],
      trustedBeneficiaries: true,
      psuIdentity: false,
    })
    const first = (await call(bank, access_token, '/accounts')).body
    const second = (await call(bank, access_token, first._links.next.href)).body
    const all = [...first.accounts, ...second.accounts]
    expect(all.map((a: { resourceId: string }) => a.resourceId)).toEqual([
      '038-CPT30319665741',
      '038-GFCC01WcBfYTK70wJJ5LpsMI3EGQ',
      '038-GFCC01mS9kXqK80z5X19_E7WmZjw',
      '038-CPT30319665742',
    ])
    expect(all.map((a: { _links: object }) => Object.keys(a._links).join())).toEqual([
      'balances',
      'balances',
      'balances',
      'transactions',
    ])
    expect(second._links.prev.href).toBe(first._links.self.href)
    expect(second._links.next).toBeUndefined()
    const slips = '/accounts/038-GFCC01WcBfYTK70wJJ5LpsMI3EGQ/transactions'
    expect((await call(bank, access_token, slips)).status).toBe(403)
    expect((await call(bank, access_token, '/end-user-identity')).status).toBe(403)
  })

  it('each call replaces the last; empty lists leave no consent', async () => {
    const token = await joined('marc')
    const path = '/accounts/038-CPT30019654051/balances'
    expect((await call(bank, token, path)).status).toBe(200)
    await put(token, consentTo(ibans('marc').slice(1)))
    expect((await call(bank, token, path)).body.message).toBe('NGAC')
    expect((await call(bank, token, '/accounts')).body.accounts).toHaveLength(2)
    await put(token, consentTo([], false))
    expect((await call(bank, token, '/accounts')).body.accounts[0]._links).toEqual({})
    expect((await call(bank, token, '/end-user-identity')).status).toBe(403)
  })

  it.each([
    ['an IBAN of someone else', consentTo(ibans('marie')), 404, 'AC01'],
    ['no list', { balances: [], trustedBeneficiaries: false, psuIdentity: true }, 400, 'FF01'],
    ['no boolean', { balances: [], transactions: [], psuIdentity: true }, 400, 'FF01'],
    ['an entry without IBAN', { ...consentTo([]), balances: [{ iban: null }] }, 400, 'FF01'],
  ])('refuses %s and keeps the consent before it', async (_name, body, status, code) => {
    const token = await joined('marc')
    const reply = await put(token, body)
    expect([reply.status, reply.body.message]).toEqual([status, code])
    expect((await call(bank, token, '/end-user-identity')).status).toBe(200)
  })

  it('refuses an empty or non-JSON body', async () => {
    const token = await joined('marc')
    const wrong: CallOptions[] = [
      { method: 'PUT' },
      { method: 'PUT', body: consentTo([]), headers: { 'content-type': 'text/plain' } },
    ]
    for (const options of wrong) {
      expect((await call(bank, token, '/consents', options)).body.message).toBe('FF01')
    }
  })
})

describe('four calls a day while the customer is absent', () => {
  const absent = { attended: false }
  const paths = [
    '/accounts',
    '/accounts/038-CPT30019654051/balances',
    '/accounts/038-CPT30019654052/balances',
    '/accounts/038-CPT30019654051/transactions',
    '/accounts/038-CPT30019654051/transactions?page=2',
    '/end-user-identity',
  ]
  it('is counted by method, account and page; presence is not counted; a new day starts again', async () => {
    const token = await joined('marc')
    for (const path of paths) {
      for (let time = 1; time <= 4; time++) {
        expect((await call(bank, token, path, absent)).status, `${path} ${time}`).toBe(200)
      }
      const fifth = await call(bank, token, path, absent)
      expect([fifth.status, fifth.body.message]).toEqual([429, 'TMRQ'])
      for (let time = 1; time <= 3; time++) expect((await call(bank, token, path)).status).toBe(200)
    }
    expect((await call(bank, token, '/accounts?page=2', absent)).status).toBe(200)
    bank.setToday(addDays(TODAY, 1))
    for (const path of paths) expect((await call(bank, token, path, absent)).status).toBe(200)
    bank.setToday(TODAY)
  })
})

describe('pages and filters', () => {
  const path = '/accounts/038-CPT30319665742/transactions'
  it('page=last, prev and self lead where they say; filters are repeated', async () => {
    const token = await joined('adam')
    const first = (await call(bank, token, path)).body
    const last = (await call(bank, token, first._links.last.href)).body
    expect(last.transactions).toHaveLength(45)
    expect(last._links.next).toBeUndefined()
    const again = (await call(bank, token, last._links.self.href)).body
    expect(again.transactions).toEqual(last.transactions)
    const before = (await call(bank, token, last._links.prev.href)).body
    expect(before._links.self.href).toMatch(/\?page=4$/)
    const from = addDays(TODAY, -60)
    const filtered = (await call(bank, token, `${path}?dateFrom=${from}&dateTo=${TODAY}`)).body
    for (const name of ['self', 'first', 'next', 'last']) {
      expect(filtered._links[name].href).toContain(`dateFrom=${from}&dateTo=${TODAY}`)
    }
    expect(filtered._links.first.href).not.toContain('page=')
  })

  it('references: strictly greater, up to, any case of the names', async () => {
    const token = await joined('adam')
    const { transactions: all } = await everyPage(bank, token, path)
    const references = all.map((tx: { entryReference: string }) => tx.entryReference)
    expect([...references].sort().reverse()).toEqual(references)
    const [from, to] = [references[30], references[10]]
    const query = `${path}?ENTRYREFERENCEFROM=${from}&entryReferenceto=${to}`
    const kept = (await everyPage(bank, token, query)).transactions
    expect(kept.map((tx: { entryReference: string }) => tx.entryReference)).toEqual(
      references.slice(10, 30),
    )
    const after = await everyPage(bank, token, `${path}?afterEntryReference=${from}`)
    expect(after.transactions).toHaveLength(30)
  })

  it('ninety days: today − 89 holds everything, today − 91 is refused', async () => {
    const token = await joined('adam')
    const from = (days: number) => `${path}?dateFrom=${addDays(TODAY, -days)}`
    expect((await everyPage(bank, token, from(89))).transactions).toHaveLength(245)
    expect((await call(bank, token, from(90))).status).toBe(200)
    expect((await call(bank, token, from(91))).body.message).toBe('ENDE')
  })
})

const marcPath = '/accounts/038-CPT30019654051'
const byItself: [StetCode, number, string, CallOptions?][] = [
  ['AC01', 404, '/accounts/nobody/balances'],
  ['NIMP', 405, '/accounts', { method: 'DELETE' }],
  ['IPGN', 400, '/accounts?page=99'],
  ['IPGN', 400, `${marcPath}/transactions?page=0`],
  ['ENDE', 400, `${marcPath}/transactions?dateFrom=2026-02-30`],
  ['ENDE', 400, `${marcPath}/transactions?dateFrom=2026-11-10&dateTo=2026-11-01`],
  ['RENF', 404, `${marcPath}/transactions?entryReferenceFrom=unknown`],
  ['FF01', 400, `${marcPath}/transactions?dateFrom=2026-11-10&dateFrom=2026-11-11`],
]

describe('refusals', () => {
  it.each(byItself)('%s → %i by itself: %s', async (code, status, path, options) => {
    const token = await joined('marc')
    const reply = await call(bank, token, path, options)
    expect([reply.status, reply.body.message]).toEqual([status, code])
    expect(reply.body.path).toBe(`/stet/psd2/v1.4.2${path.split('?')[0]}`)
  })

  it('every code of the bank can be planned, for one customer, operation, account and number of calls', async () => {
    const token = await joined('marc')
    for (const code of stetCodes) {
      bank.setFaults([
        {
          identifier: 'd0999990i0',
          operation: 'balances',
          resourceId: '038-CPT30019654051',
          answer: code,
          times: 1,
        },
      ])
      expect((await call(bank, token, '/accounts')).status).toBe(200)
      const reply = await call(bank, token, `${marcPath}/balances`)
      expect(reply.body.message).toBe(code)
      expect(reply.status).toBeGreaterThanOrEqual(400)
      expect((await call(bank, token, `${marcPath}/balances`)).status).toBe(200)
    }
  })

  it('a closed account refuses the consent too; a customer without subscription gets IPSU everywhere', async () => {
    const token = await joined('marc')
    bank.setFaults([{ resourceId: '038-CPT30019654051', answer: 'AC04' }])
    expect((await put(token, consentTo(ibans('marc')))).body.message).toBe('AC04')
    bank.setFaults([{ identifier: 'D0999990I0', answer: 'IPSU' }])
    for (const path of ['/accounts', `${marcPath}/balances`, '/end-user-identity']) {
      expect((await call(bank, token, path)).body.message).toBe('IPSU')
    }
    bank.setFaults([])
  })

  it('it can also answer HTML, half a JSON, or nothing', async () => {
    const token = await joined('marc')
    bank.setFaults([{ operation: 'accounts', answer: 'html', times: 1 }])
    await expect(call(bank, token, '/accounts')).rejects.toThrow(/JSON/)
    bank.setFaults([{ operation: 'accounts', answer: 'truncated', times: 1 }])
    await expect(call(bank, token, '/accounts')).rejects.toThrow(/JSON/)
    bank.setFaults([{ operation: 'accounts', answer: 'nothing', times: 1 }])
    await expect(call(bank, token, '/accounts')).rejects.toThrow(/fetch failed/)
    expect((await call(bank, token, '/accounts')).status).toBe(200)
  })

  it('an answer type nobody could read is refused', async () => {
    const token = await joined('marc')
    const reply = await call(bank, token, '/accounts', { headers: { accept: 'text/html' } })
    expect(reply.status).toBe(406)
  })
})
