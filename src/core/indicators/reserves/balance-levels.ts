// Levels of the daily balance over the window.
import type { BalanceSeries } from '../../balances/balances.ts'
import type { Indicator } from '../indicator.ts'
import { moneyOf, reading } from '../reading.ts'

type Level = 'min' | 'mean' | 'median' | 'p10' | 'p90' | 'closing' | 'availableAfterPending'

function of(level: Level, id: string, what: string): Indicator {
  return {
    id,
    unit: 'money',
    window: level === 'closing' || level === 'availableAfterPending' ? 'today' : 'last_90_days',
    inputs: ['balances'],
    formula: `${what}; private current accounts together.`,
    higherIs: 'safer',
    compute: ({ balances }) => reading(moneyOf(levelOf(balances.together, level))),
  }
}

function levelOf(series: BalanceSeries, level: Level) {
  return series[level]
}

export const balanceNow = of('closing', 'balance_now', 'Booked balance on the day of the report')
export const balanceAfterPending = of(
  'availableAfterPending',
  'balance_after_pending',
  'Booked balance less pending debits and the running total of cards',
)
export const lowestBalance = of('min', 'lowest_balance', 'Lowest end-of-day balance of the window')
export const meanBalance = of('mean', 'mean_balance', 'Mean end-of-day balance of the window')
export const medianBalance = of(
  'median',
  'median_balance',
  'Median end-of-day balance of the window',
)
export const lowBalance = of('p10', 'balance_p10', 'Balance below which one day in ten ends')
export const highBalance = of('p90', 'balance_p90', 'Balance above which one day in ten ends')
