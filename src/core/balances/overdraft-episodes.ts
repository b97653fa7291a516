// Runs of days that ended below zero, account by account.
import { type MinorUnits, minorUnits, money } from '../values/money.ts'
import { addDays, parsePlainDate } from '../values/plain-date.ts'
import type { BalanceSeries, Balances, OverdraftEpisode } from './balances.ts'

/**
 * Both ends included; `ongoing`: the last day of the window is one of them. An episode that was
 * already running on the first day is as long as was seen. Accounts in their order, then by time;
 * the accounts together are left out, since each of their days would be told twice.
 */
export function overdraftEpisodes(balances: Balances): OverdraftEpisode[] {
  return balances.accounts.flatMap(episodesOf)
}

export function episodesOf(series: BalanceSeries): OverdraftEpisode[] {
  const from = series.from === null ? null : parsePlainDate(series.from)
  if (from === null) return []
  const episodes: OverdraftEpisode[] = []
  let start = -1
  let deepest: MinorUnits = minorUnits(0)
  for (let day = 0; day <= series.daily.length; day++) {
    const balance = series.daily[day]
    if (balance !== undefined && balance < 0) {
      if (start < 0) start = day
      if (balance < deepest) deepest = minorUnits(balance)
      continue
    }
    if (start >= 0) {
      episodes.push({
        accountId: series.accountId,
        from: addDays(from, start),
        to: addDays(from, day - 1),
        days: day - start,
        deepest: money(deepest, series.currency),
        ongoing: day === series.daily.length,
      })
    }
    start = -1
    deepest = minorUnits(0)
  }
  return episodes
}
