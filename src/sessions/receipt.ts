// The consent receipt as it is signed: what was shown and agreed to, by whom under their pseudonym, and what followed.
import { z } from 'zod'
import { providerSchema } from '../lenders/lender.ts'
import { connectionStatuses, purposes, sessionStatuses } from './session.ts'

/** GDPR article 6(1): each purpose rests on one of its own. */
export const legalBases = {
  creditworthiness: 'legal_obligation',
  rescoring: 'consent',
  model_validation: 'consent',
} as const satisfies Record<(typeof purposes)[number], 'legal_obligation' | 'consent'>

export const receiptSchema = z
  .object({
    schemaVersion: z.literal(1),
    sessionId: z.string(),
    mode: z.enum(['test', 'live']),
    issuedAt: z.iso.datetime(),
    lender: z.object({ id: z.string(), name: z.string() }),
    provider: providerSchema,
    applicant: z.object({
      reference: z.string().meta({ description: "The lender's own: a pseudonym to all others" }),
    }),
    givenAt: z.iso.datetime(),
    link: z.int().meta({ description: 'Which of the session’s links it was given through' }),
    shown: z.object({
      version: z.string(),
      language: z.enum(['fr', 'en']),
      sha256: z.string().meta({ description: 'Of the UTF-8 of `text`' }),
      text: z.string().meta({ description: 'Every sentence of the page, a line each' }),
    }),
    purposes: z.array(
      z.object({
        purpose: z.enum(purposes),
        legalBasis: z.enum(['legal_obligation', 'consent']),
        granted: z.boolean(),
      }),
    ),
    windowDays: z.int(),
    keptDays: z.int().meta({ description: 'How long what was read is kept, at most' }),
    banks: z.array(
      z.object({
        connectionId: z.string(),
        bank: z.string(),
        grantedAt: z.iso.datetime(),
        bankConsentSha256: z
          .string()
          .nullable()
          .meta({ description: "Of the bank's own id of the consent, where it has one" }),
        chosenAt: z.iso.datetime().nullable(),
        accounts: z.array(
          z.object({ account: z.string(), balances: z.boolean(), transactions: z.boolean() }),
        ),
        identity: z.boolean(),
        status: z.enum(connectionStatuses),
        givenBack: z
          .enum(['emptied', 'failed'])
          .nullable()
          .meta({ description: 'How the bank answered when the access was given back' }),
        givenBackAt: z.iso.datetime().nullable(),
      }),
    ),
    status: z.enum(sessionStatuses),
    withdrawnAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ConsentReceipt' })
export type Receipt = z.infer<typeof receiptSchema>

export const RECEIPT_TYPE = 'nonante-consent-receipt'
