// The daily balances indicators read: of the private accounts together, and what each had below zero.
import type { OverdraftEpisode } from '../balances/balances.ts'
import { episodesOf } from '../balances/overdraft-episodes.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { ascendingNumbers, sortInPlace } from '../values/sorting.ts'
import type { IndicatorFacts } from './indicator.ts'

/** All three unknown where the accounts together are. */
export function balancesBelowZero({ balances, prepared }: IndicatorFacts): {
  daily: Observed<readonly number[]>
  runs: Observed<readonly OverdraftEpisode[]>
  depths: Observed<readonly number[]>
} {
  const { state, why, daily } = balances.together
  if (state === 'not_observable' || daily.length === 0) {
    const unknown = notObservable(
      state === 'not_observable' && why !== undefined ? why : 'balance_not_observable',
    )
    return { daily: unknown, runs: unknown, depths: unknown }
  }
  const accounts = new Set(privateAccounts(prepared).map(({ id }) => id))
  const own = balances.accounts.filter(({ accountId }) => accounts.has(accountId ?? ''))
  const depths: number[] = []
  for (const series of own) {
    if (series.state !== 'measured') continue
    for (const balance of series.daily) if (balance < 0) depths.push(-balance)
  }
  return {
    daily: measured(daily),
    runs: measured(own.flatMap(episodesOf)),
    depths: measured(sortInPlace(depths, ascendingNumbers)),
  }
}
