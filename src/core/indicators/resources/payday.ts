// When the main income is paid: its age, and how far its day moves.

import type { Stream } from '../../streams/stream.ts'
import { measured, notObservable } from '../../values/observed.ts'
import { dayInMonth, daysBetween, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator } from '../indicator.ts'
import { mainIncome, reading } from '../reading.ts'

export const daysSinceLastIncome: Indicator = {
  id: 'days_since_last_income',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['income'],
  formula: 'Days from the last pay of any income stream to the day of the report.',
  higherIs: 'riskier',
  compute: (input) => {
    const pays = input.income.streams.flatMap((stream) => stream.occurrences)
    const last = pays
      .map((pay) => pay.date)
      .sort()
      .at(-1)
    if (last === undefined) return reading(notObservable('no_income_found'))
    return reading(
      measured(daysBetween(toPlainDate(last), input.prepared.asOf)),
      pays.filter((pay) => pay.date === last).map((pay) => pay.transactionId),
    )
  },
}

export const paydayShift: Indicator = {
  id: 'payday_shift',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['income'],
  formula:
    'Largest distance in days between a pay of the main monthly income and its usual day of the month, bank holidays not undone.',
  higherIs: 'riskier',
  compute: (input) => {
    const main = mainIncome(input)
    if (main === null || main.cadence !== 'monthly' || main.nominalDay === null) {
      return reading(notObservable('no_monthly_income'))
    }
    const nominal = main.nominalDay
    const pays = main.occurrences.filter((pay) => pay.mark === 'regular')
    const shifts = pays.map((pay) => shiftOf(pay, nominal))
    if (shifts.length === 0) return reading(notObservable('no_monthly_income'))
    return reading(measured(Math.max(...shifts)), main.evidence.transactionIds)
  },
}

/** To the nearest nominal day: of the month before, the same month, or the next. */
function shiftOf(pay: Stream['occurrences'][number], nominal: number): number {
  const date = toPlainDate(pay.date)
  return Math.min(
    ...[-1, 0, 1].map((month) => Math.abs(daysBetween(dayInMonth(date, month, nominal), date))),
  )
}
