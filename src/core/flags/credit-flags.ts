// Flags of credit: short-term loans, new money borrowed, payouts that repay, loans not yet repaid.
import type { DeclaredCheck } from '../affordability/affordability.ts'
import { activeContracts } from '../affordability/loan.ts'
import { toPlainDate } from '../values/plain-date.ts'
import { type FlagInput, type FlagRule, since, some } from './flag-input.ts'
import { payoutsUsedToRepay } from './payouts.ts'

/** Open split payments from which an underwriter must look. */
const MANY_SPLIT_PAYMENTS = 3

function contractsWhere(
  { credit }: FlagInput,
  holds: (contract: FlagInput['credit']['contracts'][number]) => boolean,
) {
  const found = [...credit.contracts, ...credit.splitPayments].filter(holds)
  if (found.length === 0) return null
  return [...new Set(found.flatMap((contract) => contract.evidence.transactionIds))]
}

/** Money came and no instalment left yet; a loan known by its insurance alone has a flag of its own. */
function notStarted(input: FlagInput) {
  const payouts = new Set(input.credit.payouts.map((payout) => payout.transactionId))
  return contractsWhere(
    input,
    ({ status, evidence }) =>
      status === 'repayment_not_started' && evidence.transactionIds.some((id) => payouts.has(id)),
  )
}

function manySplitPayments({ credit }: FlagInput) {
  const open = activeContracts(credit).filter(({ kind }) => kind === 'split_payment')
  if (open.length < MANY_SPLIT_PAYMENTS) return null
  return open.flatMap((contract) => contract.evidence.transactionIds)
}

/** A borrower's insurance without its loan: the loan may be deferred, or paid elsewhere. */
function insuranceWithoutLoan({ charges, credit }: FlagInput) {
  const insurance = charges.streams.filter(
    (stream) => stream.category === 'insurance.loan' && stream.status !== 'ended',
  )
  const loans = activeContracts(credit).some(
    ({ kind, termsSeen }) => termsSeen > 0 && kind !== 'split_payment' && kind !== 'short_term',
  )
  if (loans) return null
  return some(insurance.flatMap((stream) => stream.evidence.transactionIds))
}

function creditVerdicts({ affordability }: FlagInput, verdict: DeclaredCheck['verdict']) {
  const found = affordability.declared.filter(
    (one) => one.what === 'credit' && one.verdict === verdict,
  )
  return found.length === 0 ? null : found.flatMap(({ transactionIds }) => transactionIds)
}

export const creditFlags: readonly FlagRule[] = [
  {
    code: 'short_term_credit',
    severity: 'high',
    find: (input) => contractsWhere(input, ({ kind }) => kind === 'short_term'),
  },
  {
    code: 'payout_used_to_repay',
    severity: 'high',
    find: ({ credit, ledger }) =>
      some(
        payoutsUsedToRepay(credit, ledger.lines).flatMap((p) => [p.payoutId, ...p.repaymentIds]),
      ),
  },
  {
    code: 'new_credit_30_days',
    severity: 'medium',
    find: ({ credit, prepared }) =>
      some(
        credit.payouts
          .filter((payout) => toPlainDate(payout.date) >= since(prepared.asOf, 30))
          .map((payout) => payout.transactionId),
      ),
  },
  {
    code: 'repayment_not_started',
    severity: 'medium',
    find: notStarted,
  },
  { code: 'loan_insurance_without_loan', severity: 'medium', find: insuranceWithoutLoan },
  { code: 'many_split_payments', severity: 'medium', find: manySplitPayments },
  {
    code: 'declared_credit_not_seen',
    severity: 'low',
    find: (input) => creditVerdicts(input, 'not_seen'),
  },
  {
    code: 'credit_not_declared',
    severity: 'medium',
    find: (input) => creditVerdicts(input, 'not_declared'),
  },
]
