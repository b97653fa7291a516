// Who is on the other side: the name after the label head, identifiers in the text, and a key that
// stays the same from month to month.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import { HAS_DIGIT, NUMBER_LIKE, type Words } from '../matching/words.ts'
import type { Line } from '../statement/line.ts'
import { FACILITATOR, LEAD, MANDATE_MARK, type NameTables, NOISE, STOP } from './names.ts'

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

/** "SUMUP CAFE DU PORT" is the café; "PAYPAL" alone is PayPal. */
function dropFacilitator(found: string[], names: NameTables): string[] {
  if (!found.some((word) => names.facilitators.has(word))) return found
  return found.filter((word, index) => !(names.facilitators.has(word) && index < found.length - 1))
}

/** The name that follows position `start` on its line; when that line holds none, on those after. */
export function nameAfter(match: Match, words: Words, start: number, names: NameTables): string[] {
  const { lineStarts, length } = match
  let from = start
  for (let line = 0; line <= lineStarts.length; line++) {
    const next = lineStarts[line] ?? length
    if (next <= start) continue
    const found = nameWords(match, words, from, next, names)
    if (found.length > 0) return found
    from = next
  }
  return []
}

/** The words of the name in `[start, end)` of the text; empty when it has none. */
function nameWords(
  { text, symbols }: Match,
  { from, to, bits, count }: Words,
  start: number,
  end: number,
  names: NameTables,
): string[] {
  const found: string[] = []
  let begun = false
  let i = 0
  while (i < count && (to[i] ?? 0) <= start) i++
  for (; i < count && (from[i] ?? 0) < end; i++) {
    const stop = to[i] ?? 0
    // An open phrase may end inside a word: the rest of it is then the word
    const cut = (from[i] ?? 0) < start
    const has = cut ? names.reader.bitsOf(symbols, start, stop) : (bits[i] ?? 0)
    if ((has & STOP) !== 0) {
      // "SARL LE COMPTOIR": what follows a legal form alone still belongs to the name
      if (begun && keyWords(found, names).length > 0) break
      continue
    }
    if ((has & NUMBER_LIKE) !== 0) continue
    if (!begun && (has & (LEAD | NOISE)) !== 0) continue
    begun = true
    if ((has & NOISE) !== 0) continue
    found.push(text.slice(cut ? start : from[i], stop))
    if (found.length === LONGEST_NAME) break
  }
  return dropFacilitator(found, names)
}

/** Without titles, legal forms and months: what should not tell two lines of one payee apart. */
export function keyWords(words: readonly string[], names: NameTables): readonly string[] {
  for (let i = 0; i < words.length; i++) {
    if (names.keyless.has(words[i] ?? '')) return words.filter((word) => !names.keyless.has(word))
  }
  return words
}

/** A title, or a known first name with one to three other plain words and nothing of a company. */
export function looksLikePerson(words: readonly string[], names: NameTables): boolean {
  if (words.some((word) => names.companyWords.has(word) || /[0-9+]/.test(word))) return false
  const bare = words.filter((word) => !names.titles.has(word))
  if (names.titles.has(words[0] ?? '')) return bare.length >= 1 && bare.length <= 4
  return bare.length >= 2 && bare.length <= 4 && bare.some((word) => names.firstNames.has(word))
}

const CREDITOR = /^[A-Z]{2}[0-9]{2}(?:ZZZ[0-9A-Z]{3,28}|[0-9A-Z]{3}[0-9]{6})$/

export type Identifiers = { readonly creditorId: string | null; readonly mandateId: string | null }

/** SEPA identifiers, from the bank's fields, else from words of the label (ICS, RUM, MDT). */
export function identifiersOf(line: Line, text: string, words: Words): Identifiers {
  let { creditorId, mandateId } = line.counterparty
  if (creditorId !== null && mandateId !== null) return line.counterparty
  const { from, to, bits, count } = words
  for (let i = 0; i < count; i++) {
    const has = bits[i] ?? 0
    const length = (to[i] ?? 0) - (from[i] ?? 0)
    if (creditorId === null && (has & HAS_DIGIT) !== 0 && length >= SHORTEST_CREDITOR) {
      const word = text.slice(from[i], to[i])
      if (CREDITOR.test(word)) creditorId = word
    }
    if (mandateId !== null || (has & MANDATE_MARK) === 0 || i + 1 === count) continue
    const next = text.slice(from[i + 1], to[i + 1])
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
export function ibanOf(line: Line): string | null {
  if (line.counterparty.iban !== null) return line.counterparty.iban
  for (const text of line.label) {
    if (text.includes('tp_')) return PSEUDONYM.exec(text)?.[0] ?? null
  }
  return null
}
