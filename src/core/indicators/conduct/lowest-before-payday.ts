// How low the account runs before each pay of the main income.
import { measured, notObservable } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { dailyBalances, mainIncome, type Reading, reading } from '../reading.ts'

const DAYS_BEFORE = 7

/** Of the accounts together: money moved to another account before payday is not gone. */
export function lowestBeforePay(input: IndicatorInput): Reading {
  const daily = dailyBalances(input)
  if (daily.state !== 'measured') return reading(daily)
  const { from } = input.balances.together
  const pays = mainIncome(input)?.occurrences ?? []
  if (from === null || pays.length === 0) return reading(notObservable('no_payday_seen'))
  const before = pays.flatMap(({ date }) => {
    const day = daysBetween(toPlainDate(from), toPlainDate(date))
    return daily.value.slice(Math.max(0, day - DAYS_BEFORE), Math.max(0, day))
  })
  if (before.length === 0) return reading(notObservable('no_payday_seen'))
  return reading(
    measured(Math.min(...before)),
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
