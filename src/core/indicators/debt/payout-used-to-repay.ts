// Borrowing from one lender to repay another.
import { payoutsUsedToRepay } from '../../flags/payouts.ts'
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const payoutUsedToRepay: Indicator = {
  id: 'payouts_used_to_repay_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['credit', 'transactions'],
  formula:
    'Loan payouts followed within five days by repayments to other lenders of at least half their amount, or by an early repayment.',
  higherIs: 'riskier',
  compute: (input) => {
    const found = payoutsUsedToRepay(input.credit, input.ledger.lines)
    return events(
      input,
      found.flatMap((one) => [one.payoutId, ...one.repaymentIds]),
      found.length,
    )
  },
}
