// May the account be scored at all? What is missing is said; a thin account is never a low score.
import type { Balances } from '../balances/balances.ts'
import type { Coverage } from '../coverage/coverage.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import type { Prepared } from '../statement/line.ts'
import { daysBetween, toPlainDate } from '../values/plain-date.ts'
import type { Score } from './score.ts'
import type { MinimumData } from './scorecard.ts'

export type Readiness = { readonly state: Score['state']; readonly missing: readonly string[] }

export type Whose = {
  readonly livesOnOwnBusiness?: boolean
  /** Where the income arrives: another account's balance does not stand for its own. */
  readonly mainAccountId?: string | null
}

/**
 * Codes: `private_current_account`, `balance`, `days_covered`, `booked_lines`, `last_line_age`,
 * `uncategorised_share`; `business_account_only` when nothing but a business can be seen, and
 * `income_from_own_business` when the applicant lives mostly on a business that is here.
 */
export function readiness(
  prepared: Prepared,
  coverage: Coverage,
  balances: Balances,
  minimum: MinimumData,
  whose: Whose = {},
): Readiness {
  const hasPrivate = privateAccounts(prepared).some(
    ({ kind, transactionsShared }) => kind === 'current' && transactionsShared,
  )
  const hasBusiness = prepared.accounts.some(
    ({ kind, usage, leftOut }) => kind === 'current' && usage === 'business' && leftOut === null,
  )
  if (!hasPrivate && hasBusiness) {
    return { state: 'not_observable', missing: ['business_account_only'] }
  }
  if (whose.livesOnOwnBusiness) {
    return { state: 'not_observable', missing: ['income_from_own_business'] }
  }
  const missing: string[] = []
  const { overall } = coverage
  if (!hasPrivate) missing.push('private_current_account')
  if (balances.together.state === 'not_observable' || isHidden(whose.mainAccountId, balances)) {
    missing.push('balance')
  }
  if (overall.daysCovered < minimum.daysCovered) missing.push('days_covered')
  if (overall.booked < minimum.bookedLines) missing.push('booked_lines')
  if (lastLineAge(prepared, overall.lastDate) > minimum.lastLineAgeDays) {
    missing.push('last_line_age')
  }
  const unknown = overall.uncategorisedByAmount
  if (unknown.state !== 'measured' || unknown.value > minimum.uncategorisedShare) {
    missing.push('uncategorised_share')
  }
  return { state: missing.length > 0 ? 'not_enough_data' : 'measured', missing }
}

function isHidden(accountId: string | null | undefined, balances: Balances): boolean {
  const series = balances.accounts.find((one) => one.accountId === accountId)
  return series !== undefined && series.state !== 'measured'
}

function lastLineAge(prepared: Prepared, last: string | null): number {
  return last === null ? Number.POSITIVE_INFINITY : daysBetween(toPlainDate(last), prepared.asOf)
}
