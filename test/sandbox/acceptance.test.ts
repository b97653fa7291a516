// The acceptance tests of the bank's documentation (32 rows, and the 501 stated in prose), over real HTTP.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addDays } from '../../src/core/values/plain-date.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import type { Sandbox } from '../../src/sandbox/sandbox.ts'
import {
  type CallOptions,
  call,
  consentTo,
  everyPage,
  type Reply,
  signIn,
  start,
  TODAY,
} from './third-party.ts'

let bank: Sandbox
let small: Sandbox
const tokens = new Map<string, string>()

const ids = {
  marc: 'D0999990I0',
  alix: 'D0999992I0',
  techn: 'D0999993I0',
  adam: 'D0999994I0',
  sarl: 'D0999995I0',
}
type Who = keyof typeof ids

const ibansOf = (identifier: string) => findPersona(identifier)?.accounts.map((a) => a.iban) ?? []
const MARC = ibansOf(ids.marc)

async function join(at: Sandbox, who: Who, key: string, psuIdentity = true) {
  const { access_token } = await signIn(at, ids[who])
  const body = consentTo(ibansOf(ids[who]), psuIdentity)
  const { status } = await call(at, access_token, '/consents', { method: 'PUT', body })
  expect(status).toBe(201)
  tokens.set(key, access_token)
}

beforeAll(async () => {
  bank = await start()
  small = await start({ pageSizes: { transactions: 3 } })
  for (const who of ['marc', 'alix', 'adam', 'sarl'] as const) await join(bank, who, who)
  await join(bank, 'techn', 'techn', false)
  await join(small, 'alix', 'small')
  const other = await signIn(bank, ids.marc, 'extended_transaction_history')
  tokens.set('marc, another scope', other.access_token)
})
afterAll(async () => {
  await bank.stop()
  await small.stop()
})

const ALIX_TX = '/accounts/038-CPT30019654081/transactions'
const MARC_BAL = '/accounts/038-CPT30019654051/balances'
const MARC_TX = '/accounts/038-CPT30019654051/transactions'
const ago = (days: number) => addDays(TODAY, -days)

type Tx = { bookingDate?: string; expectedBookingDate?: string; entryReference?: string }
const dayOf = (tx: Tx) => tx.bookingDate ?? tx.expectedBookingDate ?? ''
const days = (reply: Reply) => reply.body.transactions.map(dayOf)
const kinds = (reply: Reply, kind: string) =>
  reply.body.accounts.filter((a: { cashAccountType: string }) => a.cashAccountType === kind).length
const code = (message: string) => (reply: Reply) => expect(reply.body.message).toBe(message)

/** Between the two, both included; and something is there, unless the filters leave one day only. */
const within = (from: string, to: string) => (reply: Reply) => {
  expect(reply.body.transactions.length).toBeGreaterThan(0)
  for (const day of days(reply)) expect(day >= from && day <= to, day).toBe(true)
}
const after = (reference: bigint) => (reply: Reply) => {
  for (const tx of reply.body.transactions as Tx[]) {
    if (tx.entryReference) expect(BigInt(tx.entryReference) > reference).toBe(true)
  }
}

type Row = [
  id: string,
  as: string,
  path: string,
  options: CallOptions,
  status: number,
  check?: (reply: Reply) => void,
]
const POST = { method: 'POST', body: {} }
const put = (ibans: readonly string[]) => ({ method: 'PUT', body: consentTo(ibans) })
const linked = (reply: Reply) => {
  expect(reply.body._links.self).toBeDefined()
  for (const account of reply.body.accounts) {
    expect(Object.keys(account._links).sort()).toEqual(['balances', 'transactions'])
  }
}

const rows: Row[] = [
  [
    'T-ACC-1',
    'alix',
    '/accounts',
    {},
    200,
    (r) => {
      linked(r)
      expect([kinds(r, 'CACC'), kinds(r, 'CARD')]).toEqual([3, 3])
    },
  ],
  [
    'T-ACC-2',
    'marc',
    '/accounts',
    {},
    200,
    (r) => {
      expect([kinds(r, 'CACC'), kinds(r, 'CARD')]).toEqual([3, 0])
      expect(r.body._links.next).toBeUndefined()
    },
  ],
  [
    'T-ACC-3',
    'adam',
    '/accounts',
    {},
    200,
    (r) => expect([kinds(r, 'CACC'), kinds(r, 'CARD')]).toEqual([2, 2]),
  ],
  ['T-ACC-4', 'marc, another scope', '/accounts', {}, 403, code('BADS')],
  ['T-ACC-5', 'marc', '/accounts', POST, 405, code('NIMP')],
  ['T-CON-1', 'marc', '/consents', put(MARC), 201, (r) => expect(r.body).toBeNull()],
  ['T-CON-2', 'adam', '/consents', put(ibansOf(ids.adam)), 201],
  ['T-CON-3', 'marc, another scope', '/consents', put(MARC), 403, code('BADS')],
  ['T-CON-4', 'marc', '/consents', { method: 'POST', body: consentTo(MARC) }, 405],
  [
    'T-BAL-1',
    'marc',
    MARC_BAL,
    {},
    200,
    (r) => {
      const types = r.body.balances.map((b: { balanceType: string }) => b.balanceType)
      expect(types).toEqual(['VALU', 'CLBD', 'OTHR'])
      expect(Object.keys(r.body._links).sort()).toEqual(['parent-list', 'self', 'transactions'])
    },
  ],
  [
    'T-BAL-2',
    'adam',
    '/accounts/038-CPT30319665741/balances',
    {},
    200,
    (r) => {
      const amounts = r.body.balances.map(
        (b: { balanceAmount: { amount: string } }) => b.balanceAmount.amount,
      )
      expect(amounts).toEqual(['0', '0', '0'])
    },
  ],
  ['T-BAL-3', 'marc', '/accounts/038-CPT30014684067/balances', {}, 404, code('AC01')],
  ['T-BAL-4', 'marc, another scope', MARC_BAL, {}, 403, code('BADS')],
  ['T-BAL-5', 'marc', MARC_BAL, POST, 405],
  [
    'T-TX-1',
    'alix',
    ALIX_TX,
    {},
    200,
    (r) => {
      within(ago(89), addDays(TODAY, 10))(r)
      const names = Object.keys(r.body._links)
      expect(names).toEqual(
        expect.arrayContaining(['self', 'first', 'last', 'balances', 'parent-list']),
      )
    },
  ],
  [
    'T-TX-2',
    'small',
    ALIX_TX,
    {},
    200,
    (r) => {
      expect(r.body.transactions).toHaveLength(3)
      expect(r.body._links.next.href).toContain('page=2')
    },
  ],
  ['T-TX-3', 'marc', '/accounts/CPT310197919611/transactions', {}, 404, code('AC01')],
  ['T-TX-4', 'marc, another scope', MARC_TX, {}, 403, code('BADS')],
  ['T-TX-5', 'marc', MARC_TX, POST, 405],
  ['T-TX-6', 'alix', `${ALIX_TX}?dateFrom=${ago(8)}`, {}, 200, within(ago(8), addDays(TODAY, 10))],
  ['T-TX-7', 'alix', `${ALIX_TX}?dateTo=${ago(1)}`, {}, 200, within(ago(89), ago(2))],
  [
    'T-TX-8',
    'alix',
    `${ALIX_TX}?afterEntryReference=3`,
    {},
    200,
    (r) => {
      expect(r.body.transactions.length).toBeGreaterThan(0)
      after(3n)(r)
    },
  ],
  [
    'T-TX-9',
    'alix',
    `${ALIX_TX}?dateFrom=${ago(8)}&dateTo=${ago(2)}`,
    {},
    200,
    within(ago(8), ago(3)),
  ],
  [
    'T-TX-10',
    'alix',
    `${ALIX_TX}?dateFrom=${ago(8)}&afterEntryReference=2`,
    {},
    200,
    (r) => {
      within(ago(8), addDays(TODAY, 10))(r)
      after(2n)(r)
    },
  ],
  [
    'T-TX-11',
    'alix',
    `${ALIX_TX}?dateTo=${ago(2)}&afterEntryReference=2`,
    {},
    200,
    (r) => {
      within(ago(89), ago(3))(r)
      after(2n)(r)
    },
  ],
  [
    'T-TX-12',
    'alix',
    `${ALIX_TX}?dateFrom=${ago(8)}&dateTo=${ago(2)}&afterEntryReference=2`,
    {},
    200,
    (r) => {
      within(ago(8), ago(3))(r)
      after(2n)(r)
    },
  ],
  ['T-TX-13', 'alix', `${ALIX_TX}?dateFrom=${ago(92)}`, {}, 400, code('ENDE')],
  ['T-TX-14', 'alix', `${ALIX_TX}?dateFrom=20-11-2026`, {}, 400, code('ENDE')],
  ['T-TX-15', 'adam', '/accounts/038-CPT30319665742/transactions', {}, 200],
  ['T-TX-16', 'sarl', '/accounts/GFCC013iNWXlZ4IXLB6TBcllAPXQ/transactions', {}, 200],
  [
    'T-ID-1',
    'marc',
    '/end-user-identity',
    {},
    200,
    (r) =>
      expect(r.body).toMatchObject({
        connectedPsu: 'MALLOW MARC',
        connectedPsuNamePrefix: 'MIST',
        connectedPsuFirstName: 'Marc',
        connectedPsuLastName: 'MALLOW',
      }),
  ],
  ['T-ID-2', 'techn', '/end-user-identity', {}, 403],
  ['T-TB-1', 'marc', '/trusted-beneficiaries', {}, 501],
]

describe('the acceptance tests of the documentation', () => {
  it('are all here: 32 rows and the 501', () => {
    expect(rows).toHaveLength(33)
    expect(new Set(rows.map(([id]) => id)).size).toBe(33)
  })

  it.each(rows)('%s as %s: %s', async (_id, as, path, options, status, check) => {
    const at = as === 'small' ? small : bank
    const reply = await call(at, tokens.get(as) ?? '', path, options)
    expect(reply.status, JSON.stringify(reply.body)).toBe(status)
    expect(reply.headers.get('x-request-id')).toBeTruthy()
    if (status >= 400)
      expect(Object.keys(reply.body).sort()).toEqual([
        'error',
        'message',
        'path',
        'status',
        'timestamp',
      ])
    check?.(reply)
  })

  it('T-TB-1 answers alike to the other spelling', async () => {
    expect((await call(bank, '', '/trustedBeneficiaries')).status).toBe(501)
  })

  it('T-TX-15: 245 transactions on two pages, three months deep', async () => {
    const path = '/accounts/038-CPT30319665742/transactions'
    const { sizes, transactions } = await everyPage(bank, tokens.get('adam') ?? '', path)
    expect(sizes).toEqual([200, 45])
    const seen = transactions.map(dayOf).sort()
    expect(seen[0]).toBe(ago(89))
    expect(seen.at(-1)).toBe(TODAY)
  })

  it.each([
    ['038-CPT06021917866', 487],
    ['038-CPT30321656392', 563],
    ['038-CPT30421008479', 1002],
    ['038-CPT30921016530', 1230],
    ['038-CPT30921523550', 1108],
    ['GFCC013iNWXlZ4IXLB6TBcllAPXQ', 110],
  ])('T-TX-16: %s holds %i transactions by pages of 200', async (id, count) => {
    const { sizes, transactions } = await everyPage(
      bank,
      tokens.get('sarl') ?? '',
      `/accounts/${id}/transactions`,
    )
    expect(transactions).toHaveLength(count)
    expect(sizes).toEqual([
      ...Array.from({ length: Math.floor(count / 200) }, () => 200),
      count % 200,
    ])
    expect(new Set(transactions.map((tx: { resourceId: string }) => tx.resourceId)).size).toBe(
      count,
    )
  })
})
