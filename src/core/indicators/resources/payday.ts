// When the main income is paid: its age, and how far its day moves.
import { civilOf, lengthOfMonth } from '../../values/civil.ts'
import { measured, notObservable } from '../../values/observed.ts'
import { dayNumber, daysBetween, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'

export const daysSinceLastIncome: Indicator = {
  id: 'days_since_last_income',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['income'],
  formula: 'Days from the last pay of any income stream to the day of the report.',
  higherIs: 'riskier',
  compute: (input) => {
    const pays = input.income.streams.flatMap((stream) => stream.occurrences)
    if (pays.length === 0) return reading(notObservable('no_income_found'))
    const last = pays.reduce((latest, { date }) => (date > latest ? date : latest), '')
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
    const { main } = input.tally
    if (main === null || main.cadence !== 'monthly' || main.nominalDay === null) {
      return reading(notObservable('no_monthly_income'))
    }
    const nominal = main.nominalDay
    const pays = main.occurrences.filter((pay) => pay.mark === 'regular')
    if (pays.length === 0) return reading(notObservable('no_monthly_income'))
    const shifts = pays.map(({ date }) => shiftOf(dayNumber(toPlainDate(date)), nominal))
    return reading(measured(Math.max(...shifts)), main.evidence.transactionIds)
  },
}

/** To the nearest nominal day: of the month before, the same month, or the next. */
function shiftOf(paid: number, nominal: number): number {
  const { year, month, day } = civilOf(paid)
  const length = lengthOfMonth(year, month)
  const before = month === 1 ? 31 : lengthOfMonth(year, month - 1)
  const after = month === 12 ? 31 : lengthOfMonth(year, month + 1)
  return Math.min(
    day + before - Math.min(nominal, before),
    Math.abs(day - Math.min(nominal, length)),
    length - day + Math.min(nominal, after),
  )
}
