// One CSV of reports and outcomes → the sample of a calibration: a row for each report, a column for each indicator.
import {
  type Column,
  MEASURED,
  MISSING,
  NONE_FOUND,
  type Sample,
} from '../core/calibration/sample.ts'
import { indicators } from '../core/indicators/index.ts'
import type { Indicator } from '../core/indicators/indicator.ts'
import { stepOf } from '../core/scoring/scorecard.ts'
import { type FileRead, faultAt, readLines, splitCells } from './csv.ts'
import {
  fault,
  type Line,
  type OutcomeCells,
  outcomeColumns,
  readDay,
  readHeader,
  readOutcome,
} from './outcome-columns.ts'

const named = [...outcomeColumns, 'as_of']

type Growing = {
  readonly indicator: Indicator
  readonly place: number
  readonly step: number
  readonly values: number[]
  readonly states: number[]
}

/**
 * A cell is a number (integer minor units for money, four decimals for ratios), or a state: `none_found`,
 * `not_observable`, `withheld`; empty is `not_observable`.
 * @throws AppError `invalid_request` naming line and column
 */
export async function readSampleCsv(path: string): Promise<{ sample: Sample; file: FileRead }> {
  const rows: (OutcomeCells & { asOf: string })[] = []
  const seen = new Map<string, number>()
  let places: ReadonlyMap<string, number> | null = null
  let columns: Growing[] = []
  let width = 0
  const file = await readLines(path, (text, number) => {
    if (places === null) {
      places = readHeader(path, text, named)
      width = places.size
      columns = indicatorColumns(path, places)
      return
    }
    const line = { file: path, number, cells: splitCells(text, path, number), places }
    if (line.cells.length !== width) {
      throw faultAt(path, number, null, `has ${line.cells.length} cells, the header ${width}`)
    }
    const row = { ...readOutcome(line), asOf: readDay(line, 'as_of') }
    refuseTwice(seen, row, line)
    if (row.observationEnd < row.asOf) throw fault(line, 'observation_end', 'is before as_of')
    rows.push(row)
    for (const column of columns) readFigure(column, line)
  })
  if (places === null) throw faultAt(path, 1, null, 'the file is empty')
  return { sample: toSample(rows, columns), file: { ...file, rows: rows.length } }
}

/** @throws AppError on what is no indicator, and on one that no score may rest on. */
function indicatorColumns(path: string, places: ReadonlyMap<string, number>): Growing[] {
  return [...places].flatMap(([name, place]) => {
    if (named.includes(name)) return []
    const indicator = indicators.find(({ id }) => id === name)
    if (indicator === undefined) {
      throw faultAt(path, 1, place + 1, `"${name}" is no indicator of this engine: take it out`)
    }
    const { barredFromScore } = indicator
    if (barredFromScore !== undefined) {
      const detail = `${name} is barred from scores (${barredFromScore}): take the column out`
      throw faultAt(path, 1, place + 1, detail)
    }
    return [{ indicator, place, step: stepOf(indicator.unit), values: [], states: [] }]
  })
}

function refuseTwice(seen: Map<string, number>, row: OutcomeCells, line: Line): void {
  const key = [row.reportId, row.product, row.badDefinition].join('\n')
  const before = seen.get(key)
  if (before !== undefined) {
    throw fault(
      line,
      'report_id',
      `stands on line ${before} already, for this product and bad definition`,
    )
  }
  seen.set(key, line.number)
}

function readFigure({ indicator, place, step, values, states }: Growing, line: Line): void {
  const text = (line.cells[place] ?? '').trim()
  if (text === '' || text === 'not_observable' || text === 'withheld' || text === 'none_found') {
    values.push(0)
    states.push(text === 'none_found' ? NONE_FOUND : MISSING)
    return
  }
  const value = Number(text)
  if (!/^-?\d+(\.\d+)?$/.test(text) || !Number.isFinite(value)) {
    throw fault(line, indicator.id, 'must be a number, none_found, not_observable or withheld')
  }
  if (Math.abs(value / step - Math.round(value / step)) > 1e-6) {
    throw fault(line, indicator.id, `is finer than its unit (${step}): give it as reports do`)
  }
  values.push(value)
  states.push(MEASURED)
}

function toSample(
  rows: readonly (OutcomeCells & { asOf: string })[],
  columns: readonly Growing[],
): Sample {
  return {
    asOf: rows.map((row) => row.asOf),
    observationEnd: rows.map((row) => row.observationEnd),
    product: rows.map((row) => row.product),
    badDefinition: rows.map((row) => row.badDefinition),
    outcome: rows.map((row) => row.outcome),
    columns: columns.map(
      ({ indicator, values, states }): Column => ({
        indicator: indicator.id,
        values: Float64Array.from(values),
        states: Uint8Array.from(states),
      }),
    ),
  }
}
