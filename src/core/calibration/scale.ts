// From coefficients to whole points: the scorecard's scale, and back from a score to the odds.
import type { Binning } from './binning.ts'
import { weightsOf } from './binning.ts'

/** Odds are goods for one bad. */
export type Scaling = {
  readonly pointsToDoubleOdds: number
  readonly base: { readonly score: number; readonly odds: number }
}

/** Points of one characteristic, in the order of its cells: bins, `none_found`, missing. */
export type CharacteristicPoints = {
  readonly binning: Binning
  readonly coefficient: number
  readonly points: readonly number[]
}

export type Scaled = {
  readonly characteristics: readonly CharacteristicPoints[]
  readonly scaling: Scaling
  readonly lowest: number
  readonly highest: number
}

const BEST = 1000
const MIDDLE = 500

export type Weighted = { readonly binning: Binning; readonly coefficient: number }

/**
 * points = weight of evidence × coefficient × factor, factor = points to double the odds ÷ ln 2, each characteristic
 * from its worst cell up. `scaling` null: the worst of all is 0 and the best 1000, and the scaling follows.
 * @returns null when the wanted scaling leaves 0–1000.
 */
export function scalePoints(
  weighted: readonly Weighted[],
  intercept: number,
  scaling: Scaling | null,
): Scaled | null {
  const spans = weighted.map(spanOf)
  const span = spans.reduce((sum, one) => sum + one.best - one.worst, 0)
  const worstOdds = spans.reduce((sum, one) => sum + one.worst, intercept)
  const factor = scaling === null ? BEST / span : scaling.pointsToDoubleOdds / Math.LN2
  const start =
    scaling === null
      ? 0
      : Math.round(scaling.base.score + factor * (worstOdds - Math.log(scaling.base.odds)))
  const total = Math.round(factor * span)
  if (!Number.isFinite(factor) || start < 0 || start + total > BEST) return null
  const widths = shareOut(
    spans.map(({ best, worst }) => factor * (best - worst)),
    total,
  )
  const starts = shareOut(
    spans.map(() => start / spans.length),
    start,
  )
  const characteristics = weighted.map((one, index) => {
    const { best, worst, values } = spans[index] ?? spanOf(one)
    const place = (value: number) =>
      Math.round(((widths[index] ?? 0) * (value - worst)) / (best - worst))
    return { ...one, points: values.map((value) => (starts[index] ?? 0) + place(value)) }
  })
  const middle = { score: MIDDLE, odds: Math.exp(worstOdds + (MIDDLE - start) / factor) }
  const followed = scaling ?? { pointsToDoubleOdds: factor * Math.LN2, base: middle }
  return { characteristics, scaling: followed, lowest: start, highest: start + total }
}

function spanOf({ binning, coefficient }: Weighted) {
  const values = weightsOf(binning).map((weight) => weight * coefficient)
  const best = Math.max(...values.slice(0, binning.bins.length))
  return { values, best, worst: Math.min(...values) }
}

/** Whole parts that sum to `total`: what is cut off goes to the greatest remainders, the first of equal ones. */
function shareOut(parts: readonly number[], total: number): number[] {
  const whole = parts.map(Math.floor)
  const left = total - whole.reduce((sum, one) => sum + one, 0)
  const order = parts
    .map((one, index) => ({ index, rest: one - Math.floor(one) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index)
  const raised = new Set(order.slice(0, left).map(({ index }) => index))
  return whole.map((one, index) => (raised.has(index) ? one + 1 : one))
}

/** Goods for one bad at a score. */
export function oddsAt({ pointsToDoubleOdds, base }: Scaling, score: number): number {
  return base.odds * 2 ** ((score - base.score) / pointsToDoubleOdds)
}

export function chanceOfBad(scaling: Scaling): (score: number) => number {
  return (score) => 1 / (1 + oddsAt(scaling, score))
}

/** The score of each row, over all rows of the sample. `cells`: of each characteristic, in their order. */
export function scoreRows(
  characteristics: readonly CharacteristicPoints[],
  cells: readonly Uint8Array[],
  rows: number,
): Int32Array {
  const scores = new Int32Array(rows)
  for (const [index, { points }] of characteristics.entries()) {
    const of = cells[index] ?? new Uint8Array(rows)
    for (let row = 0; row < rows; row++) {
      scores[row] = (scores[row] ?? 0) + (points[of[row] ?? 0] ?? 0)
    }
  }
  return scores
}
