// Loan payouts received, by window.
import type { Indicator } from '../indicator.ts'
import { events, firstOfLast } from '../reading.ts'

function of(days: 30 | 60 | 90): Indicator {
  return {
    id: `new_credit_${days}`,
    unit: 'count',
    window: `last_${days}_days`,
    inputs: ['credit'],
    formula: `Number of loan payouts received in the last ${days} days, revolving draws and short-term loans among them.`,
    higherIs: 'riskier',
    compute: (input) => {
      const from = firstOfLast(input, days)
      return events(
        input,
        input.credit.payouts
          .filter((payout) => payout.date >= from)
          .map((payout) => payout.transactionId),
      )
    },
  }
}

export const newCredit30 = of(30)
export const newCredit60 = of(60)
export const newCredit90 = of(90)
