// The snapshots of several who apply together as one: over the days that all of them show, with each one's own
// accounts recognised in what the others paid.
import { accountOn } from '../statement/earlier.ts'
import { namePseudonymOf, replaceNamePseudonyms } from '../statement/name-pseudonym.ts'
import type {
  Application,
  Snapshot,
  StatementTransaction,
  Withheld,
} from '../statement/statement.ts'
import { canonicalHash } from '../values/canonical.ts'
import { lengthInDays, WINDOW_DAYS, windowEnding } from '../values/date-range.ts'
import { toPlainDate } from '../values/plain-date.ts'
import { keyOfName, waysToWrite } from './person-key.ts'
import { withTexts } from './protect.ts'
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
      parts.flatMap((other, at) => (at === position ? [] : [tellingOf(other)])),
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
  const total = (of: keyof Withheld) => renamed.reduce((sum, part) => sum + part.withheld[of], 0)
  const own = (of: 'thirdParties' | 'names') =>
    renamed.reduce((sum, { recognised }) => sum + recognised[of], 0)
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
      version: 2,
      // No pseudonym is made with it: it only stands for those the parts were made with
      salt: canonicalHash(parts.map(({ snapshot }) => snapshot.protection.salt)),
      withheld: {
        specialCategory: total('specialCategory'),
        labels: total('labels'),
        thirdParties: total('thirdParties') - own('thirdParties'),
        names: total('names') - own('names'),
      },
    },
  }
}

/** What one's own snapshot tells of them, to be known again in what the others paid. */
function tellingOf({ name, snapshot }: Part) {
  const holders = snapshot.connections.flatMap(({ holder }) => holder ?? [])
  return {
    ibans: snapshot.accounts.flatMap(({ accountId }) =>
      accountId?.iban ? [plainIban(accountId.iban)] : [],
    ),
    names: [name, ...holders],
  }
}

/**
 * A pseudonym is keyed by its snapshot's salt, which the snapshot holds: that of a known IBAN or name can be made again
 * and looked for. `count`: how many were among its third parties, and among its names.
 */
function recognised(snapshot: Snapshot, others: readonly ReturnType<typeof tellingOf>[]) {
  const { salt } = snapshot.protection
  const ibans = new Map(
    others.flatMap((other) => other.ibans).map((iban) => [pseudonymOf(iban, salt), iban]),
  )
  const names = new Map(
    others
      .flatMap((other) => other.names)
      .flatMap(waysToWrite)
      .flatMap((name) =>
        (['person', 'presumed'] as const).map(
          (kind) => [namePseudonymOf(keyOfName(name), kind, salt), name.join(' ')] as const,
        ),
      ),
  )
  const met = new Set<string>()
  const known = (made: ReadonlyMap<string, string>) => (pseudonym: string) => {
    const told = made.get(pseudonym)
    if (told === undefined) return pseudonym
    met.add(pseudonym)
    return told
  }
  const iban = known(ibans)
  const name = (text: string) => replaceNamePseudonyms(text, known(names))
  const line = (transaction: StatementTransaction) =>
    withTexts(transaction, {
      account: iban,
      text: (text) => name(replacePseudonyms(text, iban)),
      name,
    })
  const accounts = snapshot.accounts.map((account) =>
    account.transactions ? { ...account, transactions: account.transactions.map(line) } : account,
  )
  const count = (made: ReadonlyMap<string, string>) =>
    [...met].filter((pseudonym) => made.has(pseudonym)).length
  return { accounts, count: { thirdParties: count(ibans), names: count(names) } }
}
