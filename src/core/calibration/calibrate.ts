// Outcomes → scorecard and validation sheet, on one screen: pure, the same input gives the same bytes.
import { indicators } from '../indicators/index.ts'
import { canonicalHash } from '../values/canonical.ts'
import { binColumn, cellsOf, type Labelled, weightsOf } from './binning.ts'
import { type Card, draftCard, type Joined } from './card.ts'
import { gradesByShare } from './grades.ts'
import { at } from './matrix.ts'
import { measure } from './measure.ts'
import {
  choosePopulation,
  type Part,
  type Population,
  type PopulationChoice,
} from './population.ts'
import type { Column, Sample } from './sample.ts'
import { chanceOfBad, type Scaling, scalePoints, scoreRows } from './scale.ts'
import { type Candidate, type Dropped, type Selected, selectCharacteristics } from './select.ts'
import type { CalibrationSettings } from './settings.ts'
import type { Provenance, ValidationSheet } from './sheet.ts'
import { writeSheet } from './write-sheet.ts'

export type CalibrationRequest = {
  readonly cardId: string
  readonly sample: Sample
  readonly choice: PopulationChoice
  /** null: from 0 to 1000. */
  readonly scaling: Scaling | null
  readonly settings: CalibrationSettings
  readonly joined: Joined
  readonly provenance: Provenance
}

export const refusals = [
  'no_rows',
  'one_day_only',
  'too_few_bads',
  'too_few_goods',
  'too_few_bads_out_of_time',
  'too_few_goods_out_of_time',
  'nothing_tells',
  'scale_leaves_0_1000',
] as const
export type Refusal = {
  readonly why: (typeof refusals)[number]
  readonly found: number | null
  readonly needed: number | null
}

export type Calibration =
  | { readonly state: 'refused'; readonly refusal: Refusal; readonly population: Population }
  | { readonly state: 'calibrated'; readonly card: Card; readonly sheet: ValidationSheet }

export function calibrate(request: CalibrationRequest): Calibration {
  const { sample, choice, settings, joined } = request
  const population = choosePopulation(sample, choice)
  const refused = (
    why: Refusal['why'],
    found: number | null = null,
    needed: number | null = null,
  ) => ({ state: 'refused', refusal: { why, found, needed }, population }) as const
  const tooFew = lacking(population, settings)
  if (tooFew !== null) return { state: 'refused', refusal: tooFew, population }
  const { kept, dropped } = candidatesOf(sample, population, settings)
  const { development } = population
  const good = Uint8Array.from(development.rows, (row) => 1 - (population.bad[row] ?? 0))
  const selected = selectCharacteristics(kept, { good, bads: development.bads }, settings)
  if (selected === null || selected.kept.length === 0) return refused('nothing_tells')
  const { coefficients } = selected.fit
  const weighted = selected.kept.map(({ binning }, index) => ({
    binning,
    coefficient: at(coefficients, index + 1),
  }))
  const scaled = scalePoints(weighted, at(coefficients, 0), request.scaling)
  if (scaled === null) return refused('scale_leaves_0_1000')
  const cells = selected.kept.map(({ binning }) =>
    cellsOf(columnOf(sample, binning.indicator), binning),
  )
  const scores = scoreRows(scaled.characteristics, cells, sample.outcome.length)
  const grades = gradesByShare(Int32Array.from(development.rows, (row) => scores[row] ?? 0))
  const calibrationHash = hashOf(request)
  const head = {
    ...{ id: request.cardId, product: choice.product, badDefinition: choice.badDefinition },
    ...{ minimum: joined.scorecard.minimum, grades, calibrationHash },
  }
  const card = draftCard(head, scaled, joined)
  const performanceOf = (part: Part, fitted: boolean) =>
    measure(
      part,
      { scores, bad: population.bad, toBad: chanceOfBad(scaled.scaling), fitted },
      settings,
    )
  const all: Selected = { ...selected, dropped: [...dropped, ...selected.dropped] }
  const sheet = writeSheet({
    ...{ request, card, population, selected: all, cells, scores },
    development: performanceOf(development, true),
    outOfTime: performanceOf(population.outOfTime, false),
  })
  return { state: 'calibrated', card, sheet }
}

/** What the card follows from, and nothing else: the same hash, the same card. */
function hashOf({ cardId, choice, scaling, settings, provenance }: CalibrationRequest): string {
  return canonicalHash({ cardId, choice, scaling, settings, provenance })
}

function lacking(population: Population, { minimumBads }: CalibrationSettings): Refusal | null {
  const { development, outOfTime, outOfTimeFrom } = population
  const rows = development.rows.length + outOfTime.rows.length
  if (rows === 0) return { why: 'no_rows', found: 0, needed: null }
  if (outOfTimeFrom === null) return { why: 'one_day_only', found: rows, needed: null }
  const needed = [
    ['too_few_bads', development.bads, minimumBads.development],
    ['too_few_goods', development.rows.length - development.bads, minimumBads.development],
    ['too_few_bads_out_of_time', outOfTime.bads, minimumBads.outOfTime],
    ['too_few_goods_out_of_time', outOfTime.rows.length - outOfTime.bads, minimumBads.outOfTime],
  ] as const
  const short = needed.find(([, found, least]) => found < least)
  return short === undefined ? null : { why: short[0], found: short[1], needed: short[2] }
}

function candidatesOf(sample: Sample, population: Population, settings: CalibrationSettings) {
  const { rows } = population.development
  const labelled: Labelled = { rows, bad: population.bad }
  const dropped: Dropped[] = []
  const kept: Candidate[] = []
  for (const column of sample.columns) {
    const { indicator } = column
    const known = indicators.find(({ id }) => id === indicator)
    const higherIs = known?.higherIs ?? null
    if (known?.barredFromScore !== undefined) {
      dropped.push({ indicator, why: 'barred', detail: known.barredFromScore })
    } else if (higherIs === null) {
      dropped.push({ indicator, why: 'only_informs', detail: null })
    } else {
      const declared = higherIs === 'safer' ? 'increasing' : 'decreasing'
      const binning = binColumn(column, labelled, declared, settings)
      const against = contradiction(column, labelled, { binning, settings })
      if (against !== null) dropped.push(against)
      else kept.push(candidateOf(column, rows, binning))
    }
  }
  return { kept, dropped }
}

type Tried = {
  readonly binning: ReturnType<typeof binColumn>
  readonly settings: CalibrationSettings
}

/** In the declared direction nothing, in the other something: the figure does not mean here what it should. */
function contradiction(
  column: Column,
  labelled: Labelled,
  { binning, settings }: Tried,
): Dropped | null {
  if (binning.bins.length > 1) return null
  const other = binning.direction === 'increasing' ? 'decreasing' : 'increasing'
  const turned = binColumn(column, labelled, other, settings)
  const says = turned.bins.length > 1 && turned.informationValue >= settings.leastInformation
  if (!says) return null
  const detail = turned.informationValue.toFixed(4)
  return { indicator: column.indicator, why: 'against_its_direction', detail }
}

function candidateOf(column: Column, rows: Int32Array, binning: Tried['binning']): Candidate {
  const weights = weightsOf(binning)
  const cells = cellsOf(column, binning)
  const own = new Float64Array(rows.length)
  for (let at = 0; at < own.length; at++) own[at] = weights[cells[rows[at] ?? 0] ?? 0] ?? 0
  return { binning, weights: own }
}

function columnOf(sample: Sample, indicator: string): Column {
  const column = sample.columns.find((one) => one.indicator === indicator)
  if (column === undefined) throw new RangeError('a characteristic without its column')
  return column
}
