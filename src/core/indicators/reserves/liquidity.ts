// How many days of spending the usual balance pays for.
import { measured, notObservable } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { moneyOf, reading } from '../reading.ts'

export const liquidityDays: Indicator = {
  id: 'liquidity_days',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['balances', 'transactions', 'coverage'],
  formula:
    'Median end-of-day balance ÷ mean daily outflow, rounded down; 0 when the median is below zero. Savings that are not shared are not in it.',
  higherIs: 'safer',
  compute: (input) => {
    const median = moneyOf(input.balances.together.median)
    if (median.state !== 'measured') return reading(median)
    const { daysCovered } = input.coverage.overall
    const outflow = input.tally.total.out
    if (outflow === 0 || daysCovered < 30) return reading(notObservable('no_usual_spending_seen'))
    const days = Math.floor((Math.max(0, median.value) * daysCovered) / outflow)
    return reading(measured(days))
  },
}
