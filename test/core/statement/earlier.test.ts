// A statement brought back to an earlier day says what it would have said on that day.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { accountOn } from '../../../src/core/statement/earlier.ts'
import { accountSchema } from '../../../src/core/statement/statement.ts'
import { addDays, toPlainDate } from '../../../src/core/values/plain-date.ts'

const READ = toPlainDate('2026-11-20')
const line = (id: string, ago: number, cents: number, more: Record<string, unknown> = {}) => ({
  resourceId: id,
  transactionAmount: { amount: (Math.abs(cents) / 100).toFixed(2), currency: 'EUR' },
  creditDebitIndicator: cents < 0 ? 'DBIT' : 'CRDT',
  status: 'BOOK',
  bookingDate: addDays(READ, -ago),
  ...more,
})
const balance = (balanceType: string, cents: number, ago = 0) => ({
  balanceType,
  balanceAmount: { amount: (cents / 100).toFixed(2), currency: 'EUR' },
  referenceDate: addDays(READ, -ago),
})
const account = (part: Record<string, unknown>) =>
  accountSchema.parse({ cashAccountType: 'CACC', ...part })
const amounts = (one: ReturnType<typeof account>) =>
  (one.balances ?? []).map(({ balanceType, balanceAmount, referenceDate }) => [
    ...[balanceType, balanceAmount.amount, referenceDate],
  ])

describe('an account on an earlier day', () => {
  test('is itself on the day it was read', () => {
    const one = account({ balances: [balance('CLBD', 100)], transactions: [line('a', 0, -5)] })
    expect(accountOn(one, READ, READ)).toBe(one)
  })

  test('has the lines and the booked balance it had, whatever came since', () => {
    const lives = fc.array(
      fc.record({
        ago: fc.integer({ min: 0, max: 30 }),
        cents: fc.integer({ min: -9e6, max: 9e6 }),
      }),
      { maxLength: 40 },
    )
    fc.assert(
      fc.property(lives, fc.integer(), fc.integer({ min: 0, max: 30 }), (life, start, ago) => {
        const day = addDays(READ, -ago)
        const booked = life.map((one, n) => line(`t${n}`, one.ago, one.cents))
        const at = (until: number) =>
          life.reduce((sum, one) => sum + (one.ago >= until ? one.cents : 0), start % 1e9)
        const seen = account({ balances: [balance('CLBD', at(0))], transactions: booked })
        const earlier = accountOn(seen, day, READ)
        expect(earlier.transactions?.map(({ resourceId }) => resourceId)).toEqual(
          life.flatMap((one, n) => (one.ago >= ago ? [`t${n}`] : [])),
        )
        const [[, amount] = []] = amounts(earlier)
        expect(Math.round(Number(amount) * 100)).toBe(at(ago))
      }),
    )
  })

  const day = addDays(READ, -5)
  test.each<[string, Record<string, unknown>, unknown]>([
    [
      'a value balance goes by value days',
      {
        balances: [balance('VALU', 1000)],
        transactions: [line('a', 7, -300, { valueDate: addDays(READ, -2) })],
      },
      [['VALU', '13.00', day]],
    ],
    [
      'a line sent twice under its id moved it once',
      { balances: [balance('CLBD', 1000)], transactions: [line('a', 1, -300), line('a', 1, -300)] },
      [['CLBD', '13.00', day]],
    ],
    [
      'a balance below zero keeps its sign',
      { balances: [balance('CLBD', -1000)], transactions: [line('a', 1, 5)] },
      [['CLBD', '-10.05', day]],
    ],
    [
      'one of an earlier day stays as it is',
      { balances: [balance('CLBD', 1000, 9)], transactions: [line('a', 1, -300)] },
      [['CLBD', '10.00', addDays(READ, -9)]],
    ],
    [
      'one that counts pending lines is left out',
      { balances: [balance('XPCD', 1000)], transactions: [] },
      [],
    ],
    [
      'one without lines is left out',
      { balances: [balance('CLBD', 1000)], transactions: null },
      [],
    ],
    [
      'one of an account read in part is left out',
      {
        balances: [balance('CLBD', 1000)],
        transactions: [],
        pull: { from: addDays(READ, -89), to: READ, complete: false },
      },
      [],
    ],
    [
      'what a card owed is left out, and told by its slips',
      { cashAccountType: 'CARD', balances: [balance('OTHR', 1000)], transactions: [] },
      [],
    ],
  ])('%s', (_, part, expected) => {
    expect(amounts(accountOn(account(part), day, READ))).toEqual(expected)
  })

  test('a card slip stays by its purchase day, debited or not', () => {
    const slips = [
      line('bought', 1, -300, { transactionDate: addDays(READ, -6) }),
      line('after', 0, -300, { transactionDate: addDays(READ, -1) }),
    ]
    const card = accountOn(account({ cashAccountType: 'CARD', transactions: slips }), day, READ)
    expect(card.transactions?.map(({ resourceId }) => resourceId)).toEqual(['bought'])
  })
})
