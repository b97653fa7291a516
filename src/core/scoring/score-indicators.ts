// Indicators → score: pillars that add up, a contribution for every characteristic, reasons, counterfactuals.
import { type ReasonTexts, textOf } from '../flags/reason-texts.ts'
import type { IndicatorResult } from '../indicators/indicator.ts'
import { findCounterfactuals } from './counterfactuals.ts'
import { addPoints, type Placed } from './points.ts'
import type { Readiness } from './readiness.ts'
import { pillars, type Score } from './score.ts'
import type { Scorecard } from './scorecard.ts'

export type ScoreContext = { readonly readiness: Readiness; readonly texts: ReasonTexts }

/** 0–1000, higher is safer; without the minimum data there is no value, and what is missing is said. */
export function score(
  results: readonly IndicatorResult[],
  scorecard: Scorecard,
  context: ScoreContext,
): Score {
  const card = { id: scorecard.id, kind: scorecard.kind }
  const { state, missing } = context.readiness
  if (state !== 'measured') {
    return {
      state,
      missing: [...missing],
      value: null,
      grade: null,
      scorecard: card,
      pillars: [],
      contributions: [],
      reasons: [],
      counterfactuals: [],
    }
  }
  const points = addPoints(results, scorecard)
  return {
    state,
    missing: [],
    value: points.total,
    grade: points.grade,
    scorecard: card,
    pillars: pillars.map((id) => ({
      id,
      points: points.placed
        .filter(({ characteristic }) => characteristic.pillar === id)
        .reduce((sum, placed) => sum + placed.points, 0),
      max: scorecard.pillars[id],
    })),
    contributions: points.placed.map(contributionOf),
    reasons: [...against(points.placed, context.texts), ...inFavour(points.placed, context.texts)],
    counterfactuals: findCounterfactuals(results, scorecard, points, context.texts),
  }
}

function contributionOf(placed: Placed): Score['contributions'][number] {
  return {
    characteristic: placed.characteristic.id,
    pillar: placed.characteristic.pillar,
    indicator: placed.characteristic.indicator,
    value: placed.value,
    bin: placed.bin,
    points: placed.points,
    max: placed.characteristic.best,
    evidence: [...placed.evidence],
  }
}

type Reason = Score['reasons'][number]

/** Points lost to the best bin, the greatest loss first; never a reason without a loss. */
function against(placed: readonly Placed[], texts: ReasonTexts): Reason[] {
  return placed
    .filter(({ characteristic, points }) => points < characteristic.best)
    .map((one) => reasonOf(one, 'against', one.characteristic.best - one.points, texts))
    .sort(byPoints)
}

/** What earned all it could. */
function inFavour(placed: readonly Placed[], texts: ReasonTexts): Reason[] {
  return placed
    .filter(({ characteristic, points }) => points === characteristic.best && points > 0)
    .map((one) => reasonOf(one, 'for', one.points, texts))
    .sort(byPoints)
}

function byPoints(a: Reason, b: Reason): number {
  return b.points - a.points || (a.characteristic < b.characteristic ? -1 : 1)
}

function reasonOf(
  { reason, characteristic, evidence }: Placed,
  direction: Reason['direction'],
  points: number,
  texts: ReasonTexts,
): Reason {
  return {
    code: reason,
    direction,
    points,
    characteristic: characteristic.id,
    text: textOf(texts.reasons, reason),
    evidence: [...evidence],
  }
}
