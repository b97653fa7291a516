// The name of the other side: given by the bank, or read after the label's head; and whether it is a person's.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import { HAS_OTHER, NUMBER_LIKE, type Words } from '../matching/words.ts'
import { isPersonPseudonym } from '../statement/name-pseudonym.ts'
import {
  COMPANY,
  FACILITATOR,
  FIRST_NAME,
  KEYLESS,
  LEAD,
  type NameTables,
  NOISE,
  PARTICLE,
  PSEUDONYM,
  SAINT,
  STOP,
  SURNAME,
  TITLE,
} from './names.ts'

const LONGEST_NAME = 6

/** Both folded; `key` without what should not tell two lines of one payee apart, an article before it with that. */
export type Name = {
  readonly full: string
  readonly key: string
  /** Whether it looks like a person's; null when nobody has looked yet. */
  readonly person: boolean | null
}

export const NO_NAME: Name = { full: '', key: '', person: false }

/** A name the bank gives. */
export function nameFrom(text: string, names: NameTables): Name {
  const full = fold(text)
  const words = full.split(' ')
  const from = names.particles.has(words[0] ?? '') ? 1 : 0
  const kept = words.filter((word, at) => at >= from && !names.keyless.has(word))
  const key = kept.length === words.length ? full : kept.join(' ')
  return { full, key, person: null }
}

/**
 * The name that follows position `start` on its line; when that line holds none, on the line nearest to it,
 * whichever side: banks send remittance lines in any order. Of two as near, the first by alphabet.
 */
export function nameAfter(match: Match, words: Words, start: number, names: NameTables): Name {
  const { lineStarts, firstLine, endLine } = match
  let line = firstLine
  while (line + 1 < endLine && (lineStarts[line + 1] ?? 0) <= start) line++
  const own = findName(match, words, start, lineEnd(match, line), names)
  if (own > 0) return readName(match.text(), own)
  for (let away = 1; line - away >= firstLine || line + away < endLine; away++) {
    const after = nameOnLine(match, words, line + away, names)
    const before = nameOnLine(match, words, line - away, names)
    if (after !== NO_NAME && (before === NO_NAME || after.full <= before.full)) return after
    if (before !== NO_NAME) return before
  }
  return NO_NAME
}

function nameOnLine(match: Match, words: Words, line: number, names: NameTables): Name {
  if (line < match.firstLine || line >= match.endLine) return NO_NAME
  const count = findName(match, words, match.lineStarts[line] ?? 0, lineEnd(match, line), names)
  return count > 0 ? readName(match.text(), count) : NO_NAME
}

/** The space after the last word of a line. */
function lineEnd({ lineStarts, endLine, spaces, lastSpace }: Match, line: number): number {
  return (line + 1 < endLine ? lineStarts[line + 1] : spaces[lastSpace]) ?? 0
}

/** Where the words of a name stand in the text, and their bits. Reused from name to name. */
const piece = {
  from: new Int32Array(LONGEST_NAME),
  to: new Int32Array(LONGEST_NAME),
  bits: new Int32Array(LONGEST_NAME),
}

/** Lays the words of the name in `[start, end)` of the text in `piece`. @returns how many. */
function findName(
  match: Match,
  read: Words,
  start: number,
  end: number,
  names: NameTables,
): number {
  const { from, to, bits, count } = read
  let found = 0
  let keyed = false
  let i = 0
  while (i < count && (to[i] ?? 0) <= start) i++
  for (; i < count && (from[i] ?? 0) < end; i++) {
    // An open phrase may end inside a word: the rest of it is then the word
    const begin = Math.max(from[i] ?? 0, start)
    const stop = to[i] ?? 0
    const cut = begin > (from[i] ?? 0)
    const has = cut ? names.reader.bitsOf(match.symbols, begin, stop) : (bits[i] ?? 0)
    const joins = (has & PARTICLE) !== 0 && isBeforeSurname(read, i, end)
    if ((has & STOP) !== 0 && !joins) {
      // "SARL LE COMPTOIR": what follows a legal form alone still belongs to the name
      if (keyed) break
      continue
    }
    if ((has & PSEUDONYM) !== 0) {
      // It stands for all of a name, so that nothing after it is of it
      return keepPiece(found, begin, stop, has)
    }
    if ((has & (NUMBER_LIKE | NOISE)) !== 0 && !joins) continue
    if (found === 0 && (has & LEAD) !== 0) continue
    if ((has & KEYLESS) === 0) keyed = true
    found = keepPiece(found, begin, stop, has)
    if (found === LONGEST_NAME) break
  }
  return found
}

const ENDS_NAME = STOP | NOISE | NUMBER_LIKE | PSEUDONYM

/** The LE of "YANN LE GOFF", not that of "CAFE LE 12/03". */
function isBeforeSurname({ from, bits, count }: Words, particle: number, end: number): boolean {
  const next = particle + 1
  return next < count && (from[next] ?? end) < end && ((bits[next] ?? 0) & ENDS_NAME) === 0
}

function keepPiece(at: number, from: number, to: number, bits: number): number {
  piece.from[at] = from
  piece.to[at] = to
  piece.bits[at] = bits
  return at + 1
}

/** "SUMUP CAFE DU PORT" is the café; "PAYPAL" alone is PayPal. */
function readName(text: string, count: number): Name {
  let kept = 0
  let keyless = 0
  for (let i = 0; i < count; i++) {
    const has = piece.bits[i] ?? 0
    if ((has & FACILITATOR) !== 0 && i < count - 1) continue
    kept = keepPiece(kept, piece.from[i] ?? 0, piece.to[i] ?? 0, has)
    keyless |= has & KEYLESS
  }
  const full = joinPieces(text, kept)
  const person = looksLikePerson(piece.bits, kept)
  const last = kept - 1
  if (((piece.bits[last] ?? 0) & PSEUDONYM) !== 0)
    return { full, key: text.slice(piece.from[last], piece.to[last]), person }
  const articles = kept > 1 && ((piece.bits[0] ?? 0) & PARTICLE) !== 0 ? 1 : 0
  if (keyless === 0 && articles === 0) return { full, key: full, person }
  let keyed = 0
  for (let i = articles; i < kept; i++) {
    const has = piece.bits[i] ?? 0
    if ((has & KEYLESS) === 0) keyed = keepPiece(keyed, piece.from[i] ?? 0, piece.to[i] ?? 0, has)
  }
  return { full, key: joinPieces(text, keyed), person }
}

/** Words side by side are one slice. */
function joinPieces(text: string, count: number): string {
  const { from, to } = piece
  let joined = ''
  for (let i = 0; i < count; i++) {
    const begin = from[i]
    while (i < count - 1 && from[i + 1] === (to[i] ?? 0) + 1) i++
    const slice = text.slice(begin, to[i])
    joined = joined === '' ? slice : `${joined} ${slice}`
  }
  return joined
}

/** Of a name the bank gives, whose words nobody has read. */
export function isPerson({ full, person }: Name, names: NameTables): boolean {
  if (person !== null) return person
  const bits = full.split(' ').map((word) => personBits(word, names))
  return looksLikePerson(bits, bits.length)
}

function personBits(
  word: string,
  { companyWords, titles, firstNames, surnames, saints, particles }: NameTables,
): number {
  if (companyWords.has(word)) return COMPANY
  if (titles.has(word)) return TITLE
  if (firstNames.has(word) || isPersonPseudonym(word)) return FIRST_NAME
  if (surnames.has(word)) return SURNAME
  if (saints.has(word)) return SAINT
  if (particles.has(word)) return PARTICLE
  return UNLIKE_A_PERSON.test(word) ? HAS_OTHER : 0
}

const UNLIKE_A_PERSON = /[0-9+]/

/** Particles aside. */
const MOST_NAMES = 4

/** A title, or a known name with one to three other plain words and nothing of a company, or a first name alone. */
function looksLikePerson(bits: ArrayLike<number>, count: number): boolean {
  let titles = 0
  let particles = 0
  let firstNames = 0
  let surnames = 0
  for (let i = 0; i < count; i++) {
    const has = bits[i] ?? 0
    if ((has & COMPANY) !== 0) return false
    // SAINTE ANNE: a place, or a surname
    if (((bits[i - 1] ?? 0) & SAINT) !== 0) continue
    if ((has & TITLE) !== 0) titles++
    else if ((has & FIRST_NAME) !== 0) firstNames++
    else if ((has & SURNAME) !== 0) surnames++
    else if ((has & PARTICLE) !== 0) particles++
    else if ((has & HAS_OTHER) !== 0) return false
  }
  const bare = count - titles
  if (bare - particles > MOST_NAMES) return false
  if (((bits[0] ?? 0) & TITLE) !== 0) return bare >= 1
  if (bare === 1) return firstNames === 1
  return bare >= 2 && firstNames + surnames > 0
}
