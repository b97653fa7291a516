// Every line of a statement read as it will be judged, before its text goes: who on it is a private person, under which
// pseudonym, and what is learnt of it when its text may not be kept.
import { categorise, categoriseLine } from '../categorisation/categorise.ts'
import { ownOf } from '../categorisation/own.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import type { Learnt, Prepared } from '../statement/line.ts'
import { namePseudonymOf } from '../statement/name-pseudonym.ts'
import { prepare } from '../statement/prepare.ts'
import type { Statement } from '../statement/statement.ts'
import { householdOf } from './household.ts'
import { learntOf } from './learnt.ts'
import type { Mask } from './mask-names.ts'
import { type Named, namedOn } from './named.ts'
import { type Person, personsOn } from './persons.ts'

export type LineReading = { readonly learnt: Learnt | null; readonly masks: readonly Mask[] }

/** In the order of the statement: account by account, line by line. */
export function readLines(
  statement: Statement,
  ruleset: Ruleset,
  salt: string,
): readonly LineReading[] {
  const prepared = prepare(statement)
  const transactions = statement.accounts.flatMap((account) => account.transactions ?? [])
  const own = ownOf(prepared, ruleset.names)
  const learnt = new Map<number, Learnt>()
  const named: Named[] = []
  const labels = prepared.lines.map(({ label }) => label)
  ruleset.phrases.matchAll(labels, (match, place) => {
    const line = prepared.lines[place]
    const transaction = line && transactions[line.index]
    if (!line || !transaction || line.restricted) return
    const found = learntOf(categoriseLine(line, match, ruleset, own), match, ruleset, salt)
    if (found !== null) learnt.set(line.index, found)
    else named.push(namedOn(line, transaction, match, ruleset))
  })
  const masks = masksOf(named, prepared, ruleset, salt)
  return transactions.map((_, index) => ({
    learnt: learnt.get(index) ?? null,
    masks: masks.get(index) ?? [],
  }))
}

/** By place of the line in the statement. */
function masksOf(
  named: readonly Named[],
  prepared: Prepared,
  ruleset: Ruleset,
  salt: string,
): ReadonlyMap<number, readonly Mask[]> {
  const found = personsByLine(named, prepared, ruleset)
  // Told once to be a person's, a name is so wherever it stands: one pseudonym each
  const sure = new Set(
    [...found.values()]
      .flat()
      .filter(({ kind }) => kind === 'person')
      .map(({ key }) => key),
  )
  const pseudonyms = new Map<string, string>()
  const pseudonymOf = (key: string): string => {
    const known = pseudonyms.get(key)
    if (known !== undefined) return known
    const drawn = namePseudonymOf(key, sure.has(key) ? 'person' : 'presumed', salt)
    pseudonyms.set(key, drawn)
    return drawn
  }
  const mask = ({ key, words }: Person): Mask => ({ words, pseudonym: pseudonymOf(key) })
  return new Map([...found].map(([index, persons]) => [index, persons.map(mask)]))
}

function personsByLine(
  named: readonly Named[],
  prepared: Prepared,
  ruleset: Ruleset,
): ReadonlyMap<number, readonly Person[]> {
  const household = householdOf(prepared, ruleset.names)
  const joint = new Set(
    prepared.accounts.flatMap(({ id, ownership }) => (ownership === 'joint' ? [id] : [])),
  )
  const meanings = new Map(categorise(prepared, ruleset).map((line) => [line.index, line]))
  const found = new Map<number, readonly Person[]>()
  for (const one of named) {
    const { index, accountId } = one.line
    const meaning = meanings.get(index)
    if (meaning === undefined || one.names.length === 0) continue
    const judged = { named: one, meaning, joint: joint.has(accountId) }
    found.set(index, personsOn(judged, ruleset, household))
  }
  return found
}
