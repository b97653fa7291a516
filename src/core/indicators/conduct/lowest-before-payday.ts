// How low the account runs before each pay of the main income.
import { measured, notObservable } from '../../values/observed.ts'
import { dayNumber, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { type Reading, reading } from '../reading.ts'

const DAYS_BEFORE = 7

/** Of the accounts together: money moved to another account before payday is not gone. */
export function lowestBeforePay(input: IndicatorInput): Reading {
  const { daily, main } = input.tally
  if (daily.state !== 'measured') return reading(daily)
  const { from } = input.balances.together
  const pays = main?.occurrences ?? []
  if (from === null || pays.length === 0) return reading(notObservable('no_payday_seen'))
  const start = dayNumber(toPlainDate(from))
  let lowest = Number.POSITIVE_INFINITY
  for (const { date } of pays) {
    const payday = Math.min(dayNumber(toPlainDate(date)) - start, daily.value.length)
    for (let day = Math.max(0, payday - DAYS_BEFORE); day < payday; day++) {
      lowest = Math.min(lowest, daily.value[day] ?? lowest)
    }
  }
  if (lowest === Number.POSITIVE_INFINITY) return reading(notObservable('no_payday_seen'))
  return reading(
    measured(lowest),
    pays.map((pay) => pay.transactionId),
  )
}

export const lowestBeforePayday: Indicator = {
  id: 'lowest_balance_before_payday',
  unit: 'money',
  window: 'pay_cycles',
  inputs: ['balances', 'income'],
  formula: 'Lowest end-of-day balance of the seven days before each pay of the main income.',
  higherIs: 'safer',
  compute: lowestBeforePay,
}
