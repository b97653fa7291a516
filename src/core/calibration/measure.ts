// How a card does on one half of the sample: discrimination and truth of its probabilities, with confidence.
import {
  areaUnderCurve,
  giniOf,
  type Interval,
  kolmogorovSmirnov,
  type ScoreClass,
  scoreClasses,
  Z_95,
} from './discrimination.ts'
import type { Part } from './population.ts'
import {
  brierScore,
  type HosmerLemeshow,
  hosmerLemeshow,
  type ReliabilityClass,
  reliability,
  type ToProbability,
} from './reliability.ts'
import { bootstrap } from './resample.ts'
import type { CalibrationSettings } from './settings.ts'

export type Performance = {
  readonly people: number
  readonly bads: number
  readonly auc: Interval
  readonly gini: Interval
  readonly ks: Interval
  readonly brier: Interval
  /** Brier's score of telling everyone the share of bads. */
  readonly brierOfShare: number
  /** Bads observed ÷ bads expected. */
  readonly observedToExpected: Interval
  readonly hosmerLemeshow: HosmerLemeshow | null
  readonly reliability: readonly ReliabilityClass[]
}

export type Measured = {
  readonly scores: Int32Array
  readonly bad: Uint8Array
  readonly toBad: ToProbability
  /** Was the card fitted on these people? */
  readonly fitted: boolean
}

export function measure(
  part: Part,
  { scores, bad, toBad, fitted }: Measured,
  settings: CalibrationSettings,
): Performance {
  const classes = scoreClasses(
    Int32Array.from(part.rows, (row) => scores[row] ?? 0),
    Uint8Array.from(part.rows, (row) => bad[row] ?? 0),
  )
  const figures = (drawn: readonly ScoreClass[]) => ({
    ks: kolmogorovSmirnov(drawn),
    brier: brierScore(drawn, toBad),
  })
  const { ks, brier } = bootstrap(classes, figures, settings)
  const auc = areaUnderCurve(classes)
  const table = reliability(classes, toBad, settings.classes)
  const expected = table.reduce((sum, one) => sum + one.expected, 0)
  const people = part.rows.length
  const share = part.bads / people
  return {
    ...{ people, bads: part.bads, auc, gini: giniOf(auc), ks, brier },
    brierOfShare: share * (1 - share),
    observedToExpected: observedTo(expected, part.bads),
    hosmerLemeshow: hosmerLemeshow(table, fitted),
    reliability: table,
  }
}

/** Poisson, by the logarithm: 95 %. */
function observedTo(expected: number, bads: number): Interval {
  const value = bads / expected
  const factor = Math.exp(Z_95 / Math.sqrt(Math.max(1, bads)))
  return { value, low: value / factor, high: value * factor }
}
