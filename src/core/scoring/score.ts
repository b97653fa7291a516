// The score as the report carries it: 0–1000, higher is safer, every point explained.
import { z } from 'zod'

const bilingual = z.object({ fr: z.string(), en: z.string() })

export const pillars = [
  'resources',
  'commitments',
  'account_conduct',
  'reserves_and_trend',
] as const
export type Pillar = (typeof pillars)[number]

export const grades = ['A', 'B', 'C', 'D', 'E'] as const
export type Grade = (typeof grades)[number]

export const scoreSchema = z
  .object({
    state: z.enum(['measured', 'not_enough_data', 'not_observable']),
    missing: z
      .array(z.string())
      .meta({ description: 'Codes of what is missing, when not measured' }),
    value: z.int().nullable(),
    grade: z.enum(grades).nullable(),
    scorecard: z.object({ id: z.string(), kind: z.enum(['expert', 'calibrated']) }),
    pillars: z.array(z.object({ id: z.enum(pillars), points: z.int(), max: z.int() })),
    contributions: z.array(
      z.object({
        characteristic: z.string(),
        pillar: z.enum(pillars),
        indicator: z.string(),
        value: z.number().nullable(),
        bin: z.string(),
        points: z.int(),
        max: z.int(),
        evidence: z.array(z.string()),
      }),
    ),
    reasons: z.array(
      z.object({
        code: z.string(),
        direction: z.enum(['for', 'against']),
        points: z
          .int()
          .meta({ description: 'Against: points lost to the best bin; for: points earned' }),
        characteristic: z.string(),
        text: bilingual,
        evidence: z.array(z.string()),
      }),
    ),
    counterfactuals: z.array(
      z.object({
        characteristic: z.string(),
        indicator: z.string(),
        from: z.number().nullable(),
        to: z.number(),
        with: z
          .array(
            z.object({
              characteristic: z.string(),
              indicator: z.string(),
              from: z.number().nullable(),
              to: z.number(),
            }),
          )
          .meta({ description: 'Further changes needed with it; empty when it is enough alone' }),
        score: z.int(),
        grade: z.enum(grades),
        text: bilingual,
      }),
    ),
  })
  .meta({ id: 'Score' })
export type Score = z.infer<typeof scoreSchema>
