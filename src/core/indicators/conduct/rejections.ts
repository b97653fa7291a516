// Debits returned for lack of funds: how many.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const rejections: Indicator = {
  id: 'rejections_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula:
    'Returned debits of the window that are incidents: lack of funds, or an unknown cause with a fee within five days.',
  higherIs: 'riskier',
  compute: (input) => {
    const found = input.incidents.rejections.filter((one) => one.isIncident)
    return events(
      input,
      found.map((one) => one.transactionId),
    )
  },
}
