// A re-scoring: what is asked, which snapshots are chosen, and how far it is.
import { z } from 'zod'
import { grades } from '../core/scoring/score.ts'
import { productSchema } from '../sessions/session.ts'

export const rescoringStatuses = ['planning', 'running', 'completed', 'cancelled'] as const
export type RescoringStatus = (typeof rescoringStatuses)[number]

const rulebookName = z.string().regex(/^[a-z0-9][a-z0-9._-]{0,99}$/, 'must be a version or a hash')
const day = z.iso.date()

/** Which of those that may be scored again. */
const selectionShape = {
  since: day.optional().meta({ description: 'Read on this day or later (UTC)' }),
  until: day.optional().meta({ description: 'Read on this day or earlier (UTC)' }),
  product: productSchema.optional(),
  grades: z.array(z.enum(grades)).min(1).max(grades.length).optional().meta({
    description: 'Of the report as it stands, or under `baseline`',
  }),
  sample: z.int().min(1).max(10_000_000).optional().meta({
    description: 'At most so many, drawn evenly by a seed of the re-scoring',
  }),
}

export const rescoringRequestSchema = z
  .strictObject({
    rulebook: rulebookName.optional().meta({
      description: 'Version or hash of one that is kept here; the active one by default',
    }),
    baseline: rulebookName.optional().meta({
      description: 'Held against this rulebook in the place of the reports as they stand',
    }),
    ...selectionShape,
    dryRun: z.boolean().default(false).meta({ description: 'Only count: nothing is opened' }),
  })
  .refine(({ since, until }) => since === undefined || until === undefined || since <= until, {
    path: ['until'],
    message: 'must not be before `since`',
  })
  .meta({ id: 'RescoringRequest' })
export type RescoringRequest = z.output<typeof rescoringRequestSchema>

export const selectionSchema = z.strictObject(selectionShape)
export type SelectionRequest = z.output<typeof selectionSchema>

const rulebookSchema = z.object({ version: z.string(), hash: z.string() })

/** Why sessions with a report are left out; each is counted once, under the first that holds. */
export const leftOutSchema = z
  .object({
    withdrawn: z.int().meta({ description: 'The consent was taken back' }),
    purpose: z.int().meta({ description: 'The applicant did not agree to `rescoring`' }),
    legalHold: z.int().meta({ description: 'Kept for a dispute and for nothing else' }),
    retention: z.int().meta({ description: 'What was read is no longer kept' }),
  })
  .meta({ id: 'LeftOut' })
export type LeftOut = z.infer<typeof leftOutSchema>

const counted = {
  rulebook: rulebookSchema,
  baseline: rulebookSchema.nullable(),
  selection: z.object({
    since: day.nullable(),
    until: day.nullable(),
    product: z.string().nullable(),
    grades: z.array(z.enum(grades)).nullable(),
    sample: z.int().nullable(),
  }),
}

export const dryRunSchema = z
  .object({
    dryRun: z.literal(true),
    ...counted,
    selected: z.int().meta({ description: 'Snapshots, by all of the selection but `notCounted`' }),
    notCounted: z.array(z.literal('grades')).meta({
      description:
        'What of the selection the count does not look at. `grades`: a grade is known once its report is opened, so that those of another are in `selected` too',
    }),
    leftOut: leftOutSchema,
  })
  .meta({ id: 'RescoringDryRun' })
export type DryRun = z.infer<typeof dryRunSchema>

export const progressSchema = z
  .object({
    scored: z.int(),
    failed: z.int().meta({ description: 'Each with its code among the results' }),
    otherGrade: z.int().meta({ description: 'Opened, and of a grade that was not asked for' }),
    gone: z.int().meta({ description: 'Withdrawn, held or past their keeping since the planning' }),
    left: z.int(),
    perSecond: z.number().nullable().meta({
      description: 'All workers together, over the last minute; null while nothing is known',
    }),
    secondsLeft: z.int().nullable(),
  })
  .meta({ id: 'RescoringProgress' })
export type Progress = z.infer<typeof progressSchema>

export const rescoringSchema = z
  .object({
    id: z.string(),
    status: z.enum(rescoringStatuses).meta({
      description: '`planning`: still being divided; what is divided is worked on already',
    }),
    mode: z.enum(['test', 'live']),
    ...counted,
    selected: z.int().nullable().meta({ description: 'null until counted' }),
    leftOut: leftOutSchema.nullable(),
    progress: progressSchema,
    createdAt: z.iso.datetime(),
    startedAt: z.iso.datetime().nullable(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Rescoring' })
export type RescoringView = z.infer<typeof rescoringSchema>
