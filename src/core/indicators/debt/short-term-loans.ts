// Short-term and micro loans, wage-advance applications.
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

export const shortTermLoans: Indicator = {
  id: 'short_term_loans_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['credit'],
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

export const socialMicrocredits: Indicator = {
  id: 'social_microcredits_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['credit'],
  formula: 'Number of social microcredits repaid in the window: apart from short-term loans.',
  higherIs: null,
  compute: (input) => {
    const found = input.credit.contracts.filter(({ kind }) => kind === 'social_microcredit')
    return events(
      input,
      found.flatMap((contract) => contract.evidence.transactionIds),
      found.length,
    )
  },
}
