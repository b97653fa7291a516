// What stands in a text in the place of a person's name: one word of letters, which no bank writes, so that every
// reader of labels takes it for a name and none for a number.
import { createHmac } from 'node:crypto'

/**
 * `person`: the name tells that it is a person's. `presumed`: nothing tells that it is anybody else's, so that it is
 * not kept, and a reader of the label knows as little as before. `party`: whoever stood in a text that was not kept.
 */
export type NamePseudonymKind = 'person' | 'presumed' | 'party'

const MARKS = { person: 'npk', presumed: 'npu', party: 'npw' } as const
const LETTERS = 20
export const NAME_PSEUDONYM_LENGTH = 3 + LETTERS

/** 80 bits of HMAC-SHA256, keyed by the snapshot's salt: unlinkable to any other snapshot. */
export function namePseudonymOf(text: string, kind: NamePseudonymKind, salt: string): string {
  const digest = createHmac('sha256', Buffer.from(salt, 'hex')).update(`name:${text}`, 'utf8')
  const letters = digest
    .digest('hex')
    .slice(0, LETTERS)
    .replaceAll(/./g, (nibble) => LETTER_OF[Number.parseInt(nibble, 16)] ?? '')
  return `${MARKS[kind]}${letters}`
}

const LETTER_OF = 'abcdefghijklmnop'

/** Every one in a text, whatever its case, replaced by what `replace` gives for it in lower case. */
export function replaceNamePseudonyms(
  text: string,
  replace: (pseudonym: string) => string,
): string {
  return text.replaceAll(ANY, (found) => replace(found.toLowerCase()))
}

/** Those of the names of persons in a text, in lower case, each once. */
export function namePseudonymsIn(text: string): string[] {
  return [...new Set((text.match(OF_PERSONS) ?? []).map((found) => found.toLowerCase()))]
}

const ANY = /\bnp[kuw][a-p]{20}\b/gi
const OF_PERSONS = /\bnp[ku][a-p]{20}\b/gi

/** Of the folded word of that length that begins at `from`; null when it is none. */
export function namePseudonymKind(symbols: Uint8Array, from: number): NamePseudonymKind | null {
  if (symbols[from] !== N || symbols[from + 1] !== P) return null
  for (let at = from + 3; at < from + NAME_PSEUDONYM_LENGTH; at++) {
    const symbol = symbols[at] ?? 0
    if (symbol < A || symbol > P) return null
  }
  switch (symbols[from + 2]) {
    case K:
      return 'person'
    case U:
      return 'presumed'
    case W:
      return 'party'
    default:
      return null
  }
}

const A = 65
const K = 75
const N = 78
const P = 80
const U = 85
const W = 87

/** A word already folded: those who have it as a text. */
export function isPersonPseudonym(word: string): boolean {
  return PERSON.test(word)
}

const PERSON = /^NPK[A-P]{20}$/
