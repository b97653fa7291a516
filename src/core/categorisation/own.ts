// What is the applicant's own: their full names and the IBANs of the accounts in the statement.
// The same surname with another first name is another person (credit.md, "Whose money").
import { fold } from '../matching/fold.ts'
import type { AccountKind, Prepared } from '../statement/line.ts'
import type { NameTables } from './names.ts'

export type Own = {
  /** Sorted words of each full name, joined: two words or more. */
  readonly names: ReadonlySet<string>
  readonly ibans: ReadonlyMap<string, AccountKind>
}

export function ownOf(prepared: Prepared, names: NameTables): Own {
  const { statement, accounts } = prepared
  const mine = accounts.filter(({ ownership }) => ownership !== 'not_owner')
  const full = [
    statement.applicant?.name,
    ...statement.connections.map(({ holder }) => holder),
    ...mine.filter(({ ownership }) => ownership !== 'joint').map(({ name }) => name),
  ]
  return {
    names: new Set(full.flatMap((name) => nameKey(fold(name ?? '').split(' '), names) ?? [])),
    ibans: new Map(
      mine.flatMap(({ iban, kind }) => (iban === null ? [] : [[iban, kind] as const])),
    ),
  }
}

/** null unless two words or more are left once titles and words of accounts are gone. */
function nameKey(words: readonly string[], names: NameTables): string | null {
  const bare = words.filter((word) => word !== '' && !names.ownAccountWords.has(word))
  return bare.length < 2 ? null : [...new Set(bare)].sort().join(' ')
}

export function isOwnName(words: readonly string[], own: Own, names: NameTables): boolean {
  if (own.names.size === 0) return false
  const key = nameKey(words, names)
  return key !== null && own.names.has(key)
}
