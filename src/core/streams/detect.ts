// Finds the streams of one group: the whole of it, else clusters of like amounts, taken greedily.
import { isStream } from './accept.ts'
import { bestFit, type Fit, type FitContext } from './fit.ts'
import { cutBySize, type Group, type GroupKind } from './groups.ts'
import { byDay, bySize, daysOf, type Item } from './items.ts'
import type { FittedCadence, SlotTable } from './slots.ts'
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

export function contextOf(search: Search, direction: 'in' | 'out'): FitContext {
  return {
    table: search.table,
    today: search.today,
    settings: search.settings.fit,
    cadences: direction === 'in' ? incoming : outgoing,
  }
}

export function directionOf(kind: GroupKind): 'in' | 'out' {
  return kind.endsWith('charge') ? 'out' : 'in'
}

/** `rest`: lines of the group in no stream. */
export function detect(group: Group, search: Search): { found: Candidate[]; rest: Item[] } {
  const whole = tryFit(group.kind, group.items, true, search)
  if (whole !== null && whole.extras.length === 0) return { found: [whole], rest: [] }
  const split = splitByAmount(group, search)
  // A line beside the slots may be nearer to one than the line it displaced: equal amounts tell
  const better = split.found.some(({ hits }) => hits.length >= (whole?.hits.length ?? 0))
  return whole === null || better ? split : { found: [whole], rest: [] }
}

function splitByAmount(group: Group, search: Search): { found: Candidate[]; rest: Item[] } {
  if (group.items.length < 3) return { found: [], rest: [...group.items] }
  const found: Candidate[] = []
  let rest: Item[] = [...group.items].sort(bySize)
  for (const ratio of search.settings.accept.splitRatios) {
    const kept: Item[] = []
    for (const part of cutBySize(rest, ratio)) {
      const streams = part.length < 2 ? [] : cluster(group.kind, part.sort(byDay), search)
      if (streams.length === 0) kept.push(...part)
      else found.push(...streams)
    }
    rest = kept.sort(bySize)
  }
  rest.sort(byDay)
  // What is left once the fixed amounts are gone may be one stream of free amounts
  const last = found.length === 0 ? null : tryFit(group.kind, rest, true, search)
  if (last !== null && last.hits.length >= 3) return { found: [...found, last], rest: [] }
  return { found, rest }
}

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
  const fit = bestFit(daysOf(items), { ...contextOf(search, 'out'), cadences: ['monthly'] })
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
  const fit = bestFit(daysOf(items), contextOf(search, directionOf(kind)))
  if (fit === null) return null
  const hits = pick(
    items,
    fit.hits.map(({ index }) => index),
  )
  const rate = (30 * items.length) / (search.table.span.to - search.table.span.from + 1)
  // Above one line a month with some beside the slots, several streams are more likely than one
  if (alone && fit.extras.length > 0 && rate > search.settings.accept.wholeGroupRate) return null
  if (!isStream({ kind, hits, fit, alone }, search.settings)) return null
  return { kind, hits, extras: pick(items, fit.extras), fit, alone }
}

function pick(items: readonly Item[], indices: readonly number[]): Item[] {
  return indices.flatMap((index) => items[index] ?? [])
}
