// One series of end-of-day balances and what is read from it.
import { type MinorUnits, minorUnits, money } from '../values/money.ts'
import { measured, notObservable, type Observed } from '../values/observed.ts'
import { fromDayNumber } from '../values/plain-date.ts'
import { meanAmount, medianAmount, minAmount, quantileAmount } from '../values/statistics.ts'
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
}

export function measuredSeries(
  daily: Daily,
  facts: SeriesFacts,
  settings: BalanceSettings,
): BalanceSeries {
  const { amounts } = daily
  const of = (amount: MinorUnits) => measured(money(amount, facts.currency))
  const closing = amounts.at(-1) ?? minorUnits(0)
  const { pendingDebits, why, ...named } = facts
  return {
    ...named,
    state: 'measured',
    ...(why === undefined ? {} : { why }),
    from: fromDayNumber(daily.from),
    daily: [...amounts],
    closing: of(closing),
    availableAfterPending: of(minorUnits(closing - pendingDebits)),
    min: of(minAmount(amounts)),
    mean: of(meanAmount(amounts)),
    median: of(medianAmount(amounts)),
    p10: of(quantileAmount(amounts, 0.1)),
    p90: of(quantileAmount(amounts, 0.9)),
    trend: trendOf(amounts, settings),
    daysNegative: measured({
      d30: negativeIn(amounts, 30),
      d60: negativeIn(amounts, 60),
      d90: negativeIn(amounts, 90),
    }),
  }
}

/** `closing` may be known where the days are not. */
export function unknownSeries(
  why: string,
  facts: Omit<SeriesFacts, 'why' | 'pendingDebits'>,
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
  }
}

function negativeIn(amounts: readonly MinorUnits[], days: number): number {
  return amounts.slice(-days).filter((amount) => amount < 0).length
}

const MONTH = 30

/** Mean of the last thirty days against the first thirty; unknown below sixty days. */
function trendOf(
  amounts: readonly MinorUnits[],
  settings: BalanceSettings,
): BalanceSeries['trend'] {
  if (amounts.length < 2 * MONTH) return 'unknown'
  const change = meanAmount(amounts.slice(-MONTH)) - meanAmount(amounts.slice(0, MONTH))
  const middle = Math.abs(meanAmount(amounts))
  if (Math.abs(change) <= Math.max(settings.trendAmount, settings.trendShare * middle))
    return 'flat'
  return change > 0 ? 'up' : 'down'
}
