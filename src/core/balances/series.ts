// One series of end-of-day balances and what is read from it.
import { type MinorUnits, minorUnits, money, SETTINGS_CURRENCY } from '../values/money.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { fromDayNumber } from '../values/plain-date.ts'
import { ascending, meanAmount, quantileAmount } from '../values/statistics.ts'
import type { BalanceSettings } from './balance-settings.ts'
import type { BalanceSeries } from './balances.ts'

/** End-of-day balances, minor units, one a day; the last is that of `to`. */
export type Daily = {
  readonly from: number
  readonly to: number
  readonly amounts: readonly MinorUnits[]
}

export type SeriesFacts = Pick<
  BalanceSeries,
  'accountId' | 'currency' | 'closingType' | 'reconciliation'
> & {
  /** What pending debits and card totals will take, positive. */
  readonly pendingDebits: number
  readonly why?: string
  /** By day, whether any of several accounts ended below zero; absent: read from the amounts. */
  readonly negative?: readonly boolean[]
}

export function measuredSeries(
  daily: Daily,
  facts: SeriesFacts,
  settings: BalanceSettings,
): BalanceSeries {
  const { amounts } = daily
  const sorted = ascending(amounts)
  const mean = meanAmount(amounts)
  const of = (amount: MinorUnits) => measured(money(amount, facts.currency))
  const closing = amounts.at(-1) ?? minorUnits(0)
  const { pendingDebits, why, negative = amounts.map((amount) => amount < 0) } = facts
  const ofSettings = (count: number) =>
    facts.currency === SETTINGS_CURRENCY
      ? measured(count)
      : notObservable('settings_in_another_currency')
  const { accountId, currency, closingType, reconciliation } = facts
  const low = sorted.findIndex((amount) => amount >= settings.lowBalance)
  const high = sorted.findIndex((amount) => amount >= settings.highBalance)
  return {
    accountId,
    currency,
    closingType,
    reconciliation,
    state: 'measured',
    ...(why === undefined ? {} : { why }),
    from: fromDayNumber(daily.from),
    daily: [...amounts],
    closing: of(closing),
    availableAfterPending: of(minorUnits(closing - pendingDebits)),
    min: of(sorted[0] ?? minorUnits(0)),
    mean: of(mean),
    median: of(quantileAmount(sorted, 0.5)),
    p10: of(quantileAmount(sorted, 0.1)),
    p90: of(quantileAmount(sorted, 0.9)),
    trend: trendOf(amounts, mean, facts.currency, settings),
    daysNegative: measured({
      d30: negativeIn(negative, 30),
      d60: negativeIn(negative, 60),
      d90: negativeIn(negative, 90),
    }),
    daysLow: ofSettings(low < 0 ? sorted.length : low),
    daysHigh: ofSettings(high < 0 ? 0 : sorted.length - high),
  }
}

/** `closing` may be known where the days are not. */
export function unknownSeries(
  why: string,
  facts: Omit<SeriesFacts, 'why' | 'pendingDebits' | 'negative'>,
  closing: MinorUnits | null,
): BalanceSeries {
  const unknown: Observed<never> = notObservable(why)
  return {
    ...facts,
    state: 'not_observable',
    why,
    from: null,
    daily: [],
    closing: closing === null ? unknown : measured(money(closing, facts.currency)),
    availableAfterPending: unknown,
    min: unknown,
    mean: unknown,
    median: unknown,
    p10: unknown,
    p90: unknown,
    trend: 'unknown',
    daysNegative: unknown,
    daysLow: unknown,
    daysHigh: unknown,
  }
}

function negativeIn(negative: readonly boolean[], days: number): number {
  let count = 0
  for (let day = Math.max(0, negative.length - days); day < negative.length; day++) {
    if (negative[day]) count++
  }
  return count
}

const MONTH = 30

/** Mean of the last thirty days against the first thirty; unknown below sixty days. */
function trendOf(
  amounts: readonly MinorUnits[],
  mean: MinorUnits,
  currency: string,
  settings: BalanceSettings,
): BalanceSeries['trend'] {
  if (amounts.length < 2 * MONTH) return 'unknown'
  const change = meanAmount(amounts.slice(-MONTH)) - meanAmount(amounts.slice(0, MONTH))
  const middle = Math.abs(mean)
  const least = currency === SETTINGS_CURRENCY ? settings.trendAmount : 0
  if (Math.abs(change) <= Math.max(least, settings.trendShare * middle)) return 'flat'
  return change > 0 ? 'up' : 'down'
}
