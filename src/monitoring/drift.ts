// Whether what comes in, what is seen and what the score says are still what they were: figures of groups by week,
// against a reference window.
import { z } from 'zod'
import { readStability, stabilityReadings } from '../core/values/psi.ts'

const index = z
  .number()
  .nullable()
  .meta({ description: 'Population stability index; null: too few people' })

const drifted = z.object({ of: z.string(), index, reading: z.enum(stabilityReadings).nullable() })
export type Drifted = z.infer<typeof drifted>

const level = z.object({
  people: z.int(),
  /** Shares and means; null when nobody is there. */
  notScored: z.number().nullable(),
  meanScore: z.number().nullable(),
  uncategorised: z.number().nullable(),
  daysCovered: z.number().nullable(),
})
export type Level = z.infer<typeof level>

export const alertKinds = [
  'characteristic_drifts',
  'score_drifts',
  'coverage_drifts',
  'fewer_scored',
  'more_uncategorised',
] as const
export type AlertKind = (typeof alertKinds)[number]

const weekSchema = z.object({
  /** Its Monday. */
  week: z.string(),
  level,
  characteristics: z.array(drifted),
  score: drifted,
  coverage: drifted,
  alerts: z.array(z.object({ kind: z.enum(alertKinds), of: z.string(), value: z.number() })),
})
export type DriftWeek = z.infer<typeof weekSchema>

export type Drift = {
  readonly scorecard: string
  readonly thresholds: Thresholds
  readonly reference: { readonly from: string; readonly to: string; readonly level: Level }
  /** Oldest first. */
  readonly weeks: readonly DriftWeek[]
}

export type Thresholds = {
  /** A stability index from here on alerts. */
  readonly index: number
  /** Of people without a score, or of amounts without a category: so much more than in the reference alerts. */
  readonly share: number
  /** Fewer in a week, or in the reference, and nothing is said of it. */
  readonly people: number
}

/** 0.25: the customary bound of a large shift (Siddiqi, 2006); under 200 people chance alone moves it. */
export const defaultThresholds: Thresholds = { index: 0.25, share: 0.1, people: 200 }

/** `0.25,0.1,200`: index, share and people, as above. */
export const thresholdsSchema = z
  .string()
  .regex(/^[\d.]+,[\d.]+,\d+$/, 'must be as 0.25,0.1,200')
  .transform((text): Thresholds => {
    const [index = 0, share = 0, people = 0] = text.split(',').map(Number)
    return { index, share, people }
  })
  .refine(({ index, share, people }) => index > 0 && share > 0 && people > 0, 'must be above 0')

export function drifts(of: string, value: number | null): Drifted {
  const rounded = value === null ? null : Math.round(value * 10_000) / 10_000
  return { of, index: rounded, reading: value === null ? null : readStability(value) }
}

export function alertsOf(
  { characteristics, score, coverage, level: now }: Omit<DriftWeek, 'alerts'>,
  before: Level,
  thresholds: Thresholds,
): DriftWeek['alerts'] {
  const over = (kind: AlertKind, all: readonly Drifted[]) =>
    all.flatMap(({ of, index: value }) =>
      value !== null && value >= thresholds.index ? [{ kind, of, value }] : [],
    )
  const more = (kind: AlertKind, of: 'notScored' | 'uncategorised') => {
    const [then, value] = [before[of], now[of]]
    if (then === null || value === null || now.people < thresholds.people) return []
    return before.people >= thresholds.people && value - then >= thresholds.share
      ? [{ kind, of, value }]
      : []
  }
  return [
    ...over('characteristic_drifts', characteristics),
    ...over('score_drifts', [score]),
    ...over('coverage_drifts', [coverage]),
    ...more('fewer_scored', 'notScored'),
    ...more('more_uncategorised', 'uncategorised'),
  ]
}
