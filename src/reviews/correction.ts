// What a person says of lines of a report, as it is asked for and as it is kept.
import { z } from 'zod'
import { plainText } from '../core/values/plain-text.ts'

export const correctionSchema = z
  .strictObject({
    transactionId: z.string().min(1).max(200),
    category: z.string().max(60).optional().meta({
      description: 'Of the taxonomy, or the name one is shown as; of the direction of the line',
    }),
    recurring: z
      .literal(false)
      .optional()
      .meta({ description: 'Not part of a recurring income or charge' }),
    mine: z
      .literal(false)
      .optional()
      .meta({ description: "Not the applicant's: it counts in no figure" }),
  })
  .refine(
    ({ category, recurring, mine }) =>
      category !== undefined || recurring !== undefined || mine !== undefined,
    'must say `category`, `recurring` or `mine`',
  )
  .meta({ id: 'Correction' })
export type LineCorrection = z.infer<typeof correctionSchema>

export const correctionRequestSchema = z.strictObject({
  corrections: z.array(correctionSchema).min(1).max(500),
  reason: plainText(z.string().min(1).max(1000)).meta({ description: 'Why, for the file' }),
  by: plainText(z.string().min(1).max(140)).meta({ description: 'Who corrects: a named person' }),
})
export type CorrectionRequest = z.infer<typeof correctionRequestSchema>

/** `all`: of every version up to this one; `added`: in this one. */
export const keptCorrectionsSchema = z.object({
  all: z.array(correctionSchema),
  added: z.array(correctionSchema),
  reason: z.string(),
  by: z.string(),
})
export type KeptCorrections = z.infer<typeof keptCorrectionsSchema>
