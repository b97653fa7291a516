// Who is on the other side: the name after the label head, identifiers in the text, and a key that
// stays the same from month to month.
import { fold } from '../matching/fold.ts'
import type { Line } from '../statement/line.ts'
import type { NameTables } from './names.ts'

const LONGEST_NAME = 6

/** Dates, card numbers, references and facilitator prefixes gone; folded. */
export function cleanLabel(text: string, names: NameTables): string {
  const kept: string[] = []
  for (const word of text.trim().split(' ')) {
    if (word === '' || isNumberLike(word) || names.noise.has(word)) continue
    kept.push(word)
  }
  return dropFacilitator(kept, names).join(' ')
}

/** Digits, masked digits and references; short mixed words (3X, G7, M6) are names. */
function isNumberLike(word: string): boolean {
  if (/^X{2,}$/.test(word)) return true
  if (!/[0-9]/.test(word)) return false
  return word.length > 3 || /^[0-9]+$/.test(word)
}

/** "SUMUP CAFE DU PORT" is the café; "PAYPAL" alone is PayPal. */
function dropFacilitator(words: string[], names: NameTables): string[] {
  return words.filter((word, index) => !(names.facilitators.has(word) && index < words.length - 1))
}

/** The words of the name that follow position `from` of the folded text; empty when it has none. */
export function nameWords(text: string, from: number, names: NameTables): string[] {
  const found: string[] = []
  let begun = false
  for (const word of text.slice(from).trim().split(' ')) {
    if (word === '') continue
    if (names.stops.has(word)) {
      if (begun) break
      continue
    }
    if (isNumberLike(word)) continue
    if (!begun && (names.leads.has(word) || names.noise.has(word))) continue
    begun = true
    if (names.noise.has(word)) continue
    found.push(word)
    if (found.length === LONGEST_NAME) break
  }
  return dropFacilitator(found, names)
}

/** Without titles, legal forms and months: what should not tell two lines of one payee apart. */
export function keyWords(words: readonly string[], names: NameTables): string[] {
  return words.filter(
    (word) => !names.titles.has(word) && !names.legalForms.has(word) && !names.months.has(word),
  )
}

/** A title, or a known first name with one to three other plain words and nothing of a company. */
export function looksLikePerson(words: readonly string[], names: NameTables): boolean {
  if (words.some((word) => names.companyWords.has(word) || /[0-9+]/.test(word))) return false
  const bare = words.filter((word) => !names.titles.has(word))
  if (names.titles.has(words[0] ?? '')) return bare.length >= 1 && bare.length <= 4
  return bare.length >= 2 && bare.length <= 4 && bare.some((word) => names.firstNames.has(word))
}

export function looksLikeCompany(words: readonly string[], names: NameTables): boolean {
  return words.some((word) => names.companyWords.has(word))
}

const CREDITOR = /^[A-Z]{2}[0-9]{2}(?:ZZZ[0-9A-Z]{3,28}|[0-9A-Z]{3}[0-9]{6})$/

export type Identifiers = { readonly creditorId: string | null; readonly mandateId: string | null }

/** SEPA identifiers, from the bank's fields, else from words of the label (ICS, RUM, MDT). */
export function identifiersOf(line: Line, text: string): Identifiers {
  let { creditorId, mandateId } = line.counterparty
  if (creditorId !== null && mandateId !== null) return { creditorId, mandateId }
  const words = text.trim().split(' ')
  words.forEach((word, index) => {
    if (creditorId === null && CREDITOR.test(word)) creditorId = word
    if (mandateId !== null || !MANDATE_MARKS.has(word)) return
    const next = words[index + 1]
    if (next !== undefined && /[0-9]/.test(next) && next.length >= 5) mandateId = next
  })
  return { creditorId, mandateId }
}

const MANDATE_MARKS: ReadonlySet<string> = new Set(['RUM', 'MDT', 'MANDAT', 'MANDATE'])

/**
 * `ics:…` by country and national part, since the three characters between are the creditor's own
 * branch mark; then `iban:…`; then `name:…` of the brand, else of the words.
 */
export function keyOf(
  creditorId: string | null,
  iban: string | null,
  brand: string | null,
  words: readonly string[],
): string | null {
  if (creditorId !== null && creditorId.length > 7)
    return `ics:${`${creditorId.slice(0, 2)}${creditorId.slice(7)}`.toUpperCase()}`
  if (iban !== null) return `iban:${iban}`
  if (brand !== null) return `name:${fold(brand)}`
  return words.length === 0 ? null : `name:${words.join(' ')}`
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
