// The scorer proper: each characteristic falls in exactly one bin, and the points add up.
import type { IndicatorResult } from '../indicators/indicator.ts'
import { type Grade, grades } from './score.ts'
import type { Bin, Characteristic, Scorecard } from './scorecard.ts'

export type Placed = {
  readonly characteristic: Characteristic
  /** null when the indicator has no value. */
  readonly value: number | null
  /** `[1, 6)`, `none_found` or `missing`. */
  readonly bin: string
  readonly points: number
  readonly reason: string
  readonly evidence: readonly string[]
}

export type Points = {
  readonly placed: readonly Placed[]
  readonly total: number
  readonly grade: Grade
}

export function addPoints(results: readonly IndicatorResult[], scorecard: Scorecard): Points {
  const wanted = new Set(scorecard.characteristics.map(({ indicator }) => indicator))
  const byId = new Map<string, IndicatorResult>()
  for (const result of results) if (wanted.has(result.id)) byId.set(result.id, result)
  return totalOf(
    scorecard.characteristics.map((characteristic) =>
      place(characteristic, byId.get(characteristic.indicator)),
    ),
    scorecard,
  )
}

/** The same points with other measured values, by indicator: only what changes is placed again. */
export function withValues(
  { placed }: Points,
  values: ReadonlyMap<string, number>,
  scorecard: Scorecard,
): Points {
  return totalOf(
    placed.map((one) => {
      const value = values.get(one.characteristic.indicator)
      return value === undefined ? one : placeAt(one.characteristic, value, one.evidence)
    }),
    scorecard,
  )
}

function totalOf(placed: readonly Placed[], scorecard: Scorecard): Points {
  const total = placed.reduce((sum, { points }) => sum + points, 0)
  return { placed, total, grade: gradeOf(total, scorecard.grades) }
}

/** What is not observable, or was withheld, is missing: it has a bin of its own, never that of zero. */
function place(characteristic: Characteristic, result: IndicatorResult | undefined): Placed {
  const evidence = result?.evidence ?? []
  if (result?.state === 'measured' && result.value !== undefined) {
    return placeAt(characteristic, result.value, evidence)
  }
  const none = result?.state === 'none_found'
  const { points, reason } = none ? characteristic.special.none_found : characteristic.missing
  const bin = none ? 'none_found' : 'missing'
  return { characteristic, value: null, bin, points, reason, evidence }
}

function placeAt(
  characteristic: Characteristic,
  value: number,
  evidence: readonly string[],
): Placed {
  const bin = binOf(characteristic.bins, value)
  const { points, reason } = bin
  return { characteristic, value, bin: labelOf(bin), points, reason, evidence }
}

/** Left-closed: a value on an edge belongs to the bin it opens. */
export function holds(bin: Bin, value: number): boolean {
  return (bin.from === undefined || bin.from <= value) && (bin.to === undefined || value < bin.to)
}

/** @throws RangeError never on a loaded scorecard: its bins cover the line. */
function binOf(bins: readonly Bin[], value: number): Bin {
  const found = bins.find((bin) => holds(bin, value))
  if (found === undefined) throw new RangeError('no bin holds the value')
  return found
}

function labelOf(bin: Bin): string {
  if (bin.from === undefined) return `< ${bin.to}`
  return bin.to === undefined ? `>= ${bin.from}` : `[${bin.from}, ${bin.to})`
}

export function gradeOf(total: number, bands: Scorecard['grades']): Grade {
  return grades.find((grade) => total >= bands[grade]) ?? 'E'
}
