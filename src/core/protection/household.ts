// Whose names are nobody else's: those who apply, and those the bank names as holders. The snapshot bears them in
// fields of its own, and own accounts, the holder and whose money it is are known by them: so labels keep them.
import type { NameTables } from '../categorisation/names.ts'
import { isOwnName, type Own, ownOf } from '../categorisation/own.ts'
import { fold } from '../matching/fold.ts'
import { applicantsOf, namesOf } from '../statement/applicants.ts'
import type { Prepared } from '../statement/line.ts'

export type Household = {
  /** @param joint the line is of an account of two: who bears their surname is taken for one of them (whose.ts) */
  includes(words: readonly string[], joint: boolean): boolean
}

export function householdOf(prepared: Prepared, names: NameTables): Household {
  const own: Own = ownOf(prepared, names)
  const known = [
    ...namesOf(prepared.statement),
    ...applicantsOf(prepared.statement).map(({ name }) => name),
    ...prepared.accounts
      .filter(({ ownership }) => ownership !== 'not_owner')
      .map(({ name }) => name ?? ''),
  ].map((name) => new Set(bareWords(fold(name).split(' '), names)))
  const surnames = new Set(
    known.flatMap((words) => [...words].filter((word) => !names.firstNames.has(word))),
  )
  // "DUPONT JEAN BUDGET": a message after the name makes nobody else of it, another first name does
  const bears = (name: ReadonlySet<string>, words: readonly string[]) => {
    const others = words.filter((word) => !name.has(word))
    return (
      words.length - others.length >= FEWEST_OF_NAME &&
      !others.some((word) => names.firstNames.has(word))
    )
  }
  return {
    includes(words, joint) {
      const bare = bareWords(words, names)
      if (bare.length === 0) return true
      return (
        isOwnName(words.join(' '), own, names) ||
        known.some((name) => bare.every((word) => name.has(word)) || bears(name, bare)) ||
        (joint && bare.some((word) => surnames.has(word)))
      )
    },
  }
}

const SHORTEST = 2
const FEWEST_OF_NAME = 2

function bareWords(words: readonly string[], names: NameTables): readonly string[] {
  return words.filter((word) => word.length >= SHORTEST && !names.ownAccountWords.has(word))
}
