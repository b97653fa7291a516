// What a plan may say and what it may not, and the bank calendar its lines move on.
import { describe, expect, it } from 'vitest'
import { addDays, dayOfWeek, toPlainDate } from '../../src/core/values/plain-date.ts'
import { isBankDay, toBankDay } from '../../src/sandbox/lives/bank-days.ts'
import { personaPlanSchema } from '../../src/sandbox/lives/plan.ts'

const sixty = Array.from({ length: 60 }, (_, index) => addDays(toPlainDate('2026-11-20'), index))

describe('bank days', () => {
  it.each([
    ['2026-12-25', 'next', '2026-12-28'],
    ['2026-12-26', 'previous', '2026-12-24'],
    ['2026-04-03', 'next', '2026-04-07'], // Good Friday to the Tuesday after Easter
    ['2026-05-01', 'previous', '2026-04-30'],
    ['2026-07-14', 'next', '2026-07-14'], // a French holiday, open for SEPA
    ['2026-11-21', 'none', '2026-11-21'],
  ] as const)('%s %s → %s', (day, shift, expected) => {
    expect(toBankDay(toPlainDate(day), shift)).toBe(expected)
  })

  it('no weekend is one', () => {
    for (const day of sixty) {
      if (dayOfWeek(day) === 0 || dayOfWeek(day) === 6) expect(isBankDay(day)).toBe(false)
    }
  })
})

describe('a plan that cannot hold', () => {
  const account = { iban: 'FR7613807008043001965405158', name: 'M X', balance: '1.00' }
  const line = {
    every: 'month' as const,
    day: 1,
    label: ['X'],
    amount: '-1.00',
    operation: 'fee' as const,
  }
  const plan = (accounts: object[], more: object = {}) => ({
    identifier: 'D1000001I0',
    name: 'X',
    holder: { fullName: 'X' },
    accounts,
    ...more,
  })
  it.each([
    ['a wrong IBAN', plan([{ ...account, id: 'a', iban: 'FR7613807008043001965405159' }]), 'IBAN'],
    [
      'one id twice',
      plan([
        { ...account, id: 'a' },
        { ...account, id: 'a' },
      ]),
      'twice',
    ],
    [
      'a mirror upwards',
      plan([
        {
          ...account,
          id: 'a',
          lines: [{ ...line, to: { account: 'a', label: ['Y'], operation: 'fee' } }],
        },
      ]),
      'further down',
    ],
    ['a count without habit', plan([{ ...account, id: 'a', exactly: 3, lines: [line] }]), 'habit'],
    [
      'a card on no account',
      plan([{ ...account, id: 'a' }], {
        cards: [{ id: 'c', identification: 'c', name: 'c', account: 'b' }],
      }),
      'no account',
    ],
    ['an unknown key', plan([{ ...account, id: 'a', colour: 'red' }]), 'colour'],
  ])('%s is refused', (_name, input, message) => {
    const parsed = personaPlanSchema.safeParse(input)
    expect(JSON.stringify(parsed.error?.issues)).toContain(message)
  })
})
