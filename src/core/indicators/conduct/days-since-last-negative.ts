// How long ago the balance was last below zero.
import { measured, noneFound } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { dailyBalances, reading } from '../reading.ts'

export const daysSinceLastNegative: Indicator = {
  id: 'days_since_last_negative',
  unit: 'days',
  formula: 'Days from the last end-of-day balance below zero to the day of the report; 0 is today.',
  higherIs: 'safer',
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    const last = daily.value.findLastIndex((balance) => balance < 0)
    return reading(last < 0 ? noneFound : measured(daily.value.length - 1 - last))
  },
}
