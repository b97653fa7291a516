// Which of the names on the lines are private persons'. A title or a known first name tells one; beyond that a name
// that nothing tells to be anybody else's is presumed to be, where private people deal with each other: it costs the
// reader a name that can be asked for, while the other mistake would keep a stranger's.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { NameTables } from '../categorisation/names.ts'
import { isPerson } from '../categorisation/party-name.ts'
import { operationGroups } from '../categorisation/rule.ts'
import type { Ruleset } from '../categorisation/ruleset.ts'
import type { Household } from './household.ts'
import type { Named } from './named.ts'
import { keyOfName } from './person-key.ts'
import { isBrand, type Vocabulary, vocabularyOf } from './vocabulary.ts'

export type Person = {
  readonly kind: 'person' | 'presumed'
  /** What tells one from another: their words, titles aside, in alphabetical order. */
  readonly key: string
  /** Folded, titles aside. */
  readonly words: readonly string[]
}

/** Of one line, with what it counts as in the end. */
export type Judged = { readonly named: Named; readonly meaning: CategorisedLine; joint: boolean }

export function personsOn(
  { named, meaning, joint }: Judged,
  ruleset: Ruleset,
  household: Household,
) {
  const persons = new Map<string, Person>()
  for (const words of named.names) {
    const person = personOf(words, { named, meaning, joint }, ruleset, household)
    if (person === null) continue
    if (persons.get(person.key)?.kind !== 'person') persons.set(person.key, person)
  }
  return withoutParts([...persons.values()], vocabularyOf(ruleset))
}

/** A name within a longer one is the same person's: the longer stands, unless it runs on into what is paid for. */
function withoutParts(persons: readonly Person[], { reasons }: Vocabulary): readonly Person[] {
  const isWithin = (part: Person, whole: Person) =>
    part !== whole && part.words.every((word) => whole.words.includes(word))
  const runsOn = ({ words }: Person) =>
    words.length > LONGEST_NAME && words.some((word) => reasons.has(word))
  return persons.filter((person) =>
    runsOn(person)
      ? !persons.some((other) => isWithin(other, person))
      : !persons.some((other) => isWithin(person, other) && !runsOn(other)),
  )
}

/** Two first names and two surnames; with particles one may be longer. */
const LONGEST_NAME = 4

function personOf(
  name: readonly string[],
  { named, meaning, joint }: Judged,
  ruleset: Ruleset,
  household: Household,
): Person | null {
  const { names } = ruleset
  const vocabulary = vocabularyOf(ruleset)
  const words = trimmed(name, ruleset)
  if (isCompany(name, words, names)) return null
  const bare = words.filter((word) => !names.titles.has(word))
  if (bare.length === 0 || household.includes(words, joint)) return null
  const key = keyOfName(bare)
  const full = words.join(' ')
  if (isPayee(named, meaning, bare)) return null
  if (isPerson({ full, key: full, person: null }, names)) {
    return bare.length < words.length || !isBrandName(bare, ruleset)
      ? { kind: 'person', key, words: bare }
      : null
  }
  const presumed = named.privately && mayBeAnybody(bare, names, vocabulary) && isPrivate(meaning)
  return presumed ? { kind: 'presumed', key, words: bare } : null
}

/** A legal form anywhere; another word of a company unless it is said after the name, of what is paid for. */
function isCompany(
  name: readonly string[],
  words: readonly string[],
  { companyWords, keyless }: NameTables,
): boolean {
  const end = name.lastIndexOf(words.at(-1) ?? '')
  return name.some((word, at) => companyWords.has(word) && (keyless.has(word) || at <= end))
}

/** Without what the payment is for on either side: "SALAIRE JEAN DUPONT", "JEAN DUPONT CADEAU". */
function trimmed(name: readonly string[], ruleset: Ruleset): readonly string[] {
  const { firstNames, surnames, titles } = ruleset.names
  const { reasons } = vocabularyOf(ruleset)
  let from = 0
  let to = name.length
  const left = () => name.slice(from, to).filter((word) => !titles.has(word)).length
  const isReason = (word = '') => {
    if (!reasons.has(word) || firstNames.has(word) || surnames.has(word) || titles.has(word)) {
      return false
    }
    // of two words left one is the surname: JULIE PETIT, unless it is a PETIT DEJEUNER
    return left() > 2 || phraseWords(name, ruleset, (phrase) => !isBrand(ruleset, phrase)).has(word)
  }
  while (from < to && isReason(name[from])) from++
  while (to > from && isReason(name[to - 1]) && !isSurname(name, to - 1, ruleset.names)) to--
  return name.slice(from, to)
}

/** The words of those phrases that stand whole in a name. */
function phraseWords(
  name: readonly string[],
  { phrases }: Ruleset,
  isWanted: (phrase: number) => boolean,
): ReadonlySet<string> {
  const found = phrases.match([name.join(' ')]).found()
  const pieces = found.filter(isWanted).flatMap((phrase) => phrases.phrases[phrase]?.pieces ?? [])
  return new Set(pieces.flatMap((piece) => piece.split(' ')))
}

/** Whatever else it means: what follows a title, or a first name and a particle ("M BOULANGER", "JEAN DE LA TOUR"). */
function isSurname(
  name: readonly string[],
  at: number,
  { firstNames, titles, particles }: NameTables,
): boolean {
  let before = at - 1
  while (particles.has(name[before] ?? '')) before--
  const named = name[before] ?? ''
  return titles.has(named) || (before < at - 1 && firstNames.has(named))
}

/**
 * A rule reads the name as what was paid: a shop (MR BRICOLAGE), or an employer called after a person. A transfer
 * to a person is one whatever brand they are called by.
 */
function isPayee(
  { operation }: Named,
  { category, rule, matched }: CategorisedLine,
  bare: readonly string[],
): boolean {
  if (rule === null || matched === null || rule.startsWith('party.')) return false
  if (TRANSFERS.has(operation) && !category.startsWith('income.')) return false
  return matched.split(' ').some((word) => bare.includes(word))
}

const TRANSFERS: ReadonlySet<string> = new Set(operationGroups.transfer)

/** YVES ROCHER, not JULIEN LECLERC nor PAUL DURAND: who bears more than the brand's words is somebody. */
function isBrandName(bare: readonly string[], ruleset: Ruleset): boolean {
  const brand = phraseWords(bare, ruleset, (phrase) => isBrand(ruleset, phrase))
  return bare.every((word) => brand.has(word))
}

const PLAIN = /^[A-Z]{2,}$/
const INITIAL = /^[A-Z]$/

/** Two to four words, one of them an initial at most, of no company and in no rule. */
function mayBeAnybody(
  bare: readonly string[],
  { companyWords, keyless, ownAccountWords }: NameTables,
  { all }: Vocabulary,
): boolean {
  if (bare.length < 2 || bare.length > 4) return false
  if (bare.filter((word) => INITIAL.test(word)).length > 1) return false
  return bare.every(
    (word) =>
      INITIAL.test(word) ||
      (PLAIN.test(word) &&
        !companyWords.has(word) &&
        !keyless.has(word) &&
        !ownAccountWords.has(word) &&
        !all.has(word)),
  )
}

/** What people pay each other for; whoever pays a salary, lends or insures is known by name. */
const PRIVATE_DEALINGS =
  /^(?:uncategorized\.|transfer\.person|housing\.rent|family\.|income\.(?:alimony|rental)|inflow\.resale|living\.)/

function isPrivate({ category }: CategorisedLine): boolean {
  return PRIVATE_DEALINGS.test(category)
}
