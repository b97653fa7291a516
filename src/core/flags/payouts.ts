// Loan payouts that went straight into repaying another lender.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Credit } from '../streams/stream.ts'
import { addDays, toPlainDate } from '../values/plain-date.ts'

/** Days after a payout in which a repayment is taken to have been paid by it (credit.md). */
const REPAY_DAYS = 5

export type PayoutRepaid = { readonly payoutId: string; readonly repaymentIds: readonly string[] }

/**
 * A payout is used to repay when, within five days, debits to other lenders reach half of it,
 * or a loan is repaid early: an ordinary instalment that happens to fall then is not enough.
 */
export function payoutsUsedToRepay(
  credit: Credit,
  lines: readonly CategorisedLine[],
): PayoutRepaid[] {
  return credit.payouts.flatMap((payout) => {
    const from = toPlainDate(payout.date)
    const to = addDays(from, REPAY_DAYS)
    const repayments = lines.filter(
      (line) =>
        line.excluded === null &&
        line.amount < 0 &&
        from <= line.date &&
        line.date <= to &&
        isRepayment(line) &&
        (payout.lender === null || line.counterpartyName !== payout.lender),
    )
    const repaid = repayments.reduce((total, line) => total - line.amount, 0)
    const early = repayments.some((line) => line.category === 'loan.early_repayment')
    if (!early && repaid * 2 < Math.abs(payout.amount.amount)) return []
    if (repayments.length === 0) return []
    return [{ payoutId: payout.transactionId, repaymentIds: repayments.map((line) => line.id) }]
  })
}

function isRepayment(line: CategorisedLine): boolean {
  return line.role === 'debt_service' || line.category === 'loan.early_repayment'
}
