// Draws on a revolving credit.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const revolvingDraws: Indicator = {
  id: 'revolving_draws_90',
  unit: 'count',
  formula: 'Loan payouts of the window from a lender to which a revolving credit is being repaid.',
  higherIs: 'riskier',
  compute: (input) => {
    const lenders = new Set(
      input.credit.contracts
        .filter(({ kind, lender }) => kind === 'revolving' && lender !== null)
        .map(({ lender }) => lender),
    )
    return events(
      input,
      input.credit.payouts
        .filter(({ lender }) => lender !== null && lenders.has(lender))
        .map((payout) => payout.transactionId),
    )
  },
}
