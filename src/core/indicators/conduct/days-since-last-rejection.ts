// Debits returned for lack of funds: how long ago.
import { measured } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import type { Indicator } from '../indicator.ts'
import { events, reading } from '../reading.ts'

export const daysSinceLastRejection: Indicator = {
  id: 'days_since_last_rejection',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula: 'Days from the last returned debit that is an incident to the day of the report.',
  higherIs: 'safer',
  compute: (input) => {
    const found = input.incidents.rejections.filter((one) => one.isIncident)
    const last = found
      .map((one) => one.date)
      .sort()
      .at(-1)
    if (last === undefined) return events(input, [])
    const ids = found.filter((one) => one.date === last).map((one) => one.transactionId)
    return reading(measured(daysBetween(toPlainDate(last), input.prepared.asOf)), ids)
  },
}
