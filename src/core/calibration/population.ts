// Whose reports a card is drawn from: who is left out and why, and the days that only check it.
import { daysBetween, toPlainDate } from '../values/plain-date.ts'
import type { Sample } from './sample.ts'

export type PopulationChoice = {
  readonly product: string
  readonly badDefinition: string
  /** Rows observed for fewer days are left out; 0: none. */
  readonly leastDays: number
  /** Reports from this day on check the card; null: the last quarter of the rows, by whole days. */
  readonly outOfTimeFrom: string | null
}

export const exclusions = [
  'other_product',
  'other_bad_definition',
  'observed_too_short',
  'indeterminate',
  'refused',
  'withdrawn',
] as const
export type Exclusion = (typeof exclusions)[number]

export type Part = {
  readonly rows: Int32Array
  readonly bads: number
  readonly firstDay: string | null
  readonly lastDay: string | null
}

export type Population = {
  readonly development: Part
  readonly outOfTime: Part
  readonly outOfTimeFrom: string | null
  readonly excluded: Readonly<Record<Exclusion, number>>
  /** From a report to the end of its observation. */
  readonly observedDays: { readonly least: number; readonly median: number; readonly most: number }
  /** 1 for bad, over all rows of the sample. */
  readonly bad: Uint8Array
}

const OUT_OF_TIME_SHARE = 0.25

export function choosePopulation(sample: Sample, choice: PopulationChoice): Population {
  const excluded: Record<Exclusion, number> = {
    other_product: 0,
    other_bad_definition: 0,
    observed_too_short: 0,
    indeterminate: 0,
    refused: 0,
    withdrawn: 0,
  }
  const bad = new Uint8Array(sample.outcome.length)
  const kept: number[] = []
  const days: number[] = []
  for (let row = 0; row < bad.length; row++) {
    const observed = observedDays(sample, row)
    const why = exclusionOf(sample, row, choice, observed)
    if (why !== null) {
      excluded[why] += 1
      continue
    }
    if (sample.outcome[row] === 'bad') bad[row] = 1
    kept.push(row)
    days.push(observed)
  }
  const from = choice.outOfTimeFrom ?? lastQuarter(kept.map((row) => sample.asOf[row] ?? ''))
  const isLate = (row: number) => from !== null && (sample.asOf[row] ?? '') >= from
  return {
    development: partOf(
      sample,
      bad,
      kept.filter((row) => !isLate(row)),
    ),
    outOfTime: partOf(sample, bad, kept.filter(isLate)),
    outOfTimeFrom: from,
    excluded,
    observedDays: spreadOf(days),
    bad,
  }
}

function observedDays(sample: Sample, row: number): number {
  const [from, to] = [sample.asOf[row], sample.observationEnd[row]]
  if (from === undefined || to === undefined) return 0
  return daysBetween(toPlainDate(from), toPlainDate(to))
}

function exclusionOf(
  sample: Sample,
  row: number,
  choice: PopulationChoice,
  observed: number,
): Exclusion | null {
  if (sample.product[row] !== choice.product) return 'other_product'
  if (sample.badDefinition[row] !== choice.badDefinition) return 'other_bad_definition'
  const outcome = sample.outcome[row] ?? 'indeterminate'
  if (outcome !== 'good' && outcome !== 'bad') return outcome
  return observed < choice.leastDays ? 'observed_too_short' : null
}

/** The first day of the last quarter; null when all reports are of one day. */
function lastQuarter(days: readonly string[]): string | null {
  const sorted = [...days].sort()
  const wanted = sorted[Math.floor(sorted.length * (1 - OUT_OF_TIME_SHARE))]
  if (wanted === undefined) return null
  if (wanted > (sorted[0] ?? '')) return wanted
  return sorted.find((day) => day > wanted) ?? null
}

function partOf(sample: Sample, bad: Uint8Array, rows: readonly number[]): Part {
  let [first, last, bads]: [string | null, string | null, number] = [null, null, 0]
  for (const row of rows) {
    const day = sample.asOf[row] ?? ''
    if (first === null || day < first) first = day
    if (last === null || day > last) last = day
    bads += bad[row] ?? 0
  }
  return { rows: Int32Array.from(rows), bads, firstDay: first, lastDay: last }
}

function spreadOf(days: readonly number[]): Population['observedDays'] {
  const sorted = Float64Array.from(days).sort()
  const at = (index: number) => sorted[index] ?? 0
  return { least: at(0), median: at(sorted.length >> 1), most: at(sorted.length - 1) }
}
