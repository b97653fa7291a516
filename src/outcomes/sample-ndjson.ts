// Reports as NDJSON beside a CSV of outcomes → the sample of a calibration.
import { z } from 'zod'
import { type Sample, type SampleRow, sampleOf } from '../core/calibration/sample.ts'
import { indicators } from '../core/indicators/index.ts'
import { plainDateSchema } from '../core/values/plain-date.ts'
import { type FileRead, faultAt, readLines, splitCells } from './csv.ts'
import {
  fault,
  type OutcomeCells,
  outcomeColumns,
  readHeader,
  readOutcome,
} from './outcome-columns.ts'

/** A report as the API gives it, or as `nonante analyze` with an id of the lender's beside it. */
const lineSchema = z.object({
  reportId: z.string().optional(),
  envelope: z.object({ id: z.string() }).nullish(),
  provenance: z.object({ asOf: plainDateSchema }),
  indicators: z.array(
    z.object({
      id: z.string(),
      state: z.enum(['measured', 'none_found', 'not_observable', 'withheld']),
      value: z.number().optional(),
    }),
  ),
})

export type Joined = {
  readonly sample: Sample
  readonly files: readonly FileRead[]
  readonly outcomesWithoutReport: number
  readonly reportsWithoutOutcome: number
}

/** @throws AppError `invalid_request` naming file, line and column */
export async function readSampleNdjson(reports: string, outcomes: string): Promise<Joined> {
  const told = await readOutcomes(outcomes)
  const rows: SampleRow[] = []
  const matched = new Set<OutcomeCells>()
  const seen = new Set<string>()
  let alone = 0
  const file = await readLines(reports, (text, number) => {
    const { id, asOf, figures } = readReport(reports, number, text)
    if (seen.has(id)) throw faultAt(reports, number, null, 'the report is there twice')
    seen.add(id)
    const own = told.byReport.get(id) ?? []
    if (own.length === 0) alone += 1
    for (const outcome of own) {
      matched.add(outcome)
      rows.push({ ...outcome, asOf, indicators: figures })
    }
  })
  const sample = sampleOf(
    rows,
    indicators.map(({ id }) => id),
  )
  return {
    sample,
    files: [file, told.file],
    outcomesWithoutReport: told.file.rows - matched.size,
    reportsWithoutOutcome: alone,
  }
}

async function readOutcomes(path: string) {
  const byReport = new Map<string, OutcomeCells[]>()
  let places: ReadonlyMap<string, number> | null = null
  let rows = 0
  const file = await readLines(path, (text, number) => {
    if (places === null) {
      places = readHeader(path, text, outcomeColumns)
      return
    }
    const line = { file: path, number, cells: splitCells(text, path, number), places }
    const row = readOutcome(line)
    const own = byReport.get(row.reportId) ?? []
    const isTwice = own.some(
      (one) => one.product === row.product && one.badDefinition === row.badDefinition,
    )
    if (isTwice)
      throw fault(line, 'report_id', 'is there twice for this product and bad definition')
    byReport.set(row.reportId, [...own, row])
    rows += 1
  })
  return { byReport, file: { ...file, rows } }
}

function readReport(path: string, number: number, text: string) {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw faultAt(path, number, null, 'is not JSON')
  }
  const parsed = lineSchema.safeParse(value)
  if (!parsed.success) {
    const where = parsed.error.issues[0]?.path.join('.') ?? ''
    throw faultAt(path, number, null, `is no report: look at ${where === '' ? 'its form' : where}`)
  }
  const id = parsed.data.reportId ?? parsed.data.envelope?.id
  if (id === undefined) throw faultAt(path, number, null, 'has neither envelope.id nor reportId')
  const figures = new Map(parsed.data.indicators.map((one) => [one.id, one]))
  return { id, asOf: parsed.data.provenance.asOf, figures }
}
