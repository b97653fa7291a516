// A review: a person is asked to look at a report, and says what came of it.
import { z } from 'zod'
import { plainText } from '../core/values/plain-text.ts'

const told = (most: number) => plainText(z.string().min(1).max(most))

export const reviewRequestSchema = z.strictObject({
  requestedBy: z.enum(['consumer', 'lender']),
  reason: told(2000),
  consumerStatement: told(10_000).optional().meta({
    description: "The consumer's point of view, in his own words (GDPR article 22(3))",
  }),
  documents: z
    .array(told(200))
    .max(50)
    .default([])
    .meta({ description: "References of documents in the lender's own files" }),
})
export type ReviewRequest = z.output<typeof reviewRequestSchema>

export const outcomes = ['upheld', 'changed', 'data_corrected'] as const

export const outcomeRequestSchema = z.strictObject({
  outcome: z.enum(outcomes).meta({
    description: '`data_corrected`: a corrected version stands beside the report; name it',
  }),
  reason: told(5000),
  by: told(140).meta({ description: 'Who reviewed: a named person' }),
  reportId: z
    .string()
    .regex(/^rep_[\w-]{1,60}$/, 'must be the id of a report')
    .optional()
    .meta({
      description: 'The version the review led to',
    }),
})
export type OutcomeRequest = z.output<typeof outcomeRequestSchema>

export const keptOutcomeSchema = z.object({ reason: z.string(), by: z.string() })
export const keptRequestSchema = z.object({
  reason: z.string(),
  consumerStatement: z.string().nullable(),
  documents: z.array(z.string()),
})

export const reviewSchema = z
  .object({
    id: z.string(),
    reportId: z.string(),
    status: z.enum(['open', 'closed']),
    requestedBy: z.enum(['consumer', 'lender']),
    reason: z.string(),
    consumerStatement: z.string().nullable(),
    documents: z.array(z.string()),
    createdAt: z.iso.datetime(),
    outcome: z
      .object({
        outcome: z.enum(outcomes),
        reason: z.string(),
        by: z.string(),
        reportId: z.string().nullable(),
        closedAt: z.iso.datetime(),
      })
      .nullable(),
  })
  .meta({ id: 'Review' })
export type Review = z.infer<typeof reviewSchema>
