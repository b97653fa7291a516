// What was done and found, gathered into the validation sheet.
import { indicators } from '../indicators/index.ts'
import { gradeOf } from '../scoring/points.ts'
import { grades } from '../scoring/score.ts'
import { populationStability } from '../values/psi.ts'
import type { CalibrationRequest } from './calibrate.ts'
import type { Card } from './card.ts'
import { at } from './matrix.ts'
import type { Performance } from './measure.ts'
import type { Part, Population } from './population.ts'
import type { Selected } from './select.ts'
import { USUAL_BADS } from './settings.ts'
import type { CharacteristicSheet, GradeSheet, Limit, ValidationSheet } from './sheet.ts'

export type Found = {
  readonly request: CalibrationRequest
  readonly card: Card
  readonly population: Population
  readonly selected: Selected
  /** Of each characteristic kept, over all rows. */
  readonly cells: readonly Uint8Array[]
  readonly scores: Int32Array
  readonly development: Performance
  readonly outOfTime: Performance
}

export function writeSheet(found: Found): ValidationSheet {
  const { request, card, population, selected } = found
  const { choice, settings, scaling } = request
  const { development, outOfTime, excluded, observedDays, outOfTimeFrom } = population
  const spanOf = ({ firstDay, lastDay }: Part) => ({ firstDay, lastDay })
  const sheet = {
    card: card.id,
    product: choice.product,
    badDefinition: choice.badDefinition,
    calibrationHash: card.calibrationHash,
    provenance: request.provenance,
    choices: { leastDays: choice.leastDays, outOfTimeFrom, scaling, settings },
    population: { rows: request.sample.outcome.length, excluded, observedDays },
    development: { ...spanOf(development), performance: found.development },
    outOfTime: { ...spanOf(outOfTime), performance: found.outOfTime },
    intercept: at(selected.fit.coefficients, 0),
    logLikelihood: selected.fit.logLikelihood,
    iterations: selected.fit.iterations,
    scaling: card.scaled.scaling,
    lowest: card.scaled.lowest,
    highest: card.scaled.highest,
    characteristics: selected.kept.map((_, index) => characteristicOf(found, index)),
    dropped: selected.dropped,
    grades: grades.map((grade) => gradeSheet(found, grade)),
    scoreStability: scoreStability(found),
  }
  return { ...sheet, limits: limitsOf(sheet) }
}

function characteristicOf(found: Found, index: number): CharacteristicSheet {
  const { selected, card, population } = found
  const { coefficients, covariance } = selected.fit
  const scaled = card.scaled.characteristics[index]
  if (scaled === undefined) throw new RangeError('a characteristic without points')
  const { binning, points, coefficient } = scaled
  const standardError = Math.sqrt(at(covariance.cells, (index + 1) * covariance.size + index + 1))
  const known = indicators.find(({ id }) => id === binning.indicator)
  const cells = found.cells[index] ?? new Uint8Array()
  const late = countCells(cells, population.outOfTime, population.bad, points.length)
  const early = countCells(cells, population.development, population.bad, points.length)
  const people = (counts: typeof late) => counts.map(({ goods, bads }) => goods + bads)
  return {
    id:
      card.characteristics.find((one) => one.indicator === binning.indicator)?.id ??
      binning.indicator,
    indicator: binning.indicator,
    formula: known?.formula ?? '',
    informationValue: binning.informationValue,
    coefficient: at(coefficients, index + 1),
    standardError,
    z: coefficient / standardError,
    inflation: selected.inflation[index] ?? Number.NaN,
    binning,
    points,
    outOfTime: late,
    stability: populationStability(people(early), people(late)),
  }
}

function countCells(cells: Uint8Array, { rows }: Part, bad: Uint8Array, size: number) {
  const counts = Array.from({ length: size }, () => ({ goods: 0, bads: 0 }))
  for (const row of rows) {
    const count = counts[cells[row] ?? 0]
    if (count === undefined) continue
    if (bad[row] === 1) count.bads += 1
    else count.goods += 1
  }
  return counts
}

function gradeSheet({ card, population, scores }: Found, grade: GradeSheet['grade']): GradeSheet {
  const count = ({ rows }: Part) => {
    let [people, bads] = [0, 0]
    for (const row of rows) {
      if (gradeOf(scores[row] ?? 0, card.grades) !== grade) continue
      people += 1
      bads += population.bad[row] ?? 0
    }
    return { people, bads }
  }
  const from = grades.find((one) => one === grade)
  return {
    grade,
    from: from === undefined ? 0 : card.grades[from],
    development: count(population.development),
    outOfTime: count(population.outOfTime),
  }
}

/** Over the classes of the development people's scores. */
function scoreStability({ development, population, scores }: Found): number | null {
  const edges = development.reliability.slice(1).map(({ lowestScore }) => lowestScore)
  const count = ({ rows }: Part) => {
    const counts = new Array<number>(edges.length + 1).fill(0)
    for (const row of rows) {
      const score = scores[row] ?? 0
      const place = edges.filter((edge) => score >= edge).length
      counts[place] = (counts[place] ?? 0) + 1
    }
    return counts
  }
  return populationStability(count(population.development), count(population.outOfTime))
}

const VERY_INFORMATIVE = 0.5
const VARIES_DAYS = 60

/** What a reader must know before believing the card. */
function limitsOf(sheet: Omit<ValidationSheet, 'limits'>): Limit[] {
  const { development, outOfTime, characteristics, population } = sheet
  const [early, late] = [development.performance, outOfTime.performance]
  const { observedToExpected } = late
  const moved = [sheet.scoreStability, ...characteristics.map(({ stability }) => stability)]
  const held = characteristics.some(({ binning }) => binning.noneFound.held || binning.missing.held)
  const told: readonly (readonly [Limit, boolean])[] = [
    ['accepted_only', true],
    ['fewer_bads_than_usual', early.bads < USUAL_BADS],
    [
      'observation_varies',
      population.observedDays.most - population.observedDays.least > VARIES_DAYS,
    ],
    [
      'very_informative_characteristic',
      characteristics.some(({ informationValue }) => informationValue > VERY_INFORMATIVE),
    ],
    ['states_held_at_best', held],
    ['drops_out_of_time', late.auc.high < early.auc.value],
    ['probabilities_off_out_of_time', observedToExpected.low > 1 || observedToExpected.high < 1],
    ['population_moved', moved.some((index) => (index ?? 0) >= 0.1)],
    ['order_broken_out_of_time', characteristics.some(isOrderBroken)],
  ]
  return told.filter(([, is]) => is).map(([limit]) => limit)
}

/** Of bins with enough people of each outcome, the share of bads turns back by more than chance. */
function isOrderBroken({ binning, outOfTime }: CharacteristicSheet): boolean {
  const bins = outOfTime.slice(0, binning.bins.length)
  return bins.some((bin, index) => {
    const next = bins[index + 1]
    if (next === undefined) return false
    const [before, after] = [bin, next].map(({ goods, bads }) => bads / (goods + bads))
    if (before === undefined || after === undefined) return false
    const turned = binning.direction === 'increasing' ? after > before : after < before
    const sizes = [bin, next].map(({ goods, bads }) => goods + bads)
    const spread = Math.sqrt(
      (before * (1 - before)) / (sizes[0] ?? 1) + (after * (1 - after)) / (sizes[1] ?? 1),
    )
    return turned && Math.abs(after - before) > 1.96 * spread
  })
}
