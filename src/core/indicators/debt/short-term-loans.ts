// Short-term and micro loans, wage-advance applications.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const shortTermLoans: Indicator = {
  id: 'short_term_loans_90',
  unit: 'count',
  formula:
    'Number of short-term or micro loans and wage advances repaid in the window, those already ended among them.',
  higherIs: 'riskier',
  compute: (input) => {
    const found = input.credit.contracts.filter(({ kind }) => kind === 'short_term')
    return events(
      input,
      found.flatMap((contract) => contract.evidence.transactionIds),
      found.length,
    )
  },
}
