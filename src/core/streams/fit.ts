// Fits observed days to a cadence: each hypothesis lays its slots on the bank calendar, each day
// goes to its slot, and the hypothesis that explains most with least wins (ties to the simpler).
import { nominals } from './nominals.ts'
import type { FittedCadence, Hypothesis, Shift, SlotTable } from './slots.ts'
import { stepDays } from './slots.ts'
import type { StreamSettings } from './stream-settings.ts'

export type Hit = {
  readonly index: number
  readonly slot: number
  /** It came after its slot, later than the tolerance, and nothing else came for it. */
  readonly late: boolean
}

/** `index` counts in the list of days that was fitted. */
export type Fit = {
  readonly hypothesis: Hypothesis
  readonly hits: readonly Hit[]
  readonly extras: readonly number[]
  /** Slots between the first and the last hit that nothing came for. */
  readonly missedInside: readonly number[]
  /** Slots after the last hit, old enough to be missed. */
  readonly missedAfter: readonly number[]
  /** Days, over the hits in time. */
  readonly meanResidual: number
  readonly score: number
}

export type FitContext = {
  readonly table: SlotTable
  /** asOf as a day number. */
  readonly today: number
  readonly settings: StreamSettings['fit']
  readonly cadences: readonly FittedCadence[]
  /** A monthly payment so many days after its slot is late; 0: it belongs to no slot. */
  readonly latestDays: number
}

/** Beyond daily lines of half a window no calendar says anything. */
const MOST_DAYS = 48
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
    if (days.length < fewestDays[cadence] || !isDense(cadence, days)) continue
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
        if (score >= ceiling - TIE) break
      }
    }
  }
  return best === null ? null : assign(days, best.hypothesis, best.score, context)
}

/** Whether so many days in such a time may be of the cadence: else most slots are missed, or most days extra. */
function isDense(cadence: FittedCadence, days: readonly number[]): boolean {
  const slots = ((days.at(-1) ?? 0) - (days[0] ?? 0)) / stepDays[cadence] + 1
  return days.length >= FEWEST_A_SLOT * slots - 1 && days.length <= MOST_A_SLOT * (slots + 1)
}

const FEWEST_A_SLOT = 0.6
const MOST_A_SLOT = 2.2

function toleranceOf(hypothesis: Hypothesis, context: FitContext): number {
  const half = Math.floor((stepDays[hypothesis.cadence] - 1) / 2)
  return Math.min(context.settings.toleranceDays, half)
}

const FEWEST_WITH_LATE = 3

/** Of two payments none is late: they say when the next is due, not when these were. */
function latestOf(
  { cadence }: Hypothesis,
  days: readonly number[],
  { latestDays }: FitContext,
): number {
  return cadence === 'monthly' && days.length >= FEWEST_WITH_LATE ? latestDays : 0
}

/** Coverage since the first hit − share of extras − mean distance: no allocation, it runs the most. */
function scoreOf(days: readonly number[], hypothesis: Hypothesis, context: FitContext): number {
  const slots = context.table.slots(hypothesis)
  const tolerance = toleranceOf(hypothesis, context)
  const latest = latestOf(hypothesis, days, context)
  let at = 0
  let hits = 0
  let late = 0
  let distance = 0
  let first = -1
  let lastHit = -1
  let lastDistance = 0
  for (const day of days) {
    while (at < slots.length && (slots[at] ?? 0) < day - tolerance) at++
    const slot = slots[at]
    if (slot === undefined || slot > day + tolerance) {
      const before = at - 1
      if (before <= lastHit || day - (slots[before] ?? 0) > latest) continue
      if (first < 0) first = before
      late++
      lastHit = before
      continue
    }
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
  const { extraPenalty, latePenalty, residualPenaltyPerDay } = context.settings
  const all = hits + late
  return (
    all / Math.max(expected, all) -
    (extraPenalty * (days.length - all) + latePenalty * late) / days.length -
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
  const latest = latestOf(hypothesis, days, context)
  const nearest = new Map<number, number>()
  const late = new Set<number>()
  let at = 0
  days.forEach((day, index) => {
    while (at < slots.length && (slots[at] ?? 0) < day - tolerance) at++
    const slot = slots[at]
    if (slot === undefined || slot > day + tolerance) {
      const before = slots[at - 1]
      if (before === undefined || nearest.has(before) || day - before > latest) return
      nearest.set(before, index)
      late.add(before)
      return
    }
    const holder = nearest.get(slot)
    const held = holder === undefined ? undefined : days[holder]
    if (held === undefined || Math.abs(slot - day) < Math.abs(slot - held)) nearest.set(slot, index)
  })
  const hits = [...nearest].map(([slot, index]) => ({ slot, index, late: late.has(slot) }))
  const taken = new Set(nearest.values())
  const first = hits[0]?.slot ?? 0
  const last = hits.at(-1)?.slot ?? 0
  const due = context.today - context.settings.graceDays
  const inTime = hits.filter((hit) => !hit.late)
  const distance = inTime.reduce(
    (sum, { slot, index }) => sum + Math.abs(slot - (days[index] ?? 0)),
    0,
  )
  return {
    hypothesis,
    hits,
    extras: days.map((_, index) => index).filter((index) => !taken.has(index)),
    missedInside: slots.filter((slot) => slot > first && slot < last && !nearest.has(slot)),
    missedAfter: slots.filter((slot) => slot > last && slot <= due),
    meanResidual: inTime.length === 0 ? 0 : distance / inTime.length,
    score,
  }
}
