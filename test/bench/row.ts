// One measured figure of a run, beside what it is held against.
export type Row = {
  readonly what: string
  readonly measured: string
  /** The named yardstick measured in the same run, or the limit asked for. */
  readonly yardstick: string
  /** Of the two, where both are figures; else empty. */
  readonly ratio: string
  /** What printed it. */
  readonly command: string
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}
