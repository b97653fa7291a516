import { describe, expect, it } from 'vitest'
import { overdraftLimitOf } from '../../../src/core/incidents/overdraft-limit.ts'
import {
  aBalances,
  aLine,
  anAccount,
  aPrepared,
  unknownBalances,
} from '../../support/indicator-input.ts'

const days = (balance: number, count: number) => Array.from({ length: count }, () => balance)
const limit = (
  daily: readonly number[] | null,
  incidents: readonly number[] = [],
  declared?: number,
) =>
  overdraftLimitOf({
    prepared: aPrepared({
      accounts: [anAccount()],
      ...(declared === undefined ? {} : { application: { overdraftLimit: declared } }),
    }),
    series: (daily === null ? unknownBalances() : aBalances(daily)).accounts,
    incidentDays: incidents.map((daysAgo) => ({
      accountId: 'a0',
      date: aLine({ id: 'i', daysAgo, euros: -1 }).date,
    })),
    withinDays: 5,
  })

describe('the authorised overdraft, which no bank gives', () => {
  it.each<[string, ReturnType<typeof limit>, object]>([
    [
      'declared',
      limit(days(-300, 90), [], 20_000),
      { source: 'declared', amount: { amount: 20_000 } },
    ],
    ['never needed', limit(days(100, 90)), { source: 'not_observable', why: 'never_overdrawn' }],
    ['no balance', limit(null), { source: 'not_observable', why: 'balance_not_observable' }],
    [
      'inferred: the deepest nobody charged',
      limit([...days(100, 80), ...days(-25_000, 10)]),
      { source: 'inferred', amount: { amount: 25_000 }, daysBeyond: { state: 'none_found' } },
    ],
    [
      'a deeper day that met a fee within five days is beyond it',
      limit([...days(-25_000, 80), -60_000, ...days(-25_000, 9)], [6]),
      { source: 'inferred', amount: { amount: 25_000 }, daysBeyond: { value: 1 } },
    ],
    [
      'every day below zero met a fee',
      limit([...days(100, 86), -500, -500, -500, -500], [0, 1, 2, 3]),
      { source: 'not_observable', why: 'overdraft_always_charged' },
    ],
    [
      'two days prove no habit',
      limit([...days(100, 88), -500, -500]),
      { source: 'not_observable', why: 'overdraft_always_charged' },
    ],
  ])('%s', (_, found, expected) => {
    expect(found).toMatchObject(expected)
  })

  it('counts the days beyond a declared limit, of any account', () => {
    const found = limit([...days(-10_000, 88), -20_000, -20_001], [], 20_000)
    expect(found.daysBeyond).toEqual({ state: 'measured', value: 1 })
    expect(found.amount).toEqual({ amount: 20_000, currency: 'EUR' })
  })

  it('does not know the days beyond a declared limit without a balance', () => {
    expect(limit(null, [], 20_000).daysBeyond.state).toBe('not_observable')
  })
})
