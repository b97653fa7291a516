// The part of income that is spoken for before the month begins.
import { measured } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { reading, retainedIncome, shareOf } from '../reading.ts'

/** Charges that tell of the family take no part: they would let it into a score (credit.md, Score). */
const FAMILY = 'family.'

export const fixedChargesShare: Indicator = {
  id: 'fixed_charges_share',
  unit: 'ratio',
  window: 'today',
  inputs: ['charges', 'credit', 'income'],
  formula:
    '(Debt service + recurring charges other than maintenance, childcare, education and transfers to persons, a month) ÷ retained income.',
  higherIs: 'riskier',
  compute: (input) => {
    const { monthly } = input.charges
    if (monthly.state === 'not_observable' || monthly.state === 'withheld') return reading(monthly)
    const { contracts, evidence } = input.tally
    const inContract = new Set(evidence.contracts)
    const streams = input.charges.streams.filter(
      (stream) =>
        stream.status !== 'ended' &&
        !stream.category.startsWith(FAMILY) &&
        stream.category !== 'transfer.person' &&
        !stream.evidence.transactionIds.some((id) => inContract.has(id)),
    )
    const total = [...contracts, ...streams].reduce(
      (sum, one) => sum + Math.abs(one.monthlyEquivalent.amount),
      0,
    )
    return reading(shareOf(measured(total), retainedIncome(input)), [
      ...inContract,
      ...streams.flatMap((stream) => stream.evidence.transactionIds),
    ])
  },
}
