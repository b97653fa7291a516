// Finds the streams of one group: the whole of it, else clusters of like amounts, taken greedily.
import { sortInPlace } from '../values/sorting.ts'
import { isStream, mayBeStream } from './accept.ts'
import { bestFit, type Fit, type FitContext } from './fit.ts'
import { cutBySize, type Group, type GroupKind } from './groups.ts'
import { byDay, bySize, daysOf, type Item, spreadOf } from './items.ts'
import { type FittedCadence, type SlotTable, stepDays } from './slots.ts'
import type { StreamSettings } from './stream-settings.ts'

export type Candidate = {
  readonly kind: GroupKind
  /** Ascending by day: the lines that hit a slot. */
  readonly hits: readonly Item[]
  /** Lines of the same stream beside its slots. */
  readonly extras: readonly Item[]
  /** null: no calendar was proved (one line, or an irregular income). */
  readonly fit: Fit | null
  readonly alone: boolean
}

export type Search = {
  readonly table: SlotTable
  readonly today: number
  readonly settings: StreamSettings
}

const incoming: readonly FittedCadence[] = ['monthly', 'biweekly', 'weekly', 'semimonthly']
const outgoing: readonly FittedCadence[] = ['monthly', 'biweekly', 'weekly']

export function contextOf(search: Search, direction: 'in' | 'out', mayBeLate: boolean): FitContext {
  return {
    table: search.table,
    today: search.today,
    settings: search.settings.fit,
    cadences: direction === 'in' ? incoming : outgoing,
    latestDays: mayBeLate ? search.settings.fit.latestDays : 0,
  }
}

export function directionOf(kind: GroupKind): 'in' | 'out' {
  return kind.endsWith('charge') ? 'out' : 'in'
}

/** `rest`: lines of the group in no stream. */
export function detect(group: Group, search: Search): { found: Candidate[]; rest: Item[] } {
  const whole = tryFit(group.kind, group.items, true, search)
  const explained = whole !== null && whole.extras.length === 0
  if (explained && !mayBeTwo(whole, search)) return { found: [whole], rest: [] }
  const split = bestSplit(group, search)
  if (explained) {
    // An advance on the 15th and a balance at the end of the month come every fortnight too
    const monthly = split.found.every(({ fit }) => fit?.hypothesis.cadence === 'monthly')
    return split.rest.length === 0 && monthly ? split : { found: [whole], rest: [] }
  }
  // A line beside the slots may be nearer to one than the line it displaced: equal amounts tell
  const better = split.found.some(({ hits }) => hits.length >= (whole?.hits.length ?? 0))
  return whole === null || better ? split : { found: [whole], rest: [] }
}

/** By amount; by what the labels say the contracts are, when that leaves fewer lines unexplained. */
function bestSplit(group: Group, search: Search): { found: Candidate[]; rest: Item[] } {
  const byAmount = splitByAmount(group, search)
  if (byAmount.rest.length === 0 || group.kind !== 'charge') return byAmount
  const parts = [
    ...Map.groupBy(group.items, ({ line }) => (line.restricted ? '' : line.category)).values(),
  ]
  if (parts.length === 1) return byAmount
  const split = parts.map((items) => detect({ ...group, items }, search))
  const rest = split.flatMap((part) => part.rest)
  if (rest.length >= byAmount.rest.length) return byAmount
  return { found: split.flatMap(({ found }) => found), rest: sortInPlace(rest, byDay) }
}

/** Income of free amounts more often than monthly. */
function mayBeTwo({ kind, hits, fit }: Candidate, { settings }: Search): boolean {
  if (directionOf(kind) === 'out' || fit?.hypothesis.cadence === 'monthly') return false
  return spreadOf(hits) > settings.accept.incomeClustered.spread
}

function splitByAmount(group: Group, search: Search): { found: Candidate[]; rest: Item[] } {
  if (group.items.length < 3) return { found: [], rest: [...group.items] }
  let found: Candidate[] = []
  let rest: Item[] = sortInPlace([...group.items], bySize)
  for (const ratio of search.settings.accept.splitRatios) {
    const kept: Item[] = []
    for (const part of cutBySize(rest, ratio)) {
      const streams =
        part.length < 2 ? [] : cluster(group.kind, sortInPlace([...part], byDay), search)
      if (streams.length > 0) found.push(...streams)
      else for (const item of part) kept.push(item)
    }
    // Cut in order of size, kept in order of size
    rest = kept
  }
  const contradicted = new Set(found.filter((candidate) => isContradicted(candidate, rest)))
  found = found.filter((candidate) => !contradicted.has(candidate))
  for (const { hits } of contradicted) rest.push(...hits)
  sortInPlace(rest, byDay)
  const pairs = pairsOf(group.kind, rest, search)
  if (pairs !== null) return { found: [...found, ...pairs], rest: [] }
  // What is left once the fixed amounts are gone may be one stream of free amounts
  const last = found.length === 0 ? null : tryFit(group.kind, rest, true, search)
  if (last !== null && last.hits.length >= 3) return { found: [...found, last], rest: [] }
  return { found, rest }
}

/** Two credits with an empty month between are no calendar when their payer sends like amounts on other days. */
function isContradicted({ kind, hits, fit }: Candidate, rest: readonly Item[]): boolean {
  if (directionOf(kind) === 'out' || hits.length > 2 || !fit?.missedInside.length) return false
  return hits.some((hit) => rest.some(({ size }) => isLike(size, hit.size)))
}

function isLike(size: number, other: number): boolean {
  return Math.max(size, other) <= Math.min(size, other) * LIKE_CREDITS
}

const LIKE_CREDITS = 1.25

/** Equal debits seen twice each, when together they leave no line of the counterparty unexplained. */
function pairsOf(kind: GroupKind, rest: readonly Item[], search: Search): Candidate[] | null {
  const incoming = kind === 'unknown_income'
  if (kind !== 'charge' && !incoming) return null
  if (rest.length === 0 || rest.length % 2 === 1) return null
  const pairs: Candidate[] = []
  for (const part of cutBySize(sortInPlace([...rest], bySize), incoming ? SAME_PAY : SAME_AMOUNT)) {
    const pair = part.length === 2 ? tryFit(kind, sortInPlace(part, byDay), true, search) : null
    if (pair === null) return null
    pairs.push(pair)
  }
  return pairs
}

const SAME_AMOUNT = 1.005
const SAME_PAY = 1.03

function cluster(kind: GroupKind, items: readonly Item[], search: Search): Candidate[] {
  // Two halves of one employer's pay seen twice each: the category vouches for both
  const pair = kind === 'income' && items.length === 2
  const single = tryFit(kind, items, pair, search)
  if (single !== null) return [single]
  return directionOf(kind) === 'out' ? twoOfOneAmount(kind, items, search) : []
}

/** Two contracts of the very same amount on different days: accepted only when both stand. */
function twoOfOneAmount(kind: GroupKind, items: readonly Item[], search: Search): Candidate[] {
  if (items.length < 6) return []
  const fit = bestFit(daysOf(items), { ...contextOf(search, 'out', false), cadences: ['monthly'] })
  if (fit === null) return []
  const first = tryFit(
    kind,
    pick(
      items,
      fit.hits.map(({ index }) => index),
    ),
    false,
    search,
  )
  const second = tryFit(kind, pick(items, fit.extras), false, search)
  return first !== null && second !== null ? [first, second] : []
}

function tryFit(
  kind: GroupKind,
  items: readonly Item[],
  alone: boolean,
  search: Search,
): Candidate | null {
  if (!mayBeStream(kind, items, alone, search.settings)) return null
  const fit = bestFit(daysOf(items), contextOf(search, directionOf(kind), mayBeLate(kind)))
  if (fit === null) return null
  const hits = pick(
    items,
    fit.hits.map(({ index }) => index),
  )
  const span = search.table.span.to - search.table.span.from + 1
  const rate = (stepDays[fit.hypothesis.cadence] * items.length) / span
  // Above one line a slot with some beside the slots, several streams are more likely than one
  if (alone && fit.extras.length > 0 && rate > search.settings.accept.wholeGroupRate) return null
  if (!isStream({ kind, hits, fit, alone }, search.settings)) return null
  return { kind, hits, extras: pick(items, fit.extras), fit, alone }
}

/** Of a known kind: anything else beside its slot is something else. */
function mayBeLate(kind: GroupKind): boolean {
  return kind === 'charge' || kind === 'income'
}

function pick(items: readonly Item[], indices: readonly number[]): Item[] {
  return indices.flatMap((index) => items[index] ?? [])
}
