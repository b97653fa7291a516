// What Linxo Connect sends, read into statement shapes: signs, states, days, labels, hints, and what cannot be read.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { walkPages } from '../../src/banks/linxo/paging.ts'
import {
  accountType,
  readBalances,
  readTransactions,
  startOf,
  toStatementAccount,
  usageOf,
} from '../../src/banks/linxo/to-statement.ts'
import { ownerName, userIdIn, wireAccountSchema } from '../../src/banks/linxo/wire.ts'
import { accountSchema, transactionSchema } from '../../src/core/statement/statement.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'

const from = toPlainDate('2026-08-23')
const at = (instant: string) => Date.parse(instant) / 1000
const account = (change: object = {}) =>
  wireAccountSchema.parse({ id: '7', type: 'CHECKINGS', currency: 'EUR', ...change })
const line = (change: object = {}) => ({
  ...{ id: 't1', amount: -12.3, type: 'DEBIT', status: 'BOOKED', origin: 'ORIGINAL' },
  ...{ date: at('2026-11-02T12:00:00Z'), label: 'CB MARCHE', currency: 'EUR' },
  ...change,
})
const read = (...sent: unknown[]) => readTransactions(sent, account(), from)
const one = (change: object = {}) => read(line(change)).items[0]

describe('a transaction', () => {
  it.each([
    [-12.3, '12.3', 'DBIT'],
    [2987.43, '2987.43', 'CRDT'],
    ['-0.05', '0.05', 'DBIT'],
    [0, '0', 'CRDT'],
  ])('of %s is %s, %s', (amount, size, direction) => {
    expect(one({ amount })).toMatchObject({
      transactionAmount: { amount: size, currency: 'EUR' },
      creditDebitIndicator: direction,
    })
  })

  it.each([
    ['BOOKED', 'BOOK'],
    [null, 'BOOK'],
    ['REFUNDED', 'BOOK'],
    ['PENDING', 'PDNG'],
    ['OTHER', 'OTHR'],
    ['REJECTED', 'RJCT'],
    ['EXPIRED', 'RJCT'],
    ['CANCELLED', 'RJCT'],
    ['SOMETHING_NEW', 'OTHR'],
  ])('%s is %s', (status, expected) => {
    expect(one({ status })?.status).toBe(expected)
  })

  it('announced by the bank is pending; expected by the aggregator is no line', () => {
    expect(one({ origin: 'UPCOMING' })).toMatchObject({ status: 'PDNG', bookingDate: null })
    expect(read(line({ origin: 'RECURRING' }), line({ origin: 'SCHEDULED' }))).toEqual({
      items: [],
      unreadable: 0,
    })
  })

  it.each([
    ['2026-10-24T22:30:00Z', '2026-10-25', 'summer time, after midnight'],
    ['2026-10-25T22:30:00Z', '2026-10-25', 'winter time, before midnight'],
    ['2026-10-31T23:00:00Z', '2026-11-01', 'midnight itself'],
  ])('at %s is of %s (%s)', (instant, day) => {
    expect(one({ date: at(instant) })?.bookingDate).toBe(day)
  })

  it('keeps the bank’s own lines rather than the tidied label, and the category as a hint', () => {
    const told = one({ remittance_information: ['VIR SEPA', null, 'LOYER'], category_id: 'RENT' })
    expect(told?.remittanceInformation).toEqual({ unstructured: ['VIR SEPA', 'LOYER'] })
    expect(told?.bankCategoryHint).toBe('RENT')
    expect(one({ remittance_information: [] })?.remittanceInformation).toEqual({
      unstructured: ['CB MARCHE'],
    })
    expect(one()).not.toHaveProperty('bankCategoryHint')
  })

  it('carries a code where its type says what it is, and none where it does not', () => {
    expect(one({ type: 'ATM' })?.bankTransactionCode).toMatchObject({ family: 'CCRD' })
    expect(one({ type: 'CHECK', amount: 5 })?.bankTransactionCode).toMatchObject({
      family: 'RCHQ',
    })
    for (const type of ['DEBIT', 'POTENTIAL_TRANSFER', 'OTHER', null, 'toString']) {
      expect(one({ type })?.bankTransactionCode).toBeNull()
    }
  })

  it('that cannot be placed is counted, never dropped in silence', () => {
    const bad = [
      ...[line({ amount: 'douze' }), line({ amount: null }), line({ date: null }), null, 'text'],
      ...[line({ date: -5 }), line({ amount: '1e3' })],
    ]
    expect(read(line(), ...bad)).toMatchObject({ items: [{ resourceId: 't1' }], unreadable: 7 })
    const nameless = readTransactions([line({ currency: null })], account({ currency: '' }), from)
    expect(nameless.unreadable).toBe(1)
  })

  it('from before the days asked for is not kept', () => {
    const early = line({ date: at('2026-08-22T12:00:00Z') })
    expect(read(early)).toEqual({ items: [], unreadable: 0 })
    // asked for from an instant that loses nothing of the first day
    expect(startOf(from)).toBeLessThanOrEqual(at('2026-08-22T22:00:00Z'))
  })

  it('is a line of a statement, whatever is sent', () => {
    const json = fc.jsonValue()
    fc.assert(
      fc.property(
        fc.dictionary(fc.constantFrom(...Object.keys(line()), 'category_id'), json),
        (sent) => {
          const { items, unreadable } = read({ ...line(), ...sent })
          for (const item of items) expect(transactionSchema.parse(item)).toEqual(item)
          expect(items.length + unreadable).toBeLessThanOrEqual(1)
        },
      ),
    )
  })
})

describe('an account', () => {
  it.each([
    ['CHECKINGS', 'CACC'],
    ['savings', 'SVGS'],
    ['LOAN', 'LOAN'],
    ['CREDIT_CARD', 'CARD'],
    ['LIFE_INSURANCE', 'LIFE_INSURANCE'],
  ])('of type %s is %s', (type, expected) => {
    expect(accountType(account({ type }))).toBe(expected)
  })

  it('is private or business by either of two fields', () => {
    expect(usageOf(account({ usage: 'PERSONAL' }))).toBe('PRIV')
    expect(usageOf(account({ usage: null, classification: 'PROFESSIONAL' }))).toBe('ORGA')
    expect(usageOf(account())).toBeNull()
  })

  it('has the loan’s terms where they are given, and says nothing where they are not', () => {
    const pull = { from, to: toPlainDate('2026-11-20'), complete: true }
    const parts = { balances: null, transactions: null, pull }
    const terms = { monthly_payment: 214.37, end_date: at('2028-09-05T11:00:00Z') }
    const loan = (sent: unknown) => toStatementAccount(account({ type: 'LOAN', loan: sent }), parts)
    expect(loan(terms).loan).toEqual({
      instalment: { amount: '214.37', currency: 'EUR' },
      endDate: '2028-09-05',
    })
    expect(loan({ capital: 5 }).loan).toEqual({ instalment: null, endDate: null })
    for (const none of [null, 'text', undefined]) expect(loan(none)).not.toHaveProperty('loan')
    expect(accountSchema.parse(loan(terms))).toEqual(loan(terms))
  })

  it('has no balance when none can be read', () => {
    for (const balance of [null, 'beaucoup', Number.NaN, {}]) {
      expect(readBalances(account({ balance }))).toEqual([])
    }
    expect(readBalances(account({ balance: -4716.14 }))[0]?.balanceAmount.amount).toBe('-4716.14')
  })

  it('with an id that could lead elsewhere is refused', () => {
    for (const id of ['../users/me', 'a b', '', 'x'.repeat(81), null]) {
      expect(wireAccountSchema.safeParse({ id, type: 'LOAN' }).success).toBe(false)
    }
  })
})

describe('names and addresses', () => {
  it.each([
    ['MALLOW MARC', 'MALLOW MARC'],
    [{ name: 'MALLOW MARC' }, 'MALLOW MARC'],
    [{ first_name: 'Marc', last_name: 'MALLOW' }, 'MALLOW Marc'],
    [{}, null],
    [null, null],
    [' ', null],
    [7, null],
  ])('the owner %j is %s', (owner, name) => {
    expect(ownerName(owner)).toBe(name)
  })

  it.each([
    ['https://api.example/v2.1/users/abc-1', 'abc-1'],
    ['/users/42/', '42'],
    ['/users/../admin', null],
    ['', null],
    [null, null],
  ])('the location %s names the user %s', (location, id) => {
    expect(userIdIn(location)).toBe(id)
  })
})

describe('pages', () => {
  const walk = (pages: readonly (readonly string[])[], cap = 5) => {
    const fetchPage = async (number: number) => pages[(number - 1) % pages.length] ?? []
    return Array.fromAsync(walkPages({ size: 2, cap, idOf: (item: string) => item, fetchPage }))
  }

  it('end at the first that is shorter than asked for', async () => {
    expect(await walk([['a', 'b'], ['c'], ['d']])).toEqual([['a', 'b'], ['c']])
    expect(await walk([['a', 'b'], []])).toEqual([['a', 'b'], []])
  })

  it('that shifted under the pull bring a line twice, not an end', async () => {
    expect(await walk([['a', 'b'], ['b', 'c'], ['d']])).toHaveLength(3)
  })

  it('that come back on themselves, or never end, are a loop', async () => {
    await expect(walk([['a', 'b']])).rejects.toMatchObject({ kind: 'page_loop' })
    // new lines on each of them: only a bound ends it (the test's own end is well beyond)
    const fetchPage = async (n: number) => (n > 50 ? [] : [`${n}`, `${n}x`])
    const endless = walkPages({ size: 2, cap: 5, idOf: (item: string) => item, fetchPage })
    await expect(Array.fromAsync(endless)).rejects.toMatchObject({ kind: 'page_loop' })
  })
})
