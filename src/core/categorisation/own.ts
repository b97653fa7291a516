// What is the applicants' own: their full names and the IBANs of the accounts in the statement.
// The same surname with another first name is another person (credit.md, "Whose money").
import { fold } from '../matching/fold.ts'
import { namesOf } from '../statement/applicants.ts'
import type { AccountKind, Prepared } from '../statement/line.ts'
import type { NameTables } from './names.ts'

export type Own = {
  /** Each full name as its words, first names in the order given, without titles; two words or more. */
  readonly names: readonly (readonly string[])[]
  readonly ibans: ReadonlyMap<string, AccountKind>
}

export function ownOf(prepared: Prepared, names: NameTables): Own {
  const { statement, accounts } = prepared
  const mine = accounts.filter(({ ownership }) => ownership !== 'not_owner')
  const full = [
    ...namesOf(statement),
    ...mine.filter(({ ownership }) => ownership !== 'joint').map(({ name }) => name),
  ]
  const known = new Map(
    full.flatMap((name) =>
      spellings(fold(name ?? '').split(' '), names).flatMap((spelt) => {
        const words = bareWords(spelt, names)
        return words.length < 2 ? [] : [[words.join(' '), words] as const]
      }),
    ),
  )
  return {
    names: [...known.values()],
    ibans: new Map(
      mine.flatMap(({ iban, kind }) => (iban === null ? [] : [[iban, kind] as const])),
    ),
  }
}

/** As given, and as others write it in one word: LE GOFF and LEGOFF, N GUESSAN and NGUESSAN, JEAN PIERRE and JEANPIERRE. */
function spellings(
  words: readonly string[],
  { firstNames, particles }: NameTables,
): readonly (readonly string[])[] {
  const joined = (isFirst: (word: string, next: string) => boolean) => {
    const spelt: string[] = []
    let before = ''
    words.forEach((word, at) => {
      const next = words[at + 1]
      before += word
      if (next !== undefined && isFirst(word, next)) return
      spelt.push(before)
      before = ''
    })
    return spelt
  }
  return [
    words,
    joined((word) => particles.has(word) || word.length === 1),
    joined((word, next) => firstNames.has(word) && firstNames.has(next)),
  ]
}

/** Once each, titles and words of accounts gone. */
function bareWords(words: readonly string[], names: NameTables): readonly string[] {
  return [...new Set(words.filter((word) => word !== '' && !names.ownAccountWords.has(word)))]
}

/**
 * The applicant by their full name: the same words, particles aside, first names by their initials too; or without
 * second first names; or without one of two surnames; or beside the first name of the other holder ("M OU MME DUPONT
 * JEAN ET ANNE").
 */
export function isOwnName(name: string, own: Own, names: NameTables): boolean {
  if (!sharesWord(name, own)) return false
  const words = name.split(' ')
  const bare = bareWords(words, names)
  if (bare.length < 2) return false
  return own.names.some((full) => isSame(bare, full, words, names))
}

/**
 * What a transfer between own accounts is for, where all of the own name stands before it ("DUPONT JEAN PRET
 * MAISON"): the caller knows whether these are the words of a motive. null: it does not begin with the own name, or
 * another name or a company's word follows.
 */
export function motiveAfterOwnName(name: string, own: Own, names: NameTables): string | null {
  if (!sharesWord(name, own)) return null
  const { titles, firstNames, surnames, companyWords } = names
  const words = name.split(' ').filter((word) => !titles.has(word))
  const named = own.names.find(
    (full) =>
      words.length > full.length &&
      words.slice(0, full.length).every((word) => full.includes(word)),
  )
  if (named === undefined) return null
  const [next = '', ...more] = words.slice(named.length)
  const isName = firstNames.has(next) || surnames.has(next) || companyWords.has(next)
  return isName ? null : [next, ...more].join(' ')
}

/** Names without a word in common are nearly all of them. */
function sharesWord(name: string, own: Own): boolean {
  return own.names.some((full) => full.some((word) => name.includes(word)))
}

function isSame(
  written: readonly string[],
  full: readonly string[],
  words: readonly string[],
  { firstNames, particles }: NameTables,
): boolean {
  const given = full.filter((word) => firstNames.has(word))
  const bare = written.flatMap((word) => (full.includes(word) ? word : spelledOut(word, given)))
  const extra = bare.filter((word) => !full.includes(word) && !particles.has(word))
  const missing = full.filter((word) => !bare.includes(word) && !particles.has(word))
  if (missing.length === 0)
    return extra.length === 0 || (isCouple(words) && extra.every((word) => firstNames.has(word)))
  if (extra.length > 0) return false
  // "PIERRE DUPONT" may be the brother of "JEAN PIERRE DUPONT": the first one must be there
  const [first] = given
  const hasSurname = bare.some((word) => !firstNames.has(word) && !particles.has(word))
  return hasSurname && first !== undefined && !missing.includes(first)
}

/** "J" of JEAN, "JP" of JEAN PIERRE. */
function spelledOut(initials: string, given: readonly string[]): readonly string[] {
  const named = given.slice(0, initials.length)
  return initials.length <= 2 && named.map(([letter]) => letter).join('') === initials
    ? named
    : [initials]
}

function isCouple(words: readonly string[]): boolean {
  return words.includes('OU') || words.includes('ET')
}
