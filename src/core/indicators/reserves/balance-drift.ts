// Whether the balance rises or falls over the window, against income.
import { measured, notObservable } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { dailyBalances, reading, retainedIncome, shareOf } from '../reading.ts'

const MONTH = 30

export const balanceDrift: Indicator = {
  id: 'balance_drift',
  unit: 'ratio',
  formula:
    '(Mean balance of the last 30 days − mean balance of the first 30 days) ÷ retained income a month; 60 days at least.',
  higherIs: 'safer',
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    if (daily.value.length < 2 * MONTH) return reading(notObservable('fewer_than_60_days_covered'))
    const change = mean(daily.value.slice(-MONTH)) - mean(daily.value.slice(0, MONTH))
    return reading(shareOf(measured(change), retainedIncome(input)))
  },
}

function mean(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length
}
