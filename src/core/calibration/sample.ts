// Reports beside what became of them, column by column: what a calibration reads.
import type { IndicatorResult } from '../indicators/indicator.ts'

/** How a row stands with a figure: as the scorecard sees it, `not_observable` and `withheld` are one. */
export const MEASURED = 0
export const NONE_FOUND = 1
export const MISSING = 2

export const outcomes = ['good', 'bad', 'indeterminate', 'refused', 'withdrawn'] as const
export type Outcome = (typeof outcomes)[number]

/** One indicator over all rows; `values` counts only where the state is `MEASURED`. */
export type Column = {
  readonly indicator: string
  readonly values: Float64Array
  readonly states: Uint8Array
}

export type Sample = {
  /** As the report says: its last day. */
  readonly asOf: readonly string[]
  readonly observationEnd: readonly string[]
  readonly product: readonly string[]
  readonly badDefinition: readonly string[]
  readonly outcome: readonly Outcome[]
  readonly columns: readonly Column[]
}

export type SampleRow = {
  readonly asOf: string
  readonly observationEnd: string
  readonly product: string
  readonly badDefinition: string
  readonly outcome: Outcome
  readonly indicators: ReadonlyMap<string, Pick<IndicatorResult, 'state' | 'value'>>
}

/** A figure a report does not have, of a rulebook before it, is missing. */
export function sampleOf(rows: readonly SampleRow[], indicators: readonly string[]): Sample {
  const columns = indicators.map((indicator) => {
    const values = new Float64Array(rows.length)
    const states = new Uint8Array(rows.length).fill(MISSING)
    for (const [index, row] of rows.entries()) {
      const of = row.indicators.get(indicator)
      if (of?.state === 'measured' && of.value !== undefined) {
        states[index] = MEASURED
        values[index] = of.value
      } else if (of?.state === 'none_found') {
        states[index] = NONE_FOUND
      }
    }
    return { indicator, values, states }
  })
  return {
    asOf: rows.map((row) => row.asOf),
    observationEnd: rows.map((row) => row.observationEnd),
    product: rows.map((row) => row.product),
    badDefinition: rows.map((row) => row.badDefinition),
    outcome: rows.map((row) => row.outcome),
    columns,
  }
}
