// How each account's pull went: an adapter that does not say so has not pulled it completely.
import type { StatementAccount } from '../core/statement/statement.ts'
import type { DateRange } from '../core/values/date-range.ts'

type PullNote = NonNullable<StatementAccount['pull']>
export type AccountPulled = StatementAccount & { readonly pull: PullNote }

export function withPull(
  accounts: readonly StatementAccount[],
  { from, to }: DateRange,
): AccountPulled[] {
  const unsaid: PullNote = { from, to, complete: false, missing: 'not_stated' }
  return accounts.map((account) => ({ ...account, pull: account.pull ?? unsaid }))
}
