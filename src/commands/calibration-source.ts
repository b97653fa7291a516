// Where `nonante calibrate` reads: one CSV, reports with a CSV of outcomes, or the database.
import type { Sample } from '../core/calibration/sample.ts'
import type { Provenance } from '../core/calibration/sheet.ts'
import { AppError } from '../errors.ts'
import { readSample } from '../outcomes/read-sample.ts'
import { readSampleCsv } from '../outcomes/sample-csv.ts'
import { readSampleNdjson } from '../outcomes/sample-ndjson.ts'
import { withVault } from '../wiring/vault-only.ts'

export type CalibrationSource = {
  readonly sample: Sample
  readonly inputs: Provenance['inputs']
  /** Empty when all reports have outcomes and the other way round. */
  readonly unmatched: string
}

type Places = {
  readonly reports?: string
  readonly outcomes?: string
  readonly lender?: string
}

export async function readSource(
  file: string | undefined,
  { reports, outcomes, lender }: Places,
): Promise<CalibrationSource> {
  const pair = reports !== undefined && outcomes !== undefined
  const given = [file !== undefined, pair, lender !== undefined].filter(Boolean).length
  if (given !== 1 || (reports === undefined) !== (outcomes === undefined)) {
    throw new AppError(
      'invalid_request',
      'give a CSV, or --reports with --outcomes, or --lender to read the database',
    )
  }
  if (file !== undefined) {
    const read = await readSampleCsv(file)
    return { sample: read.sample, inputs: [read.file], unmatched: '' }
  }
  if (reports !== undefined && outcomes !== undefined) {
    const { sample, files, ...left } = await readSampleNdjson(reports, outcomes)
    const unmatched = `${left.outcomesWithoutReport} outcomes without a report, ${left.reportsWithoutOutcome} reports without an outcome`
    return { sample, inputs: files, unmatched }
  }
  if (lender === undefined) throw new AppError('invalid_request', 'nothing to read')
  const { sample, sha256, rows } = await withVault('nonante calibrate', (parts) =>
    readSample(parts, { lenderId: lender, actor: 'operator' }),
  )
  return { sample, inputs: [{ name: 'outcomes of the database', sha256, rows }], unmatched: '' }
}
