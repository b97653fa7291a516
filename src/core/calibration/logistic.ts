// Logistic regression by Newton's method (iteratively reweighted least squares), with a ridge: deterministic.
import { at, cholesky, inverse, type Matrix, matrixOf, solve } from './matrix.ts'

export type Fit = {
  /** The intercept first. */
  readonly coefficients: Float64Array
  /** Of the coefficients, at the end: the inverse of the penalised information. */
  readonly covariance: Matrix
  readonly logLikelihood: number
  readonly iterations: number
  readonly converged: boolean
}

export type FitOptions = {
  /** Half of it times the square of each coefficient but the intercept is taken from the log-likelihood. */
  readonly ridge: number
  readonly start?: Float64Array
}

const MOST_ITERATIONS = 50
const TOLERANCE = 1e-9
/** A step that does not better the likelihood is halved so often at most. */
const MOST_HALVINGS = 20

/**
 * ln(P(y = 1) ÷ P(y = 0)) = b₀ + Σ bⱼ xⱼ; `columns` without the intercept, each as long as `y`.
 * @returns null when the columns say the same thing twice and the ridge is too small to tell them apart.
 */
export function fitLogistic(
  columns: readonly Float64Array[],
  y: Uint8Array,
  { ridge, start }: FitOptions,
): Fit | null {
  const size = columns.length + 1
  let coefficients: Float64Array = start ?? atTheShare(y, size)
  let state = evaluate(columns, y, coefficients, ridge)
  let iterations = 0
  let converged = false
  while (!converged && iterations < MOST_ITERATIONS) {
    iterations += 1
    const lower = cholesky(state.information)
    if (lower === null) return null
    const step = solve(lower, state.gradient)
    const next = stepAlong(columns, y, { coefficients, step, ridge, from: state.objective })
    converged = next.objective - state.objective <= TOLERANCE * (1 + Math.abs(state.objective))
    coefficients = next.coefficients
    state = evaluate(columns, y, coefficients, ridge)
  }
  const lower = cholesky(state.information)
  if (lower === null) return null
  const { logLikelihood } = state
  return { coefficients, covariance: inverse(lower), logLikelihood, iterations, converged }
}

/** Everyone alike: what Newton's steps begin from. */
function atTheShare(y: Uint8Array, size: number): Float64Array {
  const ones = y.reduce((sum, one) => sum + one, 0)
  const coefficients = new Float64Array(size)
  coefficients[0] = Math.log((ones + 0.5) / (y.length - ones + 0.5))
  return coefficients
}

type Along = {
  readonly coefficients: Float64Array
  readonly step: Float64Array
  readonly ridge: number
  readonly from: number
}

function stepAlong(columns: readonly Float64Array[], y: Uint8Array, along: Along) {
  let share = 1
  for (let halved = 0; ; halved++) {
    const coefficients = along.coefficients.map((one, j) => one + share * at(along.step, j))
    const objective =
      logLikelihoodOf(linear(columns, coefficients, y.length), y) -
      penaltyOf(coefficients, along.ridge)
    if (objective >= along.from || halved === MOST_HALVINGS) return { coefficients, objective }
    share /= 2
  }
}

export function linear(
  columns: readonly Float64Array[],
  coefficients: Float64Array,
  rows: number,
): Float64Array {
  const sums = new Float64Array(rows).fill(at(coefficients, 0))
  for (const [j, column] of columns.entries()) {
    const coefficient = at(coefficients, j + 1)
    for (let row = 0; row < rows; row++) sums[row] = at(sums, row) + coefficient * at(column, row)
  }
  return sums
}

export function probability(logOdds: number): number {
  return logOdds >= 0 ? 1 / (1 + Math.exp(-logOdds)) : 1 - 1 / (1 + Math.exp(logOdds))
}

function logLikelihoodOf(logOdds: Float64Array, y: Uint8Array): number {
  let sum = 0
  for (let row = 0; row < y.length; row++) {
    const value = y[row] === 1 ? at(logOdds, row) : -at(logOdds, row)
    sum -= value > 0 ? Math.log1p(Math.exp(-value)) : Math.log1p(Math.exp(value)) - value
  }
  return sum
}

function penaltyOf(coefficients: Float64Array, ridge: number): number {
  return (ridge / 2) * coefficients.slice(1).reduce((sum, one) => sum + one * one, 0)
}

function evaluate(
  columns: readonly Float64Array[],
  y: Uint8Array,
  coefficients: Float64Array,
  ridge: number,
) {
  const logOdds = linear(columns, coefficients, y.length)
  const weights = new Float64Array(y.length)
  const residuals = new Float64Array(y.length)
  for (let row = 0; row < y.length; row++) {
    const p = probability(at(logOdds, row))
    weights[row] = p * (1 - p)
    residuals[row] = (y[row] ?? 0) - p
  }
  const gradient = new Float64Array(columns.length + 1)
  gradient[0] = residuals.reduce((sum, one) => sum + one, 0)
  for (const [j, column] of columns.entries()) {
    gradient[j + 1] = dot(column, residuals) - ridge * at(coefficients, j + 1)
  }
  const logLikelihood = logLikelihoodOf(logOdds, y)
  const objective = logLikelihood - penaltyOf(coefficients, ridge)
  return { gradient, information: informationOf(columns, weights, ridge), logLikelihood, objective }
}

/** So many rows of all columns stay in the processor's cache while they are multiplied. */
const BLOCK = 512

/** Xᵀ W X, with the ridge on its diagonal but for the intercept. */
function informationOf(
  columns: readonly Float64Array[],
  weights: Float64Array,
  ridge: number,
): Matrix {
  const size = columns.length + 1
  const matrix = matrixOf(size)
  const { cells } = matrix
  const weighted = new Float64Array(BLOCK)
  for (let from = 0; from < weights.length; from += BLOCK) {
    const length = Math.min(BLOCK, weights.length - from)
    const block = columns.map((column) => column.subarray(from, from + length))
    for (let row = 0; row < length; row++) cells[0] = at(cells, 0) + at(weights, from + row)
    for (const [j, column] of block.entries()) {
      let sum = 0
      for (let row = 0; row < length; row++) {
        const product = at(weights, from + row) * at(column, row)
        weighted[row] = product
        sum += product
      }
      const line = (j + 1) * size
      cells[line] = at(cells, line) + sum
      for (let k = 0; k <= j; k++) {
        cells[line + k + 1] = at(cells, line + k + 1) + dot(block[k] ?? column, weighted)
      }
    }
  }
  for (let row = 0; row < size; row++) {
    for (let k = 0; k < row; k++) cells[k * size + row] = at(cells, row * size + k)
    if (row > 0) cells[row * size + row] = at(cells, row * size + row) + ridge
  }
  return matrix
}

/** Over the rows of the first. Four sums side by side: each addition waits for the one before it. */
export function dot(one: Float64Array, other: Float64Array): number {
  const whole = one.length - (one.length % 4)
  let [a, b, c, d] = [0, 0, 0, 0]
  for (let row = 0; row < whole; row += 4) {
    a += at(one, row) * at(other, row)
    b += at(one, row + 1) * at(other, row + 1)
    c += at(one, row + 2) * at(other, row + 2)
    d += at(one, row + 3) * at(other, row + 3)
  }
  for (let row = whole; row < one.length; row++) a += at(one, row) * at(other, row)
  return a + b + c + d
}
