// Counts of one window of time over fixed bins: what drift is measured on. Constant in size, whoever many people.
import { holds } from '../core/scoring/points.ts'
import type { Scorecard } from '../core/scoring/scorecard.ts'
import { populationStability } from '../core/values/psi.ts'
import type { Vector } from '../outcomes/outcome.ts'
import {
  alertsOf,
  type Drift,
  type DriftWeek,
  drifts,
  type Level,
  type Thresholds,
} from './drift.ts'

export type Tally = {
  people: number
  scored: number
  scores: number
  uncategorised: number
  withUncategorised: number
  daysCovered: number
  /** By characteristic: its bins, none found, not observed. */
  readonly characteristics: number[][]
  /** Ten bands of a hundred points, and no score. */
  readonly score: number[]
  readonly coverage: number[]
}

const SCORE_BANDS = 10
/** Days covered: under 60, under 75, under 90, all. */
const coverageEdges = [60, 75, 90]

export function newTally({ characteristics }: Scorecard): Tally {
  const zeros = (size: number) => new Array<number>(size).fill(0)
  return {
    ...{ people: 0, scored: 0, scores: 0, uncategorised: 0, withUncategorised: 0, daysCovered: 0 },
    characteristics: characteristics.map(({ bins }) => zeros(bins.length + 2)),
    score: zeros(SCORE_BANDS + 1),
    coverage: zeros(coverageEdges.length + 1),
  }
}

/** With the card in force, whatever card scored then: one set of bins over all time. */
export function count(tally: Tally, { characteristics }: Scorecard, vector: Vector): void {
  tally.people += 1
  const figures = new Map(vector.indicators.map((one) => [one.id, one]))
  for (const [index, { indicator, bins }] of characteristics.entries()) {
    const figure = figures.get(indicator)
    const measured = figure?.state === 'measured' ? figure.value : undefined
    const place =
      measured !== undefined
        ? bins.findIndex((bin) => holds(bin, measured))
        : bins.length + (figure?.state === 'none_found' ? 0 : 1)
    add(tally.characteristics[index], place)
  }
  const { value } = vector.score
  add(
    tally.score,
    value === null ? SCORE_BANDS : Math.min(SCORE_BANDS - 1, Math.floor(value / 100)),
  )
  if (value !== null) {
    tally.scored += 1
    tally.scores += value
  }
  const { daysCovered, uncategorisedByAmount } = vector.coverage
  tally.daysCovered += daysCovered
  add(tally.coverage, coverageEdges.filter((edge) => daysCovered >= edge).length)
  if (uncategorisedByAmount === null) return
  tally.uncategorised += uncategorisedByAmount
  tally.withUncategorised += 1
}

function add(counts: number[] | undefined, place: number): void {
  if (counts !== undefined) counts[place] = (counts[place] ?? 0) + 1
}

export function levelOf(tally: Tally): Level {
  const { people, scored, scores, uncategorised, withUncategorised, daysCovered } = tally
  const of = (sum: number, all: number) =>
    all === 0 ? null : Math.round((sum / all) * 10_000) / 10_000
  return {
    people,
    notScored: of(people - scored, people),
    meanScore: of(scores, scored),
    uncategorised: of(uncategorised, withUncategorised),
    daysCovered: of(daysCovered, people),
  }
}

export type Windows = {
  readonly reference: { readonly from: string; readonly to: string; readonly tally: Tally }
  /** By the Monday of each. */
  readonly weeks: ReadonlyMap<string, Tally>
}

export function measureDrift(
  scorecard: Scorecard,
  { reference, weeks }: Windows,
  thresholds: Thresholds,
): Drift {
  const before = levelOf(reference.tally)
  const measured = [...weeks]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([week, tally]): DriftWeek => {
      const enough = Math.min(reference.tally.people, tally.people) >= thresholds.people
      const between = (of: string, then: readonly number[], now: readonly number[]) =>
        drifts(of, enough ? populationStability(then, now) : null)
      const found = {
        week,
        level: levelOf(tally),
        characteristics: scorecard.characteristics.map(({ id }, index) =>
          between(
            id,
            reference.tally.characteristics[index] ?? [],
            tally.characteristics[index] ?? [],
          ),
        ),
        score: between('score', reference.tally.score, tally.score),
        coverage: between('coverage', reference.tally.coverage, tally.coverage),
      }
      return { ...found, alerts: alertsOf(found, before, thresholds) }
    })
  const { from, to } = reference
  return {
    scorecard: scorecard.id,
    thresholds,
    reference: { from, to, level: before },
    weeks: measured,
  }
}
