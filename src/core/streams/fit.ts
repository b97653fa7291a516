// Fits observed days to a cadence: each hypothesis lays its slots on the bank calendar, each day
// goes to its slot, and the hypothesis that explains most with least wins (ties to the simpler).
import { civilOf, lengthOfMonth } from '../values/civil.ts'
import { weekdayOf } from './bank-calendar.ts'
import type { FittedCadence, Hypothesis, Shift, SlotTable } from './slots.ts'
import { stepDays } from './slots.ts'
import type { StreamSettings } from './stream-settings.ts'

export type Hit = { readonly index: number; readonly slot: number }

/** `index` counts in the list of days that was fitted. */
export type Fit = {
  readonly hypothesis: Hypothesis
  readonly hits: readonly Hit[]
  readonly extras: readonly number[]
  /** Slots between the first and the last hit that nothing came for. */
  readonly missedInside: readonly number[]
  /** Slots after the last hit, old enough to be missed. */
  readonly missedAfter: readonly number[]
  /** Days, over the hits. */
  readonly meanResidual: number
  readonly score: number
}

export type FitContext = {
  readonly table: SlotTable
  /** asOf as a day number. */
  readonly today: number
  readonly settings: StreamSettings['fit']
  readonly cadences: readonly FittedCadence[]
}

/** Beyond daily lines of half a window no calendar says anything. */
const MOST_DAYS = 48
const REACH = 4
const TIE = 1e-9
const fewestDays: Readonly<Record<FittedCadence, number>> = {
  monthly: 2,
  semimonthly: 4,
  biweekly: 3,
  weekly: 5,
}
const cadenceCost: Readonly<Record<FittedCadence, number>> = {
  monthly: 0,
  biweekly: 0.02,
  weekly: 0.02,
  semimonthly: 0.03,
}
const shifts: readonly { shift: Shift; cost: number }[] = [
  { shift: 'none', cost: 0 },
  { shift: 'next', cost: 0.002 },
  { shift: 'previous', cost: 0.004 },
]

/** `days`: ascending day numbers, repeats allowed. null: nothing can be said of so few or so many. */
export function bestFit(days: readonly number[], context: FitContext): Fit | null {
  if (days.length < 2 || days.length > MOST_DAYS) return null
  let best: { hypothesis: Hypothesis; score: number } | null = null
  for (const cadence of context.cadences) {
    if (days.length < fewestDays[cadence]) continue
    const candidates = nominals(cadence, days)
    for (const { shift, cost } of shifts) {
      // A full fit scores 1 before its costs: nothing after this can do better
      const ceiling = 1 - cadenceCost[cadence] - cost
      if (best !== null && best.score >= ceiling - TIE) break
      for (const nominal of candidates) {
        const hypothesis = { cadence, nominal, shift }
        const score = scoreOf(days, hypothesis, context) - cadenceCost[cadence] - cost
        // Strictly better only: the earlier, simpler hypothesis keeps a tie
        if (best === null || score > best.score + TIE) best = { hypothesis, score }
      }
    }
  }
  return best === null ? null : assign(days, best.hypothesis, best.score, context)
}

/** Days a cadence may stand on: only those near most of what was observed. */
function nominals(cadence: FittedCadence, days: readonly number[]): number[] {
  if (cadence === 'monthly') return monthDays(days, Math.ceil(days.length * 0.5))
  if (cadence === 'semimonthly') {
    return monthDays(days, Math.ceil(days.length * 0.4)).filter((day) => day <= 16)
  }
  const period = cadence === 'weekly' ? 7 : 14
  const counts = new Array<number>(period).fill(0)
  for (const day of days) {
    const at = cadence === 'weekly' ? weekdayOf(day) : ((day % 14) + 14) % 14
    for (let reach = -1; reach <= 1; reach++) {
      const index = (at + reach + period) % period
      counts[index] = (counts[index] ?? 0) + 1
    }
  }
  return indicesWith(counts, Math.ceil(days.length * 0.6))
}

function monthDays(days: readonly number[], atLeast: number): number[] {
  const counts = new Array<number>(32).fill(0)
  const mark = (day: number) => {
    counts[day] = (counts[day] ?? 0) + 1
  }
  for (const observed of days) {
    const { year, month, day } = civilOf(observed)
    const length = lengthOfMonth(year, month)
    const before = month === 1 ? 31 : lengthOfMonth(year, month - 1)
    for (let at = day - REACH; at <= day + REACH; at++) {
      if (at < 1) mark(before + at)
      else if (at <= length) mark(at)
      else mark(at - length)
    }
    // Days a short month lacks fall on its last day; early in a month they are the month before's
    if (day + REACH >= length) for (let at = length + 1; at <= 31; at++) mark(at)
    if (day <= REACH) for (let at = before + 1; at <= 31; at++) mark(at)
  }
  return indicesWith(counts, atLeast)
}

function indicesWith(counts: readonly number[], atLeast: number): number[] {
  const found: number[] = []
  counts.forEach((count, index) => {
    if (count >= atLeast) found.push(index)
  })
  return found
}

function toleranceOf(hypothesis: Hypothesis, context: FitContext): number {
  const half = Math.floor((stepDays[hypothesis.cadence] - 1) / 2)
  return Math.min(context.settings.toleranceDays, half)
}

/** Coverage since the first hit − share of extras − mean distance: no allocation, it runs the most. */
function scoreOf(days: readonly number[], hypothesis: Hypothesis, context: FitContext): number {
  const slots = context.table.slots(hypothesis)
  const tolerance = toleranceOf(hypothesis, context)
  let at = 0
  let hits = 0
  let distance = 0
  let first = -1
  let lastHit = -1
  let lastDistance = 0
  for (const day of days) {
    while (at < slots.length && (slots[at] ?? 0) < day - tolerance) at++
    const slot = slots[at]
    if (slot === undefined || slot > day + tolerance) continue
    const residual = Math.abs(slot - day)
    if (lastHit === at) {
      if (residual < lastDistance) {
        distance += residual - lastDistance
        lastDistance = residual
      }
      continue
    }
    if (first < 0) first = at
    hits++
    distance += residual
    lastHit = at
    lastDistance = residual
  }
  if (hits === 0) return -1
  let expected = 0
  const due = context.today - context.settings.graceDays
  for (let slot = first; slot < slots.length; slot++) {
    if (slot <= lastHit || (slots[slot] ?? 0) <= due) expected++
  }
  const { extraPenalty, residualPenaltyPerDay } = context.settings
  return (
    hits / Math.max(expected, hits) -
    (extraPenalty * (days.length - hits)) / days.length -
    (residualPenaltyPerDay * distance) / hits
  )
}

function assign(
  days: readonly number[],
  hypothesis: Hypothesis,
  score: number,
  context: FitContext,
): Fit {
  const slots = context.table.slots(hypothesis)
  const tolerance = toleranceOf(hypothesis, context)
  const nearest = new Map<number, number>()
  let at = 0
  days.forEach((day, index) => {
    while (at < slots.length && (slots[at] ?? 0) < day - tolerance) at++
    const slot = slots[at]
    if (slot === undefined || slot > day + tolerance) return
    const holder = nearest.get(slot)
    const held = holder === undefined ? undefined : days[holder]
    if (held === undefined || Math.abs(slot - day) < Math.abs(slot - held)) nearest.set(slot, index)
  })
  const hits = [...nearest].map(([slot, index]) => ({ slot, index }))
  const taken = new Set(nearest.values())
  const first = hits[0]?.slot ?? 0
  const last = hits.at(-1)?.slot ?? 0
  const due = context.today - context.settings.graceDays
  const distance = hits.reduce(
    (sum, { slot, index }) => sum + Math.abs(slot - (days[index] ?? 0)),
    0,
  )
  return {
    hypothesis,
    hits,
    extras: days.map((_, index) => index).filter((index) => !taken.has(index)),
    missedInside: slots.filter((slot) => slot > first && slot < last && !nearest.has(slot)),
    missedAfter: slots.filter((slot) => slot > last && slot <= due),
    meanResidual: hits.length === 0 ? 0 : distance / hits.length,
    score,
  }
}
