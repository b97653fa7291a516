// What a lender tells of a report later, and the figures kept beside it.
import { z } from 'zod'
import { outcomes } from '../core/calibration/sample.ts'
import { indicatorResultSchema } from '../core/indicators/indicator.ts'
import { grades } from '../core/scoring/score.ts'
import { plainDateSchema } from '../core/values/plain-date.ts'
import { CODE } from './outcome-columns.ts'

/** Outcomes in one request. */
export const MOST_OUTCOMES = 500

const code = z.string().regex(CODE, 'must be a code of small letters, digits, ".", "_" and "-"')

export const outcomeSchema = z
  .strictObject({
    reportId: z.string().min(1).max(100),
    product: code.meta({ description: "The lender's own code of what was lent" }),
    badDefinition: code.meta({
      description: "The lender's own code of what counts as bad, as arrears_90_days_in_12_months",
    }),
    observationEnd: plainDateSchema.meta({ description: 'The last day that was looked at' }),
    outcome: z.enum(outcomes).meta({
      description:
        'refused and withdrawn: no loan was made, so that nothing is known; they are counted and teach nothing',
    }),
  })
  .meta({ id: 'Outcome' })
export type OutcomeTold = z.output<typeof outcomeSchema>

export const outcomesRequestSchema = z.strictObject({
  outcomes: z.array(outcomeSchema).min(1).max(MOST_OUTCOMES),
})

export const recordedSchema = z
  .object({
    reportId: z.string(),
    product: z.string(),
    badDefinition: z.string(),
    version: z.int().meta({ description: '1, and one more for each correction' }),
    status: z.enum(['recorded', 'corrected', 'unchanged']),
  })
  .meta({ id: 'RecordedOutcome' })
export type Recorded = z.infer<typeof recordedSchema>

/** Sealed with a vector's key. */
export const keptOutcomeSchema = z.object({ outcome: z.enum(outcomes) })

/** The figures of a report with their states, what the score came to, and how much was seen; no line of an account. */
export const vectorSchema = z.object({
  asOf: plainDateSchema,
  rulebook: z.object({ version: z.string(), hash: z.string() }),
  indicators: z.array(indicatorResultSchema.pick({ id: true, state: true, value: true })),
  score: z.object({
    state: z.string(),
    value: z.number().nullable(),
    grade: z.enum(grades).nullable(),
    scorecard: z.string(),
  }),
  coverage: z.object({ daysCovered: z.number(), uncategorisedByAmount: z.number().nullable() }),
})
export type Vector = z.output<typeof vectorSchema>

/** As the applicant is given it. */
export const exportedVectorSchema = z
  .object({
    reportId: z.string(),
    expiresAt: z.iso.datetime(),
    figures: vectorSchema,
    outcomes: z.array(
      z.object({
        product: z.string(),
        badDefinition: z.string(),
        version: z.int(),
        observationEnd: z.string(),
        outcome: z.enum(outcomes),
      }),
    ),
  })
  .meta({ id: 'ExportedVector' })
export type ExportedVector = z.output<typeof exportedVectorSchema>
