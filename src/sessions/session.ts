// A consent session and its connections: the words, the states, and the only moves between them.
import { z } from 'zod'
import { applicationSchema } from '../core/statement/statement.ts'
import { plainText } from '../core/values/plain-text.ts'
import { providerSchema } from '../lenders/lender.ts'

export { type Provider, providerSchema } from '../lenders/lender.ts'

export const sessionStatuses = [
  'created',
  'open',
  'confirming',
  'completed',
  'declined',
  'cancelled',
  'expired',
  'failed',
  'withdrawn',
] as const
export type SessionStatus = (typeof sessionStatuses)[number]

/** Forward only; a status with no successor is an end. */
export const sessionMoves: Readonly<Record<SessionStatus, readonly SessionStatus[]>> = {
  created: ['open', 'cancelled', 'expired', 'withdrawn'],
  open: ['confirming', 'declined', 'cancelled', 'expired', 'failed', 'withdrawn'],
  confirming: ['completed', 'declined', 'cancelled', 'expired', 'failed', 'withdrawn'],
  completed: ['withdrawn'],
  declined: [],
  cancelled: [],
  expired: [],
  failed: [],
  withdrawn: [],
}

export const connectionStatuses = [
  'authorizing',
  /** Written before the code is sent to the bank: a code found here is never sent again. */
  'exchanging',
  'selecting',
  'collecting',
  'collected',
  'denied',
  'failed',
  'reauthorization_required',
] as const
export type ConnectionStatus = (typeof connectionStatuses)[number]

export const connectionMoves: Readonly<Record<ConnectionStatus, readonly ConnectionStatus[]>> = {
  authorizing: ['exchanging', 'denied', 'failed'],
  exchanging: ['selecting', 'failed', 'reauthorization_required'],
  selecting: ['collecting', 'denied', 'failed'],
  collecting: ['collected', 'failed'],
  collected: [],
  denied: [],
  failed: [],
  reauthorization_required: [],
}

export const purposes = ['creditworthiness', 'rescoring', 'model_validation'] as const
export type Purpose = (typeof purposes)[number]

/** What may become of an application; `withdrawn`: the applicant took it back. */
export const fates = ['granted', 'refused', 'abandoned', 'withdrawn'] as const
export type Fate = (typeof fates)[number]

/** The lender's own code of what is applied for: a word, no text of anybody. */
export const productSchema = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/, 'must be a code of letters, digits and . _ -')

/** In days. A longer keeping has to be asked of the applicant as a purpose of its own. */
export const LONGEST_WITHOUT_RESCORING = 30

export const sessionRequestSchema = z
  .strictObject({
    applicant: z.strictObject({
      reference: plainText(z.string().min(1).max(70)).meta({
        description: "The lender's own reference",
      }),
      name: plainText(z.string().min(1).max(140)),
    }),
    application: applicationSchema.optional(),
    product: productSchema.optional().meta({
      description: 'Code of what is applied for, in the clear: a re-scoring may be of one product',
    }),
    provider: providerSchema.optional().meta({ description: "Default: the lender's own" }),
    purposes: z
      .array(z.enum(purposes))
      .min(1)
      .refine((list) => list.includes('creditworthiness'), 'must hold "creditworthiness"')
      .default(['creditworthiness']),
    banks: z.array(z.string()).min(1).max(50).optional(),
    preselectedBank: z.string().optional(),
    maxConnections: z.int().min(1).max(5).default(1),
    returnUrl: z.url({ protocol: /^https?$/ }).optional(),
    language: z.enum(['fr', 'en']).default('fr'),
    windowDays: z.int().min(1).max(90).default(90),
    retentionDays: z.int().min(0).max(396).default(30),
    metadata: z.record(plainText(z.string().max(40)), plainText(z.string().max(500))).optional(),
  })
  .meta({ id: 'SessionRequest' })
export type SessionRequest = z.output<typeof sessionRequestSchema>

export const connectionViewSchema = z
  .object({
    id: z.string(),
    bank: z.string(),
    status: z.enum(connectionStatuses),
    failureCode: z.string().nullable(),
  })
  .meta({ id: 'Connection' })

const until = (what: string) => z.string().nullable().meta({ description: what })

export const keepingSchema = z
  .object({
    snapshotUntil: until('What was read; null: nothing is kept'),
    reportUntil: until('The newest report; null: none is kept'),
    sessionUntil: until('The session and its consent; null before it has ended'),
  })
  .meta({ id: 'Keeping', description: 'When each kind of data is over, all clocks reckoned' })
export type Keeping = z.infer<typeof keepingSchema>

export const sessionViewSchema = z
  .object({
    id: z.string(),
    status: z.enum(sessionStatuses),
    failureCode: z.string().nullable(),
    mode: z.enum(['test', 'live']),
    applicantReference: z.string(),
    purposes: z.array(z.enum(purposes)).meta({ description: 'Asked of the applicant' }),
    grantedPurposes: z
      .array(z.enum(purposes))
      .nullable()
      .meta({ description: 'Those they agreed to; null before they answered' }),
    legalHold: z.boolean().meta({ description: 'While it stands nothing goes' }),
    application: z
      .object({ fate: z.enum(fates), toldAt: z.string() })
      .nullable()
      .meta({ description: 'What became of the application, once the lender told it' }),
    keeping: keepingSchema,
    connections: z.array(connectionViewSchema),
    reportId: z.string().nullable(),
    product: z.string().nullable(),
    metadata: z.record(z.string(), z.string()).nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    endedAt: z.string().nullable(),
  })
  .meta({ id: 'Session' })
export type SessionView = z.infer<typeof sessionViewSchema>
