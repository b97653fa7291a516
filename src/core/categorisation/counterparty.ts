// Who is on the other side: the name after the label head, identifiers in the text, and a key that
// stays the same from month to month.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import { HAS_DIGIT, NUMBER_LIKE, type Words } from '../matching/words.ts'
import type { Line } from '../statement/line.ts'
import { FACILITATOR, KEYLESS, LEAD, MANDATE_MARK, type NameTables, NOISE, STOP } from './names.ts'

const LONGEST_NAME = 6

/** Dates, card numbers, references and facilitator prefixes gone; `words` are those of `text`. */
export function cleanLabel(text: string, { from, to, bits, count }: Words): string {
  const dropped = NUMBER_LIKE | NOISE
  let last = count - 1
  while (last >= 0 && ((bits[last] ?? 0) & dropped) !== 0) last--
  let clean = ''
  let start = -1
  // Words kept side by side are copied as one piece
  for (let i = 0; i <= last; i++) {
    const has = bits[i] ?? 0
    const kept = (has & dropped) === 0 && ((has & FACILITATOR) === 0 || i === last)
    if (kept && start < 0) start = i
    if (start < 0 || (kept && i < last)) continue
    const piece = text.slice(from[start], to[kept ? i : i - 1])
    clean = clean === '' ? piece : `${clean} ${piece}`
    start = -1
  }
  return clean
}

/** Both folded; `key` without what should not tell two lines of one payee apart. */
export type Name = { readonly full: string; readonly key: string }

export const NO_NAME: Name = { full: '', key: '' }

/** A name the bank gives. */
export function nameFrom(text: string, names: NameTables): Name {
  const full = fold(text)
  const words = full.split(' ')
  const key = words.some((word) => names.keyless.has(word))
    ? words.filter((word) => !names.keyless.has(word)).join(' ')
    : full
  return { full, key }
}

/** The name that follows position `start` on its line; when that line holds none, on those after. */
export function nameAfter(match: Match, words: Words, start: number, names: NameTables): Name {
  const { lineStarts, firstLine, endLine, spaces, lastSpace } = match
  let from = start
  for (let line = firstLine; line <= endLine; line++) {
    const next = (line < endLine ? lineStarts[line] : spaces[lastSpace]) ?? 0
    if (next <= start) continue
    const count = findName(match, words, from, next, names)
    if (count > 0) return readName(match.text(), count)
    from = next
  }
  return NO_NAME
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
  { from, to, bits, count }: Words,
  start: number,
  end: number,
  names: NameTables,
): number {
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
    if ((has & STOP) !== 0) {
      // "SARL LE COMPTOIR": what follows a legal form alone still belongs to the name
      if (keyed) break
      continue
    }
    if ((has & (NUMBER_LIKE | NOISE)) !== 0) continue
    if (found === 0 && (has & LEAD) !== 0) continue
    if ((has & KEYLESS) === 0) keyed = true
    found = keepPiece(found, begin, stop, has)
    if (found === LONGEST_NAME) break
  }
  return found
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
  if (keyless === 0) return { full, key: full }
  let keyed = 0
  for (let i = 0; i < kept; i++) {
    const has = piece.bits[i] ?? 0
    if ((has & KEYLESS) === 0) keyed = keepPiece(keyed, piece.from[i] ?? 0, piece.to[i] ?? 0, has)
  }
  return { full, key: joinPieces(text, keyed) }
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

/** A title, or a known first name with one to three other plain words and nothing of a company. */
export function looksLikePerson(words: readonly string[], names: NameTables): boolean {
  let titles = 0
  let firstNames = 0
  for (let i = 0; i < words.length; i++) {
    const word = words[i] ?? ''
    if (names.companyWords.has(word)) return false
    if (names.titles.has(word)) titles++
    else if (names.firstNames.has(word)) firstNames++
    else if (UNLIKE_A_PERSON.test(word)) return false
  }
  const bare = words.length - titles
  if (names.titles.has(words[0] ?? '')) return bare >= 1 && bare <= 4
  return bare >= 2 && bare <= 4 && firstNames > 0
}

const UNLIKE_A_PERSON = /[0-9+]/

const CREDITOR = /^[A-Z]{2}[0-9]{2}(?:ZZZ[0-9A-Z]{3,28}|[0-9A-Z]{3}[0-9]{6})$/

export type Identifiers = { readonly creditorId: string | null; readonly mandateId: string | null }

/** SEPA identifiers, from the bank's fields, else from words of the label (ICS, RUM, MDT). */
export function identifiersOf(line: Line, match: Match, words: Words): Identifiers {
  let { creditorId, mandateId } = line.counterparty
  if (creditorId !== null && mandateId !== null) return line.counterparty
  const { from, to, bits, count } = words
  for (let i = 0; i < count; i++) {
    const has = bits[i] ?? 0
    const length = (to[i] ?? 0) - (from[i] ?? 0)
    if (creditorId === null && (has & HAS_DIGIT) !== 0 && length >= SHORTEST_CREDITOR) {
      const word = match.text().slice(from[i], to[i])
      if (CREDITOR.test(word)) creditorId = word
    }
    if (mandateId !== null || (has & MANDATE_MARK) === 0 || i + 1 === count) continue
    const next = match.text().slice(from[i + 1], to[i + 1])
    if (((bits[i + 1] ?? 0) & HAS_DIGIT) !== 0 && next.length >= 5) mandateId = next
  }
  return { creditorId, mandateId }
}

/** Country, two digits, ZZZ and three more. */
const SHORTEST_CREDITOR = 10

/** Country and national part: the business code between differs from one use to another. */
export function nationalPart(creditorId: string | null): string | null {
  return creditorId === null || creditorId.length <= 7
    ? null
    : `${creditorId.slice(0, 2)}${creditorId.slice(7)}`.toUpperCase()
}

/**
 * `ics:…` by country and national part, since the three characters between are the creditor's own
 * branch mark; then `iban:…`; then `name:…` of the brand, else of the name.
 */
export function keyOf(
  creditorId: string | null,
  iban: string | null,
  brandKey: string | null,
  name: string | null,
): string | null {
  const national = nationalPart(creditorId)
  if (national !== null) return `ics:${national}`
  if (iban !== null) return `iban:${iban}`
  if (brandKey !== null) return brandKey
  return name === null ? null : `name:${name}`
}

/** `name:` and the brand, folded. */
export function brandKey(brand: string): string {
  return `name:${fold(brand)}`
}

const PSEUDONYM = /\btp_[0-9a-f]{16,64}\b/

/** The other side's IBAN, or the pseudonym protection put in its place, in a field or in the text. */
export function ibanOf(line: Line, match: Match): string | null {
  if (line.counterparty.iban !== null) return line.counterparty.iban
  if (!mayHoldPseudonym(match)) return null
  for (const text of line.label) {
    if (text.includes('tp_')) return PSEUDONYM.exec(text)?.[0] ?? null
  }
  return null
}

/** `tp_` folds to a word that ends in TP: nearly every label is answered for without its text. */
function mayHoldPseudonym({ symbols, spaces, firstSpace, lastSpace }: Match): boolean {
  for (let i = firstSpace + 1; i <= lastSpace; i++) {
    const end = spaces[i] ?? 0
    if (symbols[end - 1] === P && symbols[end - 2] === T) return true
  }
  return false
}

const T = 84
const P = 80
