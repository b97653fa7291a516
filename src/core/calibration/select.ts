// Which characteristics stay: informative, not said twice, of the right sign, and told from nothing.
import type { Binning } from './binning.ts'
import { dot, type Fit, fitLogistic } from './logistic.ts'
import { at, cholesky, inverse, type Matrix, matrixOf, part } from './matrix.ts'
import type { CalibrationSettings } from './settings.ts'

export type Candidate = { readonly binning: Binning; readonly weights: Float64Array }

export const dropReasons = [
  'barred',
  'only_informs',
  'no_difference',
  'against_its_direction',
  'says_too_little',
  'correlated',
  'collinear',
  'too_few_bads_for_it',
  'wrong_sign',
  'not_significant',
] as const
export type DropReason = (typeof dropReasons)[number]
export type Dropped = {
  readonly indicator: string
  readonly why: DropReason
  /** The characteristic it repeats, or the figure it fails by. */
  readonly detail: string | null
}

export type Selected = {
  readonly kept: readonly Candidate[]
  readonly fit: Fit
  /** Of each characteristic kept, among those kept. */
  readonly inflation: readonly number[]
  readonly dropped: readonly Dropped[]
}

export type Labels = { readonly good: Uint8Array; readonly bads: number }

/** @returns null when nothing is left. */
export function selectCharacteristics(
  candidates: readonly Candidate[],
  { good, bads }: Labels,
  settings: CalibrationSettings,
): Selected | null {
  const dropped: Dropped[] = []
  const drop = ({ binning }: Candidate, why: DropReason, detail: string | null = null) =>
    dropped.push({ indicator: binning.indicator, why, detail })
  let kept = informative(candidates, settings, drop)
  kept = notRepeated(kept, settings, drop)
  const events = Math.min(bads, good.length - bads)
  const most = Math.max(1, Math.floor(events / settings.eventsPerCoefficient))
  for (const one of kept.slice(most)) drop(one, 'too_few_bads_for_it')
  kept = kept.slice(0, most)
  let fit: Fit | null = null
  let start: Float64Array | null = null
  for (;;) {
    const columns = kept.map(({ weights }) => weights)
    fit = fitLogistic(columns, good, {
      ridge: settings.ridge,
      ...(start === null ? {} : { start }),
    })
    if (fit === null || kept.length === 0) return null
    const left = backward(kept, fit, settings, drop)
    if (left.candidates.length === kept.length) break
    kept = left.candidates
    start = left.start
  }
  const inflation = inflationOf(correlations(kept))
  return { kept, fit, inflation, dropped }
}

type Drop = (candidate: Candidate, why: DropReason, detail?: string | null) => void

/** The most informative first; of the same, by name. */
function informative(
  candidates: readonly Candidate[],
  settings: CalibrationSettings,
  drop: Drop,
): Candidate[] {
  const told = candidates.filter((candidate) => {
    const { bins, informationValue } = candidate.binning
    if (bins.length < 2) drop(candidate, 'no_difference')
    else if (informationValue < settings.leastInformation) {
      drop(candidate, 'says_too_little', informationValue.toFixed(4))
    } else return true
    return false
  })
  return told.sort(
    (a, b) =>
      b.binning.informationValue - a.binning.informationValue ||
      (a.binning.indicator < b.binning.indicator ? -1 : 1),
  )
}

/** Of two that go together, and of what the others already say, the less informative goes. */
function notRepeated(
  candidates: readonly Candidate[],
  settings: CalibrationSettings,
  drop: Drop,
): Candidate[] {
  const all = correlations(candidates)
  const kept: number[] = []
  for (const [index, candidate] of candidates.entries()) {
    const twin = kept.find(
      (other) => Math.abs(at(all.cells, index * all.size + other)) > settings.greatestCorrelation,
    )
    if (twin === undefined) kept.push(index)
    else drop(candidate, 'correlated', candidates[twin]?.binning.indicator ?? null)
  }
  for (;;) {
    const inflation = inflationOf(part(all, kept))
    const worst = Math.max(...inflation)
    if (!(worst > settings.greatestInflation)) break
    const position = inflation.indexOf(worst)
    const [gone] = kept.splice(position, 1)
    const candidate = candidates[gone ?? -1]
    if (candidate !== undefined) drop(candidate, 'collinear', worst.toFixed(2))
  }
  return kept.flatMap((index) => candidates[index] ?? [])
}

/**
 * Backward, on the fit's own covariance: what the others would be without one is read off it, without a fit for
 * each (Lawless and Singhal, 1978). The wrong sign goes first.
 */
function backward(
  candidates: readonly Candidate[],
  { coefficients, covariance }: Fit,
  settings: CalibrationSettings,
  drop: Drop,
): { readonly candidates: Candidate[]; readonly start: Float64Array } {
  const gone = new Set<number>()
  let now = Float64Array.from(coefficients)
  let spread = covariance
  for (;;) {
    const worst = leastSure(now, spread, gone)
    if (worst === null || worst.z >= settings.leastZ) break
    const { j, z } = worst
    const candidate = candidates[j - 1]
    if (candidate !== undefined)
      drop(candidate, z < 0 ? 'wrong_sign' : 'not_significant', z.toFixed(2))
    ;({ now, spread } = without(j, now, spread))
    gone.add(j)
  }
  return {
    candidates: candidates.filter((_, index) => !gone.has(index + 1)),
    start: now.filter((_, j) => !gone.has(j)),
  }
}

function leastSure(now: Float64Array, spread: Matrix, gone: ReadonlySet<number>) {
  let least: { j: number; z: number } | null = null
  for (let j = 1; j < now.length; j++) {
    if (gone.has(j)) continue
    const z = at(now, j) / Math.sqrt(at(spread.cells, j * spread.size + j))
    if (least === null || z < least.z) least = { j, z }
  }
  return least
}

function without(gone: number, now: Float64Array, spread: Matrix) {
  const { size } = spread
  const own = at(spread.cells, gone * size + gone)
  const rest = matrixOf(size)
  const column = (j: number) => at(spread.cells, j * size + gone)
  const next = now.map((one, j) => (j === gone ? 0 : one - (column(j) / own) * at(now, gone)))
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < size; k++) {
      const cell = at(spread.cells, row * size + k) - (column(row) * column(k)) / own
      rest.cells[row * size + k] = row === gone || k === gone ? 0 : cell
    }
  }
  return { now: next, spread: rest }
}

/** Pearson's, of the weights of evidence. */
export function correlations(candidates: readonly Candidate[]): Matrix {
  const size = candidates.length
  const matrix = matrixOf(size)
  const centred = candidates.map(({ weights }) => {
    const mean = weights.reduce((sum, one) => sum + one, 0) / weights.length
    const away = weights.map((one) => one - mean)
    const length = Math.sqrt(dot(away, away))
    return length > 0 ? away.map((one) => one / length) : away
  })
  for (const [row, one] of centred.entries()) {
    for (let column = 0; column <= row; column++) {
      const cell = row === column ? 1 : dot(one, centred[column] ?? one)
      matrix.cells[row * size + column] = cell
      matrix.cells[column * size + row] = cell
    }
  }
  return matrix
}

/** The diagonal of the inverse; what is wholly said by the others is infinite. */
export function inflationOf(matrix: Matrix): number[] {
  const lower = cholesky(matrix)
  if (lower === null) return Array.from({ length: matrix.size }, () => Number.POSITIVE_INFINITY)
  const inverted = inverse(lower)
  return Array.from({ length: matrix.size }, (_, j) => at(inverted.cells, j * matrix.size + j))
}
