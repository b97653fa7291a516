// A scorecard as data: characteristics, left-closed bins with points and reason, grade bands, minimum data.
import { z } from 'zod'
import type { Indicator, Unit } from '../indicators/indicator.ts'
import { grades, pillars } from './score.ts'

const points = z.int().min(0).max(1000)
const code = z.string().regex(/^[a-z][a-z0-9_]*$/)

/** Weight of evidence, of a calibrated card: for its reviewers, no part of the score. */
const woe = z.number().optional()

const outcomeSchema = z.strictObject({ points, reason: code, woe })

const binSchema = z.strictObject({
  /** Included; absent on the first bin. */
  from: z.number().optional(),
  /** Excluded; absent on the last bin. */
  to: z.number().optional(),
  points,
  reason: code,
  woe,
})
export type Bin = z.infer<typeof binSchema>

const characteristicSchema = z.strictObject({
  id: code,
  pillar: z.enum(pillars),
  indicator: code,
  /** How points move as the value grows. */
  monotone: z.enum(['increasing', 'decreasing']),
  /** May a counterfactual propose to change it. */
  actionable: z.boolean(),
  bins: z.array(binSchema).min(2),
  special: z.strictObject({ none_found: outcomeSchema }),
  missing: outcomeSchema,
})

const minimumSchema = z.strictObject({
  daysCovered: z.int().min(0).max(90),
  bookedLines: z.int().min(0),
  lastLineAgeDays: z.int().min(0),
  uncategorisedShare: z.number().min(0).max(1),
})
export type MinimumData = z.infer<typeof minimumSchema>

/** What a calibrated card was drawn from, and what its points mean. */
const calibrationSchema = z.strictObject({
  product: z.string().min(1),
  badDefinition: z.string().min(1),
  pointsToDoubleOdds: z.number().positive(),
  /** Odds are goods for one bad. */
  base: z.strictObject({ score: z.number(), odds: z.number().positive() }),
  /** SHA-256 of its inputs and settings, as the validation sheet gives it. */
  hash: z.string().regex(/^[0-9a-f]{64}$/),
})

export const scorecardSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9._-]*$/),
  kind: z.enum(['expert', 'calibrated']),
  calibration: calibrationSchema.optional(),
  minimum: minimumSchema,
  /** Lowest score of each grade. */
  grades: z.strictObject({ A: points, B: points, C: points, D: points, E: z.literal(0) }),
  /** Best points of each pillar. */
  pillars: z.strictObject({
    resources: points,
    commitments: points,
    account_conduct: points,
    reserves_and_trend: points,
  }),
  characteristics: z.array(characteristicSchema).min(1),
})

export type Characteristic = z.infer<typeof characteristicSchema> & {
  readonly unit: Unit
  /** The most points any bin gives. */
  readonly best: number
}
export type Scorecard = Omit<z.infer<typeof scorecardSchema>, 'characteristics'> & {
  readonly characteristics: readonly Characteristic[]
}

/** The smallest difference between two values of a unit: what separates a bin edge from the bin before. */
export function stepOf(unit: Unit): number {
  switch (unit) {
    case 'ratio':
      return 0.0001
    case 'money':
    case 'count':
    case 'days':
    case 'score':
      return 1
  }
}

/** Better grades ask for more; E is what remains. */
export function gradesDescend(bands: Scorecard['grades']): boolean {
  return grades.every((grade, index) => {
    const next = grades[index + 1]
    return next === undefined || bands[grade] > bands[next]
  })
}

/** null when the characteristic is sound; else what is wrong with it. */
export function faultOf(
  characteristic: z.infer<typeof characteristicSchema>,
  indicator: Indicator | undefined,
): string | null {
  if (indicator === undefined) return `indicator ${characteristic.indicator} is unknown`
  if (indicator.barredFromScore !== undefined) {
    return `indicator ${indicator.id} is barred from scores (${indicator.barredFromScore})`
  }
  const expected = indicator.higherIs === 'riskier' ? 'decreasing' : 'increasing'
  if (indicator.higherIs === null) return `indicator ${indicator.id} only informs`
  if (characteristic.monotone !== expected) {
    return `monotone must be ${expected}: higher ${indicator.id} is ${indicator.higherIs}`
  }
  const best = Math.max(...characteristic.bins.map((bin) => bin.points))
  if (characteristic.missing.points > best) return 'missing gives more than the best bin'
  if (characteristic.special.none_found.points > best) {
    return 'none_found gives more than the best bin'
  }
  return binFault(characteristic.bins, stepOf(indicator.unit), characteristic.monotone)
}

function binFault(
  bins: readonly Bin[],
  step: number,
  monotone: 'increasing' | 'decreasing',
): string | null {
  if (bins[0]?.from !== undefined) return 'the first bin has a from: values below it fall in none'
  if (bins.at(-1)?.to !== undefined) return 'the last bin has a to: values above it fall in none'
  for (const [index, bin] of bins.entries()) {
    const next = bins[index + 1]
    if (next === undefined) break
    if (bin.to === undefined || next.from === undefined) return `bin ${index + 1} is open inside`
    if (bin.to < next.from) return `gap between ${bin.to} and ${next.from}`
    if (bin.to > next.from) return `overlap between ${next.from} and ${bin.to}`
    if (bin.from !== undefined && bin.from >= bin.to) return `bin ${index + 1} is empty`
    if (Math.abs(bin.to / step - Math.round(bin.to / step)) > 1e-6) {
      return `edge ${bin.to} is finer than the unit (${step})`
    }
    const falls = next.points < bin.points
    const rises = next.points > bin.points
    if (monotone === 'decreasing' ? rises : falls) {
      return `not ${monotone} between ${bin.points} and ${next.points} points`
    }
  }
  return null
}
