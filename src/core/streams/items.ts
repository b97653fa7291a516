// The lines streams are looked for in: those of private accounts that count, with day and size read once.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Account, Prepared } from '../statement/line.ts'
import { dayNumber } from '../values/plain-date.ts'
import { sortInPlace } from '../values/sorting.ts'

export type Item = {
  readonly line: CategorisedLine
  readonly day: number
  /** Minor units, unsigned. */
  readonly size: number
}

/** Private current accounts and their cards; savings and loan accounts hold no income or charge. */
export function streamAccounts(prepared: Prepared): Account[] {
  return prepared.accounts.filter(
    ({ leftOut, usage, kind, ownership }) =>
      leftOut === null &&
      usage !== 'business' &&
      ownership !== 'not_owner' &&
      (kind === 'current' || kind === 'card'),
  )
}

/** By day, then position in the input: the one order everything here keeps. */
export function itemsOf(prepared: Prepared, lines: readonly CategorisedLine[]): Item[] {
  const accounts = new Set(streamAccounts(prepared).map(({ id }) => id))
  const items: Item[] = []
  const returned: Item[] = []
  let date = ''
  let day = 0
  for (const line of lines) {
    if (line.excluded !== null || line.amount === 0 || !accounts.has(line.accountId)) continue
    // A pending slip of a card is spending, but neither income nor stream (credit.md, Balances)
    if (line.status === 'pending' || line.single) continue
    // Lines come by date as a rule: each day is read once
    if (line.date !== date) {
      date = line.date
      day = dayNumber(line.date)
    }
    const item = { line, day, size: Math.abs(line.amount) }
    items.push(item)
    if (line.amount < 0 && line.role !== 'incident' && isReturned(line)) returned.push(item)
  }
  sortInPlace(items, byDay)
  return returned.length === 0 ? items : withoutRepresented(items, returned)
}

const REPRESENTED_WITHIN = 25
const SAME_DEBIT = 0.02

/** A debit that came back and was presented again is one occurrence: the one that was paid, on the day it was due. */
function withoutRepresented(items: readonly Item[], returned: readonly Item[]): Item[] {
  const parties = new Set(returned.map(({ line }) => line.counterpartyKey))
  const payees = items.filter(
    ({ line }) => line.amount < 0 && parties.has(line.counterpartyKey) && !isReturned(line),
  )
  const dueOn = new Map<Item, number>()
  const represented = new Set(
    returned.filter((original) => {
      const again = payees.find(
        ({ line, day, size }) =>
          line.counterpartyKey === original.line.counterpartyKey &&
          line.accountId === original.line.accountId &&
          day > original.day &&
          day - original.day <= REPRESENTED_WITHIN &&
          Math.abs(size - original.size) <= SAME_DEBIT * original.size,
      )
      if (again !== undefined && !dueOn.has(again)) dueOn.set(again, original.day)
      return again !== undefined
    }),
  )
  const paid = items.filter((item) => !represented.has(item))
  if (dueOn.size === 0) return paid
  const due = paid.map((item) => {
    const day = dueOn.get(item)
    return day === undefined ? item : { line: item.line, day, size: item.size }
  })
  return sortInPlace(due, byDay)
}

function isReturned(line: CategorisedLine): boolean {
  return line.linked.length > 0 && line.linked.some(({ as }) => as === 'rejection')
}

export function byDay(a: Item, b: Item): number {
  return a.day - b.day || byContent(a, b)
}

/** Content before position: the order of the input must not decide between two lines of one day. */
function byContent(a: Item, b: Item): number {
  if (a.size !== b.size) return a.size - b.size
  if (a.line.id !== b.line.id) return a.line.id < b.line.id ? -1 : 1
  return a.line.index - b.line.index
}

/** Smallest first; equal sizes by day. */
export function bySize(a: Item, b: Item): number {
  return a.size - b.size || byDay(a, b)
}

export function daysOf(items: readonly Item[]): number[] {
  return items.map(({ day }) => day)
}

/** Median of sizes, rounded half away from zero; 0 for none. */
export function medianSize(items: readonly Item[]): number {
  return medianOf(items.map(({ size }) => size))
}

export function medianOf(values: readonly number[]): number {
  const [a = 0, b = a, c = 0] = values
  if (values.length <= 2) return Math.round((a + b) / 2)
  if (values.length === 3) return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c))
  const sorted = new Float64Array(values).sort()
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : Math.round(((sorted[middle - 1] ?? upper) + upper) / 2)
}

/** (max − min) ÷ median. */
export function spreadOf(items: readonly Item[]): number {
  if (items.length === 0) return 0
  let least = Number.POSITIVE_INFINITY
  let most = 0
  for (const { size } of items) {
    if (size < least) least = size
    if (size > most) most = size
  }
  return (most - least) / medianSize(items)
}
