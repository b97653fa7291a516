// Whether the account ends its months higher or lower.
import { civilOf, lengthOfMonth } from '../../values/civil.ts'
import { measured, notObservable } from '../../values/observed.ts'
import { dayNumber, toPlainDate } from '../../values/plain-date.ts'
import { round } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'

export const monthEndSlope: Indicator = {
  id: 'month_end_balance_slope',
  unit: 'money',
  window: 'complete_months',
  inputs: ['balances'],
  formula:
    'Least-squares slope, a month, of the balances on the last day of each calendar month of the window; two at least.',
  higherIs: 'safer',
  compute: (input) => {
    const { daily } = input.tally
    if (daily.state !== 'measured') return reading(daily)
    const { from } = input.balances.together
    if (from === null) return reading(notObservable('balance_not_observable'))
    const ends = monthEnds(daily.value, dayNumber(toPlainDate(from)))
    if (ends.length < 2) return reading(notObservable('fewer_than_two_month_ends'))
    return reading(measured(round(slope(ends))))
  },
}

/** Of daily balances from the day `start` on, those of the last day of a month. */
function monthEnds(daily: readonly number[], start: number): number[] {
  const ends: number[] = []
  let { year, month, day } = civilOf(start)
  for (let end = lengthOfMonth(year, month) - day; end < daily.length; ) {
    ends.push(daily[end] ?? 0)
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
    end += lengthOfMonth(year, month)
  }
  return ends
}

function slope(values: readonly number[]): number {
  const centre = (values.length - 1) / 2
  const mean = values.reduce((total, value) => total + value, 0) / values.length
  let above = 0
  let below = 0
  values.forEach((value, x) => {
    above += (x - centre) * (value - mean)
    below += (x - centre) ** 2
  })
  return above / below
}
