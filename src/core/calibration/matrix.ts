// Symmetric positive definite systems, small: Cholesky's decomposition, for the regression and what is read off it.

/** Square, row by row. */
export type Matrix = { readonly size: number; readonly cells: Float64Array }

export function matrixOf(size: number): Matrix {
  return { size, cells: new Float64Array(size * size) }
}

/** @returns null when the matrix is not positive definite, to working precision. */
export function cholesky({ size, cells }: Matrix): Matrix | null {
  const lower = matrixOf(size)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column <= row; column++) {
      let sum = at(cells, row * size + column)
      for (let k = 0; k < column; k++) {
        sum -= at(lower.cells, row * size + k) * at(lower.cells, column * size + k)
      }
      if (row === column) {
        if (!(sum > 1e-12 * at(cells, row * size + row))) return null
        lower.cells[row * size + row] = Math.sqrt(sum)
      } else {
        lower.cells[row * size + column] = sum / at(lower.cells, column * size + column)
      }
    }
  }
  return lower
}

/** x of A x = b, by the lower triangle of A's decomposition. */
export function solve({ size, cells }: Matrix, right: Float64Array): Float64Array {
  const x = Float64Array.from(right)
  for (let row = 0; row < size; row++) {
    let sum = at(x, row)
    for (let k = 0; k < row; k++) sum -= at(cells, row * size + k) * at(x, k)
    x[row] = sum / at(cells, row * size + row)
  }
  for (let row = size - 1; row >= 0; row--) {
    let sum = at(x, row)
    for (let k = row + 1; k < size; k++) sum -= at(cells, k * size + row) * at(x, k)
    x[row] = sum / at(cells, row * size + row)
  }
  return x
}

/** By the lower triangle of A's decomposition. */
export function inverse(lower: Matrix): Matrix {
  const result = matrixOf(lower.size)
  const unit = new Float64Array(lower.size)
  for (let column = 0; column < lower.size; column++) {
    unit.fill(0)
    unit[column] = 1
    const solved = solve(lower, unit)
    for (let row = 0; row < lower.size; row++) {
      result.cells[row * lower.size + column] = at(solved, row)
    }
  }
  return result
}

export function at(cells: Float64Array, index: number): number {
  return cells[index] ?? Number.NaN
}

/** The rows and columns `kept`, in that order. */
export function part({ size, cells }: Matrix, kept: readonly number[]): Matrix {
  const result = matrixOf(kept.length)
  for (const [row, from] of kept.entries()) {
    for (const [column, to] of kept.entries()) {
      result.cells[row * kept.length + column] = at(cells, from * size + to)
    }
  }
  return result
}
