// Draws on a revolving credit.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const revolvingDraws: Indicator = {
  id: 'revolving_draws_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['credit'],
  formula:
    'Payouts of the window that say they draw on a revolving credit, or come from a lender repaid for nothing else.',
  higherIs: 'riskier',
  compute: (input) =>
    events(
      input,
      input.credit.payouts
        .filter(({ kind }) => kind === 'revolving_draw')
        .map((payout) => payout.transactionId),
    ),
}
