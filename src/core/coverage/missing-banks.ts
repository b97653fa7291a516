// Banks the applicant wanted to share and that could not be read: which, why, and what that may hide.
import type { Prepared } from '../statement/line.ts'
import type { Income } from '../streams/stream.ts'
import type { Coverage, UnsharedAccount } from './coverage.ts'

type MissingBanks = NonNullable<Coverage['missingBanks']>

/** Absent when every bank was read. Which of several missing banks an account is at, nothing tells. */
export function findMissingBanks(
  { statement }: Prepared,
  unshared: readonly UnsharedAccount[],
  income: Income,
): { missingBanks?: MissingBanks } {
  const mayHide = hiddenBy(unshared, income)
  const transactionIds = unshared.flatMap((account) => account.transactionIds)
  const missingBanks = statement.connections.flatMap(({ id, bank, missing }) =>
    missing === undefined ? [] : [{ connection: id, bank, why: missing, mayHide, transactionIds }],
  )
  return missingBanks.length === 0 ? {} : { missingBanks }
}

/** Debts, spending and incidents of an account leave no trace on the others; its pay and its savings may. */
function hiddenBy(
  unshared: readonly UnsharedAccount[],
  { monthlyNet }: Income,
): MissingBanks[number]['mayHide'] {
  const feeds = unshared.some(
    ({ hint, inflow, outflow }) =>
      hint === 'payment_account' && inflow.amount > Math.abs(outflow.amount),
  )
  const saves = unshared.some(({ hint }) => hint === 'savings_account')
  return [
    ...(feeds || monthlyNet.observed.state !== 'measured' ? (['income'] as const) : []),
    ...(saves ? (['savings'] as const) : []),
    ...(['charges', 'credit', 'incidents', 'overdrafts'] as const),
  ]
}
