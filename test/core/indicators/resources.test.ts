import { describe, expect, it } from 'vitest'
import { of, plus } from '../../support/indicator-cases.ts'
import { anIncome, aStream, type InputParts, quietLines } from '../../support/indicator-input.ts'

describe('indicators of resources', () => {
  const fast = quietLines().map((line) =>
    line.id.startsWith('rent') ? { ...line, amount: -110_000 as typeof line.amount } : line,
  )
  const newJob = anIncome([
    aStream({
      euros: 2000,
      ids: ['a'],
      status: 'ended',
      occurrences: [{ transactionId: 'a', date: '2026-09-01', amount: 1, mark: 'regular' }],
    }),
    aStream({
      euros: 2000,
      ids: ['b'],
      occurrences: [{ transactionId: 'b', date: '2026-10-01', amount: 1, mark: 'regular' }],
    }),
  ])
  it.each<[string, InputParts, string, number | string]>([
    ['three months', {}, 'months_with_income', 3],
    ['no income', { income: anIncome([]) }, 'months_with_income', 'none_found'],
    ['last pay', {}, 'days_since_last_income', 23],
    ['no pay', { income: anIncome([]) }, 'days_since_last_income', 'not_observable'],
    ['paid on the 28th', {}, 'payday_shift', 0],
    ['half a pay outlasts the cycle', {}, 'days_to_spend_half_pay', 31],
    ['half a pay gone with the rent', { lines: fast }, 'days_to_spend_half_pay', 4],
    ['the week after pay', {}, 'share_spent_in_week_after_pay', 0.335],
    ['one employer', {}, 'employer_changes_90', 'none_found'],
    ['two employers one after the other', { income: newJob }, 'employer_changes_90', 1],
    ['the job held now is the main income', { income: newJob }, 'main_income_age_days', 50],
    ['all income from one source', {}, 'main_income_share', 1],
    [
      'cash beside pay',
      plus({ id: 'cash', daysAgo: 9, euros: 2000, category: 'inflow.cash', role: 'one_off' }),
      'cash_inflow_share',
      0.25,
    ],
    [
      'a friend beside pay',
      plus({
        id: 'pal',
        daysAgo: 9,
        euros: 2000,
        category: 'transfer.person',
        role: 'person_to_person',
      }),
      'person_inflow_share',
      0.25,
    ],
  ])('%s: %o', (_, parts, id, expected) => {
    expect(of(parts, id)).toBe(expected)
  })
})
