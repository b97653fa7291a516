// A stream in the making: marked lines, the cadence found, and the amount of one usual occurrence.
import type { Candidate } from './detect.ts'
import type { Fit } from './fit.ts'
import type { GroupKind } from './groups.ts'
import { byDay, type Item, medianOf } from './items.ts'
import type { Shift } from './slots.ts'
import type { Cadence } from './stream.ts'

export type Mark = 'regular' | 'bonus' | 'advance' | 'outlier'
export type MarkedItem = { readonly item: Item; readonly mark: Mark }

export type Draft = {
  readonly kind: GroupKind
  readonly marked: readonly MarkedItem[]
  /** Sizes of the regular occurrences in time order; an advance is added to its balance. */
  readonly pays: readonly number[]
  readonly cadence: Cadence
  readonly nominalDay: number | null
  readonly shift: Shift
  readonly fit: Fit | null
  /** Minor units a month, unsigned. */
  readonly monthly: number
  readonly excluded: readonly { readonly item: Item; readonly reason: string }[]
}

const STEADY = 0.05
const SAME_PAY = 1.005

/**
 * The amount to count on: the median when two pays agree with it or all are near it, else the mean
 * (an hourly wage).
 */
export function usualSize(pays: readonly number[]): number {
  if (pays.length === 0) return 0
  const middle = medianOf(pays)
  const near = pays.filter((pay) => Math.max(pay, middle) <= Math.min(pay, middle) * SAME_PAY)
  if (pays.length >= 3 && near.length * 2 > pays.length) return middle
  const mean = pays.reduce((sum, pay) => sum + pay, 0) / pays.length
  const variance = pays.reduce((sum, pay) => sum + (pay - mean) ** 2, 0) / pays.length
  return Math.sqrt(variance) > STEADY * mean ? Math.round(mean) : middle
}

const SAME_PRICE = 1.01
const NEW_PRICE = 1.35

/** A charge that kept its amount and then changed it costs the new amount from now on. */
export function currentPrice(pays: readonly number[]): number {
  const last = pays.at(-1) ?? 0
  const before = pays.slice(0, -1)
  const kept = before.length >= 2 && Math.max(...before) <= Math.min(...before) * SAME_PRICE
  const previous = before.at(-1) ?? last
  const near = Math.max(last, previous) <= Math.min(last, previous) * NEW_PRICE
  return kept && near ? last : usualSize(pays)
}

/** How the cadence is written: weekday 0–6 for weekly and biweekly, else the day of the month. */
export function nominalDayOf({ hypothesis }: Fit): number {
  switch (hypothesis.cadence) {
    case 'weekly':
      return hypothesis.nominal
    case 'biweekly':
      return (hypothesis.nominal + 4) % 7
    case 'semimonthly':
    case 'monthly':
      return hypothesis.nominal
  }
}

export function byDayMarked(a: MarkedItem, b: MarkedItem): number {
  return byDay(a.item, b.item)
}

export function regular(items: readonly Item[]): MarkedItem[] {
  return items.map((item) => ({ item, mark: 'regular' as const }))
}

export type Typical = (pays: readonly number[]) => number

export function draftOf(
  candidate: Candidate & { readonly fit: Fit },
  typical: Typical,
  timesAMonth: number,
): Draft {
  const { kind, hits, extras, fit } = candidate
  const pays = hits.map(({ size }) => size)
  return {
    kind,
    marked: regular(hits),
    pays,
    cadence: fit.hypothesis.cadence,
    nominalDay: nominalDayOf(fit),
    shift: fit.hypothesis.shift,
    fit,
    monthly: Math.round(typical(pays) * timesAMonth),
    excluded: extras.map((item) => ({ item, reason: 'beside_the_slots' })),
  }
}
