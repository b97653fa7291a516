// Which accounts the applicant's figures rest on: one definition for coverage, flows and the score.
import type { Account, Prepared } from '../statement/line.ts'

/** Private current accounts and their cards that take part. */
export function privateAccounts(prepared: Prepared): Account[] {
  return prepared.accounts.filter(isPrivate)
}

export function isPrivate({ leftOut, usage, kind }: Account): boolean {
  return leftOut === null && usage !== 'business' && (kind === 'current' || kind === 'card')
}
