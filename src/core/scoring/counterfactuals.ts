// Counterfactuals: the smallest change that moves the grade, each proved by running the scorer again.
import { type Bilingual, type ReasonTexts, textOf } from '../flags/reason-texts.ts'
import type { IndicatorResult } from '../indicators/indicator.ts'
import { figureText } from './figure-text.ts'
import { addPoints, type Placed, type Points, withValues } from './points.ts'
import { grades, type Score } from './score.ts'
import { type Bin, type Characteristic, type Scorecard, stepOf } from './scorecard.ts'

type Change = {
  readonly characteristic: Characteristic
  readonly from: number | null
  readonly to: number
}
type Counterfactual = Score['counterfactuals'][number]

/**
 * One for each characteristic that moves the grade alone, by the smallest gain of points first.
 * When none does, one combination: the greatest gains until the grade moves, less what it can do without.
 * Only characteristics that are actionable and measured are changed.
 */
export function findCounterfactuals(
  results: readonly IndicatorResult[],
  scorecard: Scorecard,
  points: Points,
  texts: ReasonTexts,
): Counterfactual[] {
  if (points.grade === 'A') return []
  const changes = points.placed.map(changesOf)
  const score = (applied: readonly Change[]) => withValues(points, valuesOf(applied), scorecard)
  const better = (applied: readonly Change[]) => isBetter(score(applied), points)
  const alone = changes.flatMap((of) => {
    const enough = of.find((change) => better([change]))
    return enough === undefined ? [] : [[enough]]
  })
  const found = alone.length > 0 ? alone : combination(changes, better, score)
  return found
    .map((applied) => describe(applied, addPoints(apply(results, applied), scorecard), texts))
    .sort((a, b) => a.score - b.score || (a.characteristic < b.characteristic ? -1 : 1))
}

/** Every bin that gives more points, the nearest first, entered by its nearest edge. */
function changesOf({ characteristic, value, points }: Placed): Change[] {
  if (!characteristic.actionable || value === null) return []
  return characteristic.bins
    .filter((bin) => bin.points > points)
    .map((bin) => ({ characteristic, from: value, to: nearest(bin, value, characteristic) }))
    .sort((a, b) => Math.abs(a.to - value) - Math.abs(b.to - value))
}

function nearest(bin: Bin, value: number, { unit }: Characteristic): number {
  if (bin.from !== undefined && value < bin.from) return bin.from
  const step = stepOf(unit)
  return Math.round(((bin.to ?? value) - step) / step) / Math.round(1 / step)
}

function combination(
  changes: readonly (readonly Change[])[],
  better: (applied: readonly Change[]) => boolean,
  score: (applied: readonly Change[]) => Points,
): Change[][] {
  const best = changes
    .flatMap((of) => of.at(-1) ?? [])
    .map((change) => ({ change, gain: score([change]).total }))
    .sort(
      (a, b) =>
        b.gain - a.gain || (a.change.characteristic.id < b.change.characteristic.id ? -1 : 1),
    )
  let applied: Change[] = []
  for (const { change } of best) {
    applied.push(change)
    if (!better(applied)) continue
    for (const needless of [...applied].reverse()) {
      const without = applied.filter((one) => one !== needless)
      if (better(without)) applied = without
    }
    return [applied.map((one) => softest(one, applied, changes, better))]
  }
  return []
}

/** The nearest bin of one change that still does, the others as they are. */
function softest(
  change: Change,
  applied: readonly Change[],
  changes: readonly (readonly Change[])[],
  better: (applied: readonly Change[]) => boolean,
): Change {
  const last = applied.at(-1)
  if (change !== last) return change
  const others = applied.filter((one) => one !== change)
  const own = changes.find((of) => of.includes(change)) ?? []
  return own.find((one) => better([...others, one])) ?? change
}

function valuesOf(applied: readonly Change[]): ReadonlyMap<string, number> {
  return new Map(applied.map(({ characteristic, to }) => [characteristic.indicator, to]))
}

function apply(results: readonly IndicatorResult[], applied: readonly Change[]): IndicatorResult[] {
  return results.map((result) => {
    const change = applied.find(({ characteristic }) => characteristic.indicator === result.id)
    if (change === undefined) return result
    const { id, unit, evidence } = result
    return { id, unit, evidence, state: 'measured', value: change.to }
  })
}

function isBetter(now: Points, before: Points): boolean {
  return grades.indexOf(now.grade) < grades.indexOf(before.grade)
}

function describe(applied: readonly Change[], points: Points, texts: ReasonTexts): Counterfactual {
  const [first, ...rest] = applied.map(({ characteristic, from, to }) => ({
    characteristic: characteristic.id,
    indicator: characteristic.indicator,
    from,
    to,
  }))
  if (first === undefined) throw new RangeError('a counterfactual changes something')
  return {
    ...first,
    with: rest,
    score: points.total,
    grade: points.grade,
    text: {
      fr: sentence('fr', applied, points, texts),
      en: sentence('en', applied, points, texts),
    },
  }
}

function sentence(
  language: keyof Bilingual,
  applied: readonly Change[],
  points: Points,
  texts: ReasonTexts,
): string {
  const words = (key: string) => textOf(texts.counterfactual, key)[language]
  const figure = (value: number | null, unit: Characteristic['unit']) =>
    value === null ? words('unknown') : figureText(value, unit, language, words('days'))
  const parts = applied.map(({ characteristic, from, to }) =>
    fill(words('part'), {
      what: textOf(texts.characteristics, characteristic.id)[language],
      from: figure(from, characteristic.unit),
      to: figure(to, characteristic.unit),
    }),
  )
  return fill(words('change'), {
    changes: parts.join(words('also')),
    score: String(points.total),
    grade: points.grade,
  })
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replace(/\{(\w+)\}/g, (whole, key: string) => values[key] ?? whole)
}
