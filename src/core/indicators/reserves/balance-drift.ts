// Whether the balance rises or falls over the window, against what a month costs.
import { measured, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { perMonth, reading } from '../reading.ts'
import { mean } from './balance-windows.ts'

const MONTH = 30

/** Against spending, not income: it is known where income is not. */
export const balanceDrift: Indicator = {
  id: 'balance_drift',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['balances', 'transactions', 'coverage'],
  formula:
    '(Mean balance of the last 30 days − mean balance of the first 30 days) ÷ money out a month; 60 days at least.',
  higherIs: 'safer',
  compute: (input) => {
    const { daily } = input.tally
    if (daily.state !== 'measured') return reading(daily)
    if (daily.value.length < 2 * MONTH) return reading(notObservable('fewer_than_60_days_covered'))
    const outflow = perMonth(input, input.tally.total.out)
    if (outflow.state !== 'measured') return reading(outflow)
    if (outflow.value === 0) return reading(notObservable('no_usual_spending_seen'))
    const change = mean(daily.value.slice(-MONTH)) - mean(daily.value.slice(0, MONTH))
    return reading(measured(ratio(change, outflow.value)))
  },
}
