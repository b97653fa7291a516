// The snapshots of several who apply together as one: over the days that all of them show, with each one's own
// accounts recognised in what the others paid.
import { accountOn } from '../statement/earlier.ts'
import type { Application, Snapshot, StatementTransaction } from '../statement/statement.ts'
import { canonicalHash } from '../values/canonical.ts'
import { lengthInDays, WINDOW_DAYS, windowEnding } from '../values/date-range.ts'
import { toPlainDate } from '../values/plain-date.ts'
import { withIbans } from './protect.ts'
import { plainIban, pseudonymOf, replacePseudonyms } from './pseudonym.ts'

/** `name`: as the lender declared them. */
export type Part = { readonly name: string; readonly snapshot: Snapshot }

/**
 * In the order given, the applicant first. Its day is the earliest of the pulls, its first day the latest of their
 * first: what one of them does not show is no gap. A third party whom two of them pay keeps two pseudonyms, since
 * salts differ, and is counted twice in `withheld`.
 * @returns null when no day is shown by all.
 */
export function combineSnapshots(
  parts: readonly Part[],
  application: Application | null,
): Snapshot | null {
  const windows = parts.map(({ snapshot }) =>
    windowEnding(toPlainDate(snapshot.asOf), snapshot.windowDays),
  )
  const from = windows.map((window) => window.from).reduce((a, b) => (a > b ? a : b))
  const asOf = windows.map((window) => window.to).reduce((a, b) => (a < b ? a : b))
  if (asOf < from) return null
  const windowDays = lengthInDays({ from, to: asOf })
  const renamed = parts.map(({ name, snapshot }, position) => {
    const told = recognised(
      snapshot,
      parts.flatMap((other, at) => (at === position ? [] : ibansOf(other.snapshot))),
    )
    const read = toPlainDate(snapshot.asOf)
    return {
      name,
      connections: snapshot.connections,
      accounts: told.accounts.map((account) => accountOn(account, asOf, read)),
      recognised: told.count,
      withheld: snapshot.protection.withheld,
    }
  })
  const withheld = (of: 'specialCategory' | 'thirdParties') =>
    renamed.reduce((sum, part) => sum + part.withheld[of], 0)
  return {
    asOf,
    ...(windowDays === WINDOW_DAYS ? {} : { windowDays }),
    applicants: renamed.map(({ name, connections }) => ({
      name,
      connections: connections.map(({ id }) => id),
    })),
    application,
    connections: renamed.flatMap(({ connections }) => connections),
    accounts: renamed.flatMap(({ accounts }) => accounts),
    protection: {
      version: 1,
      // No pseudonym is made with it: it only stands for those the parts were made with
      salt: canonicalHash(parts.map(({ snapshot }) => snapshot.protection.salt)),
      withheld: {
        specialCategory: withheld('specialCategory'),
        thirdParties:
          withheld('thirdParties') - renamed.reduce((sum, part) => sum + part.recognised, 0),
      },
    },
  }
}

function ibansOf({ accounts }: Snapshot): string[] {
  return accounts.flatMap(({ accountId }) => (accountId?.iban ? [plainIban(accountId.iban)] : []))
}

/**
 * A pseudonym is keyed by its snapshot's salt, which the snapshot holds: that of a known IBAN can be made again and
 * looked for. `count`: how many of the IBANs were among its third parties.
 */
function recognised(snapshot: Snapshot, ibans: readonly string[]) {
  const { salt } = snapshot.protection
  const known = new Map(ibans.map((iban) => [pseudonymOf(iban, salt), iban]))
  const met = new Set<string>()
  const replace = (pseudonym: string) => {
    const iban = known.get(pseudonym)
    if (iban === undefined) return pseudonym
    met.add(iban)
    return iban
  }
  const line = (transaction: StatementTransaction) =>
    withIbans(transaction, {
      account: replace,
      text: (text) => replacePseudonyms(text, replace),
    })
  const accounts = snapshot.accounts.map((account) =>
    account.transactions ? { ...account, transactions: account.transactions.map(line) } : account,
  )
  return { accounts, count: met.size }
}
