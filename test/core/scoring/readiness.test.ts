import { describe, expect, it } from 'vitest'
import { readiness } from '../../../src/core/scoring/readiness.ts'
import type { Account } from '../../../src/core/statement/line.ts'
import {
  aLine,
  anAccount,
  anInput,
  type InputParts,
  quietLines,
  unknownBalances,
} from '../../support/indicator-input.ts'

const minimum = { daysCovered: 60, bookedLines: 20, lastLineAgeDays: 10, uncategorisedShare: 0.2 }
const of = (parts: InputParts) => {
  const { prepared, coverage, balances } = anInput(parts)
  return readiness(prepared, coverage, balances, minimum)
}
const firm: Account = anAccount({ usage: 'business' })
const every = (daysAgo: readonly number[], part = {}) =>
  daysAgo.map((day, n) => aLine({ id: `l${n}`, daysAgo: day, euros: -10, ...part }))
const days = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, n) => from - n)

describe('may an account be scored', () => {
  it.each<[string, InputParts, string, string[]]>([
    ['a quiet household', {}, 'measured', []],
    ['no balance', { balances: unknownBalances() }, 'not_enough_data', ['balance']],
    ['sixty days', { lines: every(days(59, 0)) }, 'measured', []],
    ['fifty-nine days', { lines: every(days(58, 0)) }, 'not_enough_data', ['days_covered']],
    ['twenty lines', { lines: every([80, ...days(18, 0)]) }, 'measured', []],
    ['nineteen lines', { lines: every([80, ...days(17, 0)]) }, 'not_enough_data', ['booked_lines']],
    ['a last line ten days old', { lines: every(days(80, 10)) }, 'measured', []],
    [
      'a last line eleven days old',
      { lines: every(days(80, 11)) },
      'not_enough_data',
      ['last_line_age'],
    ],
    [
      'nothing at all',
      { lines: [], balances: unknownBalances() },
      'not_enough_data',
      ['balance', 'days_covered', 'booked_lines', 'last_line_age', 'uncategorised_share'],
    ],
    [
      'no current account',
      { accounts: [anAccount({ kind: 'savings' })], balances: unknownBalances() },
      'not_enough_data',
      ['private_current_account', 'balance'],
    ],
    ['a business account alone', { accounts: [firm] }, 'not_observable', ['business_account_only']],
  ])('%s', (_, parts, state, missing) => {
    expect(of(parts)).toEqual({ state, missing })
  })

  it('asks for the balance of the account where the income arrives, not of any other', () => {
    const { prepared, coverage, balances } = anInput({})
    const hidden = unknownBalances().accounts.map((one) => ({ ...one, accountId: 'main' }))
    const seen = { ...balances, accounts: [...balances.accounts, ...hidden] }
    const of = (mainAccountId: string) =>
      readiness(prepared, coverage, seen, minimum, { mainAccountId }).missing
    expect(of('main')).toEqual(['balance'])
    expect(of('another')).toEqual([])
  })

  it('leaves who lives on their own company to the business part', () => {
    const { prepared, coverage, balances } = anInput({})
    const whose = { livesOnOwnBusiness: true }
    expect(readiness(prepared, coverage, balances, minimum, whose)).toEqual({
      state: 'not_observable',
      missing: ['income_from_own_business'],
    })
  })

  it('asks that at most a fifth of the amount is uncategorised', () => {
    const unknown = (euros: number) =>
      aLine({ id: 'u', daysAgo: 5, euros, role: 'unknown', category: 'uncategorized.out' })
    const lines = quietLines()
    const total = lines.reduce((sum, line) => sum + Math.abs(line.amount), 0)
    const fifth = -total / 400
    expect(of({ lines: [...lines, unknown(fifth)] }).missing).toEqual([])
    expect(of({ lines: [...lines, unknown(fifth - 2)] }).missing).toEqual(['uncategorised_share'])
  })
})
