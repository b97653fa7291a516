// The columns that say what became of a report: the same in both kinds of CSV.
import { type Outcome, outcomes } from '../core/calibration/sample.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import { faultAt, splitCells } from './csv.ts'

export const outcomeColumns = [
  'report_id',
  'product',
  'bad_definition',
  'observation_end',
  'outcome',
] as const
export type OutcomeColumn = (typeof outcomeColumns)[number]

export type OutcomeCells = {
  readonly reportId: string
  readonly product: string
  readonly badDefinition: string
  readonly observationEnd: string
  readonly outcome: Outcome
}

/** Products and bad definitions, as the API takes them too. */
export const CODE = /^[a-z0-9][a-z0-9_.-]{0,99}$/

/** A line of a file, cut up, and where each named column stands. */
export type Line = {
  readonly file: string
  readonly number: number
  readonly cells: readonly string[]
  readonly places: ReadonlyMap<string, number>
}

/** @throws AppError when a required column is missing or one is there twice. */
export function readHeader(
  file: string,
  text: string,
  required: readonly string[],
): ReadonlyMap<string, number> {
  const places = new Map<string, number>()
  for (const [place, name] of splitCells(text, file, 1)
    .map((cell) => cell.trim())
    .entries()) {
    if (places.has(name)) throw faultAt(file, 1, place + 1, `the column "${name}" is there twice`)
    places.set(name, place)
  }
  const missing = required.find((name) => !places.has(name))
  if (missing === undefined) return places
  throw faultAt(file, 1, null, `the column "${missing}" is missing; needed: ${required.join(', ')}`)
}

export function readOutcome(line: Line): OutcomeCells {
  return {
    reportId: readText(line, 'report_id'),
    product: readCode(line, 'product'),
    badDefinition: readCode(line, 'bad_definition'),
    observationEnd: readDay(line, 'observation_end'),
    outcome: readOneOf(line),
  }
}

export function cellOf({ cells, places }: Line, column: string): string {
  return (cells[places.get(column) ?? -1] ?? '').trim()
}

export function fault(line: Line, column: string, detail: string): Error {
  return faultAt(line.file, line.number, (line.places.get(column) ?? 0) + 1, `${column} ${detail}`)
}

export function readDay(line: Line, column: string): string {
  const text = cellOf(line, column)
  if (parsePlainDate(text) === null) throw fault(line, column, 'must be a day, as 2026-11-20')
  return text
}

function readText(line: Line, column: string): string {
  const text = cellOf(line, column)
  if (text === '') throw fault(line, column, 'is empty')
  return text
}

function readCode(line: Line, column: string): string {
  const text = cellOf(line, column)
  if (CODE.test(text)) return text
  throw fault(line, column, 'must be a code of small letters, digits, ".", "_" and "-"')
}

function readOneOf(line: Line): Outcome {
  const text = cellOf(line, 'outcome')
  const found = outcomes.find((one) => one === text)
  if (found === undefined) throw fault(line, 'outcome', `must be one of ${outcomes.join(', ')}`)
  return found
}
