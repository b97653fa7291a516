// The lines as every figure after the streams reads them: gone through once, then by account, category and role.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Account, Prepared } from '../statement/line.ts'
import { dayNumber, type PlainDate } from '../values/plain-date.ts'
import { slipsByTotal } from './card-slips.ts'
import { isPrivate } from './private-accounts.ts'

/** A line that moves the applicant's private money, and the part of it that does, in signed minor units. */
export type Flow = {
  readonly line: CategorisedLine
  readonly amount: number
  /** Days before the report: 0 is the day of the report. */
  readonly ago: number
}

/** What lines of one category, role or operation add up to. */
export type Sum = {
  /** Minor units of the flows, both positive. */
  in: number
  out: number
  count: number
  /** Of the flows, by date then index. */
  readonly ids: string[]
}

export type Group = Sum & {
  /** Lines that count, of any account. */
  readonly lines: CategorisedLine[]
  readonly flows: Flow[]
}

/** Every list is by date then index. */
export type Ledger = {
  readonly prepared: Prepared
  /** All lines, those left aside too. */
  readonly lines: readonly CategorisedLine[]
  /** All lines of each account that has any. */
  readonly byAccount: ReadonlyMap<string, readonly CategorisedLine[]>
  readonly byCategory: ReadonlyMap<string, Group>
  readonly byRole: ReadonlyMap<string, Group>
  /** Lines that count on private accounts: how many of each day, by days before the report. */
  readonly privateLines: readonly number[]
  /**
   * Lines that count on private accounts, without moves between own accounts and savings.
   * The monthly total of a card is internal as far as its slips are present: the rest is spending.
   * A returned debit undoes its original: both stay, and cancel.
   */
  readonly flows: readonly Flow[]
}

export function ledgerOf(prepared: Prepared, lines: readonly CategorisedLine[]): Ledger {
  const today = dayNumber(prepared.asOf)
  const slips = slipsByTotal(lines)
  const flows: Flow[] = []
  const byCategory = new Map<string, Group>()
  const byRole = new Map<string, Group>()
  const privateLines = new Array<number>(today - dayNumber(prepared.window.from) + 1).fill(0)
  const places = placesOf(prepared.accounts)
  let place = nowhere
  let date: PlainDate | null = null
  let ago = 0
  for (const line of lines) {
    if (place.accountId !== line.accountId) place = placeOf(line.accountId, places)
    place.lines.push(line)
    if (line.excluded !== null) continue
    const category = groupOf(byCategory, line.category)
    const role = groupOf(byRole, line.role)
    category.lines.push(line)
    role.lines.push(line)
    if (!place.isPrivate) continue
    // Lines come by date: each day is read once
    if (line.date !== date) {
      date = line.date
      ago = today - dayNumber(date)
    }
    privateLines[ago] = (privateLines[ago] ?? 0) + 1
    const amount = flowIn(line, slips)
    if (amount === 0) continue
    const flow = { line, amount, ago }
    flows.push(flow)
    addFlow(category, flow)
    addFlow(role, flow)
  }
  const byAccount = new Map<string, CategorisedLine[]>()
  for (const [id, one] of places) if (one.lines.length > 0) byAccount.set(id, one.lines)
  return { prepared, lines, byAccount, byCategory, byRole, privateLines, flows }
}

type Place = {
  readonly accountId: string | null
  readonly isPrivate: boolean
  readonly lines: CategorisedLine[]
}

const nowhere: Place = { accountId: null, isPrivate: false, lines: [] }

function placesOf(accounts: readonly Account[]): Map<string, Place> {
  return new Map(
    accounts.map((account) => [
      account.id,
      { accountId: account.id, isPrivate: isPrivate(account), lines: [] },
    ]),
  )
}

function placeOf(accountId: string, places: Map<string, Place>): Place {
  let place = places.get(accountId)
  if (place === undefined) {
    place = { accountId, isPrivate: false, lines: [] }
    places.set(accountId, place)
  }
  return place
}

function flowIn(line: CategorisedLine, slips: ReadonlyMap<string, number>): number {
  if (line.role === 'internal' || line.role === 'saving') return 0
  if (line.role !== 'card_settlement') return line.amount
  return Math.min(0, line.amount + (slips.get(line.id) ?? 0))
}

function groupOf(groups: Map<string, Group>, key: string): Group {
  let group = groups.get(key)
  if (group === undefined) {
    group = { in: 0, out: 0, count: 0, ids: [], lines: [], flows: [] }
    groups.set(key, group)
  }
  return group
}

function addFlow(group: Group, flow: Flow): void {
  group.flows.push(flow)
  addTo(group, flow)
}

export function blankSum(): Sum {
  return { in: 0, out: 0, count: 0, ids: [] }
}

export function addTo(sum: Sum, { line, amount }: Flow): void {
  if (amount > 0) sum.in += amount
  else sum.out -= amount
  sum.count++
  sum.ids.push(line.id)
}

const none: Group = { in: 0, out: 0, count: 0, ids: [], lines: [], flows: [] }

export function ofCategory({ byCategory }: Ledger, category: string): Group {
  return byCategory.get(category) ?? none
}

export function ofRole({ byRole }: Ledger, role: CategorisedLine['role']): Group {
  return byRole.get(role) ?? none
}

/** The order of every list here: for lines of several groups. */
export function byDateThenIndex(a: CategorisedLine, b: CategorisedLine): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  return a.index - b.index
}

/** Where none does, what was not found was not looked for either. */
export function seesPrivateLines({ privateLines }: Ledger): boolean {
  return privateLines.some((count) => count > 0)
}
