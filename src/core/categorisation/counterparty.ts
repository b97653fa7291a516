// Who is on the other side: identifiers in the text, and a key that stays the same from month to month.
// The name is read in party-name.ts.
import { fold } from '../matching/fold.ts'
import type { Match } from '../matching/phrase-set.ts'
import { HAS_DIGIT, NUMBER_LIKE, type Words } from '../matching/words.ts'
import type { Line } from '../statement/line.ts'
import { FACILITATOR, MANDATE_MARK, NOISE } from './names.ts'

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
