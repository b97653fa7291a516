// Rent or loan instalments returned for lack of funds.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const rejectedRentOrLoan: Indicator = {
  id: 'rejected_rent_or_loan_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula:
    'Returned debits of the window that are incidents and concern a rent or a loan instalment.',
  higherIs: 'riskier',
  compute: (input) => {
    const found = input.incidents.rejections.filter(
      (one) => one.isIncident && one.concerns !== 'other',
    )
    return events(
      input,
      found.map((one) => one.transactionId),
    )
  },
}
