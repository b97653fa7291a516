// Lines of one counterparty, one account and one direction: what a stream can be looked for in.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Item } from './items.ts'

/** What kind of stream a group may hold; decides the rules of acceptance. */
export type GroupKind =
  | 'income'
  | 'irregular_income'
  | 'unknown_income'
  | 'support'
  | 'charge'
  | 'person_charge'
  | 'unknown_charge'
  | 'living_charge'

export type Group = {
  readonly key: string
  readonly accountId: string
  readonly kind: GroupKind
  readonly items: readonly Item[]
}

export function isContractCategory(category: string): boolean {
  if (category === 'loan.arrears' || category === 'loan.early_repayment') return false
  return category === 'housing.mortgage' || category.startsWith('loan.')
}

/** null: a line of this kind never makes a stream (refunds, habits by card, cash, own transfers …). */
export function kindOf(line: CategorisedLine): GroupKind | null {
  return line.amount > 0 ? kindIn(line) : kindOut(line)
}

function kindIn({ role, operation }: CategorisedLine): GroupKind | null {
  if (role === 'income' || role === 'irregular_income') return role
  if (role === 'person_to_person') return 'support'
  const byTransfer = operation === 'transfer_in' || operation === 'instant_in'
  return role === 'unknown' && (byTransfer || operation === 'other') ? 'unknown_income' : null
}

function kindOut({ role, operation, category }: CategorisedLine): GroupKind | null {
  if (isContractCategory(category)) return null
  const ordered = operation === 'direct_debit' || operation === 'standing_order'
  switch (role) {
    case 'fixed_charge':
    case 'debt_service':
      return 'charge'
    case 'bank_fee':
      return category === 'bank.fee' ? 'charge' : null
    case 'incident':
      return category === 'debt.plan' || category === 'debt.collection' ? 'charge' : null
    case 'living':
    case 'sensitive':
      return ordered ? 'living_charge' : null
    case 'person_to_person':
      return 'person_charge'
    case 'unknown':
      return ordered ? 'unknown_charge' : null
    default:
      return null
  }
}

/** In order of their first line. */
export function groupsOf(items: readonly Item[]): Group[] {
  const groups = new Map<string, { kind: GroupKind; items: Item[] }>()
  for (const item of items) {
    const kind = kindOf(item.line)
    if (kind === null) continue
    const key = `${item.line.accountId}\u0000${kind}\u0000${partyOf(item.line)}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, { kind, items: [item] })
    else group.items.push(item)
  }
  return [...groups].flatMap(([key, { kind, items: members }]) =>
    byMandate(members).map(({ mandate, items: part }) => ({
      key: `${key}\u0000${mandate}`,
      accountId: members[0]?.line.accountId ?? '',
      kind,
      items: part,
    })),
  )
}

/** Who is on the other side, as well as the line tells; never the category, which may be withheld. */
export function partyOf(line: CategorisedLine): string {
  if (line.counterpartyKey !== null) return line.counterpartyKey
  if (line.restricted) return 'restricted'
  return `label:${skeletonOf(line.cleanLabel)}`
}

const MONTHS =
  /^(?:JAN(?:V|VIER)?|FEV(?:R|RIER)?|MARS?|AVR(?:IL)?|MAI|JUIN|JUIL(?:L|LET)?|AOUT|SEPT?(?:EMBRE)?|OCT(?:OBRE)?|NOV(?:EMBRE)?|DEC(?:EMBRE)?)$/
const MOST_WORDS = 5

/** The words of a label that stay from month to month: no digits, no month names, five at most. */
export function skeletonOf(cleanLabel: string): string {
  const words: string[] = []
  for (const word of cleanLabel.slice(0, 160).split(/[^A-Z]+/)) {
    if (word.length < 2 || MONTHS.test(word)) continue
    words.push(word)
    if (words.length === MOST_WORDS) break
  }
  return words.join(' ')
}

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

/** Cuts a list sorted by size where one size is more than `ratio` times the one before. */
export function cutBySize(sorted: readonly Item[], ratio: number): Item[][] {
  const parts: Item[][] = []
  let before = 0
  for (const item of sorted) {
    const part = parts.at(-1)
    if (part === undefined || item.size > before * ratio) parts.push([item])
    else part.push(item)
    before = item.size
  }
  return parts
}
