// How many lenders are being repaid, and by how many contracts.
import { measured, noneFound } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { reading, readingOf } from '../reading.ts'

export const distinctLenders: Indicator = {
  id: 'distinct_lenders',
  unit: 'count',
  window: 'today',
  inputs: ['credit'],
  formula:
    'Number of different lenders among the contracts that run; home loans and split payments apart.',
  higherIs: 'riskier',
  compute: ({ credit }) =>
    reading(
      credit.distinctLenders.state === 'measured' && credit.distinctLenders.value === 0
        ? noneFound
        : credit.distinctLenders,
      credit.contracts.flatMap((contract) => contract.evidence.transactionIds),
    ),
}

export const activeCredits: Indicator = {
  id: 'active_credit_contracts',
  unit: 'count',
  window: 'today',
  inputs: ['credit'],
  formula: 'Number of credit contracts that have not ended, split payments among them.',
  higherIs: 'riskier',
  compute: ({ credit, tally }) => {
    const seen = credit.monthlyRepayment
    if (seen.state === 'not_observable' || seen.state === 'withheld') return reading(seen)
    const { contracts, evidence } = tally
    return readingOf(
      contracts.length === 0 ? noneFound : measured(contracts.length),
      evidence.contracts,
    )
  },
}
