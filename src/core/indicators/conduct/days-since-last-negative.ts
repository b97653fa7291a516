// How long ago a private current account was last below zero.
import { measured, noneFound } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'

export const daysSinceLastNegative: Indicator = {
  id: 'days_since_last_negative',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['balances'],
  formula:
    'Days from the last day a private current account ended below zero to the day of the report; 0 is today.',
  higherIs: 'safer',
  compute: (input) => {
    const { runs } = input.tally
    if (runs.state !== 'measured') return reading(runs)
    const ends = runs.value.map(({ to }) => daysBetween(toPlainDate(to), input.prepared.asOf))
    return reading(ends.length === 0 ? noneFound : measured(Math.min(...ends)))
  },
}
