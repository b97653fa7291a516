// The authorised overdraft, which PSD2 does not give: declared, inferred from conduct, or not observable.
import type { BalanceSeries } from '../balances/balances.ts'
import type { Prepared } from '../statement/line.ts'
import { minorUnits, money } from '../values/money.ts'
import { measured, noneFound, notObservable } from '../values/observed.ts'
import { daysBetween, type PlainDate, toPlainDate } from '../values/plain-date.ts'
import type { Incidents } from './incidents.ts'

export type OverdraftLimit = Incidents['overdraftLimit']

export type OverdraftLimitInput = {
  readonly prepared: Prepared
  /** Private current accounts. */
  readonly series: readonly BalanceSeries[]
  /** Days of incident fees and of returned debits. */
  readonly incidentDays: readonly { readonly accountId: string; readonly date: PlainDate }[]
  /** A bank charges an overdraft it did not allow within so many days. */
  readonly withinDays: number
}

/** Fewer days below zero without a fee prove no habit of the bank. */
const TOLERATED_DAYS = 3

/** Codes of `why`: `balance_not_observable`, `never_overdrawn`, `overdraft_always_charged`. */
export function overdraftLimitOf(input: OverdraftLimitInput): OverdraftLimit {
  const { prepared } = input
  const declared = prepared.statement.application?.overdraftLimit
  const seen = input.series.filter(({ state }) => state === 'measured')
  if (declared !== undefined) {
    return {
      source: 'declared',
      amount: money(minorUnits(declared), prepared.currency),
      why: null,
      daysBeyond:
        seen.length === 0 ? notObservable('balance_not_observable') : beyond(seen, declared),
    }
  }
  if (seen.length === 0) return unknown('balance_not_observable')
  const overdrawn = seen.some(({ daily }) => daily.some((balance) => balance < 0))
  if (!overdrawn) return unknown('never_overdrawn')
  const tolerated = seen.flatMap((series) => toleratedDepths(series, input))
  if (tolerated.length < TOLERATED_DAYS) return unknown('overdraft_always_charged')
  const limit = Math.max(...tolerated)
  return {
    source: 'inferred',
    amount: money(minorUnits(limit), prepared.currency),
    why: null,
    daysBeyond: beyond(seen, limit),
  }
}

function unknown(why: string): OverdraftLimit {
  return { source: 'not_observable', amount: null, why, daysBeyond: notObservable(why) }
}

/** How deep the account was on the days below zero that no fee and no rejection followed. */
function toleratedDepths(series: BalanceSeries, input: OverdraftLimitInput): number[] {
  const { from, daily, accountId } = series
  if (from === null) return []
  const start = toPlainDate(from)
  const charged = new Set<number>()
  for (const incident of input.incidentDays) {
    if (incident.accountId !== accountId) continue
    const day = daysBetween(start, incident.date)
    for (let before = 0; before <= input.withinDays; before++) charged.add(day - before)
  }
  return daily.flatMap((balance, day) => (balance < 0 && !charged.has(day) ? [-balance] : []))
}

function beyond(seen: readonly BalanceSeries[], limit: number): OverdraftLimit['daysBeyond'] {
  const days = Math.max(...seen.map(({ daily }) => daily.length))
  let count = 0
  for (let ago = 1; ago <= days; ago++) {
    if (seen.some(({ daily }) => (daily.at(-ago) ?? 0) < -limit)) count++
  }
  return count === 0 ? noneFound : measured(count)
}
