// What tells two contracts of one counterparty apart in their labels: mandates and references that come back.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Item } from './items.ts'

const MANDATE = /\b(?:RUM|MDT|MANDAT)[\s./:]{1,3}([A-Z0-9][A-Z0-9+-]{4,34})/

export function mandateOf(line: CategorisedLine): string | null {
  if (line.counterparty.mandateId !== null) return line.counterparty.mandateId
  if (line.amount > 0 || line.restricted) return null
  for (const text of line.label) {
    const found = MANDATE.exec(text.slice(0, 400).toUpperCase())?.[1]
    if (found !== undefined && /\d/.test(found)) return found
  }
  return null
}

/** Mandates that come back tell contracts apart; one that changes at every debit tells nothing. */
export function byMandate(items: readonly Item[]): { mandate: string; items: readonly Item[] }[] {
  if (items.length < 2) return [{ mandate: '', items }]
  const counts = new Map<string, number>()
  const mandates = items.map(({ line }) => mandateOf(line))
  for (const mandate of mandates) {
    if (mandate !== null) counts.set(mandate, (counts.get(mandate) ?? 0) + 1)
  }
  if (![...counts.values()].some((count) => count >= 2)) return [{ mandate: '', items }]
  const parts = new Map<string, Item[]>()
  items.forEach((item, index) => {
    const mandate = mandates[index] ?? ''
    const key = (counts.get(mandate) ?? 0) >= 2 ? mandate : ''
    const part = parts.get(key)
    if (part === undefined) parts.set(key, [item])
    else part.push(item)
  })
  return [...parts].map(([mandate, part]) => ({ mandate, items: part }))
}

const REFERENCE = /[A-Z0-9]{6,34}/g
/** SEPA creditor identifiers are the lender's, not the contract's. */
const CREDITOR = /^[A-Z]{2}\d{2}(?:ZZZ|[A-Z0-9]{3})\d[A-Z0-9]{5,}$/

export function referencesOf(line: CategorisedLine): string[] {
  if (line.restricted) return []
  const text = line.label.join(' ').slice(0, 500).toUpperCase()
  const found = text.match(REFERENCE) ?? []
  return found.filter((token) => token.replaceAll(/\D/g, '').length >= 4 && !CREDITOR.test(token))
}

/** More debits of one payee in a window are a habit, not a few contracts. */
const MOST_DEBITS = 16

/** Debits that share a reference belong together; the rest stay as one part. Items ascend by day. */
export function byReference(items: readonly Item[]): Item[][] {
  if (items.length < 3 || items.length > MOST_DEBITS) return [[...items]]
  const counts = new Map<string, number>()
  const lastDay = new Map<string, number>()
  const references = items.map(({ line }) => [...new Set(referencesOf(line))].sort())
  items.forEach(({ day }, index) => {
    for (const token of references[index] ?? []) {
      // What two debits of one day share is a date
      if (lastDay.get(token) === day) continue
      lastDay.set(token, day)
      counts.set(token, (counts.get(token) ?? 0) + 1)
    }
  })
  const parts = new Map<string, Item[]>()
  items.forEach((item, index) => {
    const token =
      references[index]?.find((one) => isTelling(counts.get(one) ?? 0, items.length)) ?? ''
    const part = parts.get(token)
    if (part === undefined) parts.set(token, [item])
    else part.push(item)
  })
  return [...parts.values()]
}

/** A reference on every debit tells nothing apart; one seen once changes with every debit. */
function isTelling(count: number, all: number): boolean {
  return count >= 2 && count < all
}
