// Lines of one counterparty, one account and one direction: what a stream can be looked for in.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { type Item, spreadOf } from './items.ts'
import { byMandate, byReference } from './references.ts'

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
  const whole: { accountId: string; kind: GroupKind; items: Item[] }[] = []
  const byParty = new Map<string, typeof whole>()
  for (const item of items) {
    const { line } = item
    const kind = kindOf(line)
    if (kind === null) continue
    const party = partyOf(line)
    const known = byParty.get(party) ?? []
    if (known.length === 0) byParty.set(party, known)
    const group = known.find((one) => one.kind === kind && one.accountId === line.accountId)
    if (group !== undefined) {
      group.items.push(item)
      continue
    }
    const opened = { accountId: line.accountId, kind, items: [item] }
    known.push(opened)
    whole.push(opened)
  }
  return whole.flatMap(({ accountId, kind, items: members }) =>
    contractsOf(kind, members).map((part) => ({ accountId, kind, items: part })),
  )
}

/** Debits of one payee, each contract apart where mandates or references tell. */
function contractsOf(kind: GroupKind, members: readonly Item[]): (readonly Item[])[] {
  if (!kind.endsWith('charge') || isOneAMonth(members)) return [members]
  return byMandate(members).flatMap(({ mandate, items }) =>
    mandate !== '' || spreadOf(items) <= SAME_AMOUNT ? [items] : byReference(items),
  )
}

const SAME_AMOUNT = 0.005
const SHORTEST_MONTH = 20

/** Whatever their mandates say, so few debits so far apart are one contract. */
function isOneAMonth(items: readonly Item[]): boolean {
  for (let at = 1; at < items.length; at++) {
    if ((items[at]?.day ?? 0) - (items[at - 1]?.day ?? 0) < SHORTEST_MONTH) return false
  }
  return true
}

/** Who is on the other side, as well as the line tells; never the category, which may be withheld. */
export function partyOf(line: CategorisedLine): string {
  const { counterpartyKey: key } = line
  if (key !== null) return line.amount > 0 && key.startsWith('name:') ? withoutPayWords(key) : key
  if (line.restricted) return 'restricted'
  return `label:${skeletonOf(line.cleanLabel)}`
}

const PAY_WORDS =
  / (?:SALAIRES?|PAIES?|PAYES?|REMUNERATION|TRAITEMENT|ACOMPTE|AVANCE|SOLDE|PRIME|VERSEMENT|MENSUEL)(?= |$)/g

/** "ACME ACOMPTE" and "ACME PAIE" are one employer. */
function withoutPayWords(key: string): string {
  const bare = key.replaceAll(PAY_WORDS, '')
  return bare === 'name:' ? key : bare
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
