// The report: the public contract. Its JSON without `envelope` is canonical (RFC 8785).
import { z } from 'zod'
import {
  affordabilitySchema,
  assetsSchema,
  businessSchema,
  cashFlowSchema,
} from '../affordability/affordability.ts'
import { balancesSchema } from '../balances/balances.ts'
import { reportTransactionSchema } from '../categorisation/categorised.ts'
import {
  coverageSchema,
  identitySchema,
  reportAccountSchema,
  unsharedAccountSchema,
} from '../coverage/coverage.ts'
import { flagSchema } from '../flags/flag.ts'
import { incidentsSchema } from '../incidents/incidents.ts'
import { indicatorResultSchema } from '../indicators/indicator.ts'
import { scoreSchema } from '../scoring/score.ts'
import { applicationSchema, withheldSchema } from '../statement/statement.ts'
import { chargesSchema, creditSchema, incomeSchema } from '../streams/stream.ts'
import { dateRangeSchema } from '../values/date-range.ts'

export const SCHEMA_VERSION = '1'

export const reportBodySchema = z
  .object({
    schemaVersion: z.literal(SCHEMA_VERSION),
    provenance: z.object({
      snapshotHash: z.string().meta({ description: 'SHA-256 of the canonical snapshot' }),
      rulebook: z.object({ version: z.string(), hash: z.string() }),
      engineVersion: z.string(),
      asOf: z.string().meta({ format: 'date' }),
      window: dateRangeSchema,
      correctionsHash: z.string().nullable(),
    }),
    application: applicationSchema.nullable(),
    coverage: coverageSchema,
    identity: identitySchema,
    accounts: z.array(reportAccountSchema),
    unsharedAccounts: z.array(unsharedAccountSchema),
    income: incomeSchema,
    charges: chargesSchema,
    credit: creditSchema,
    affordability: affordabilitySchema,
    assets: assetsSchema,
    business: businessSchema,
    balances: balancesSchema,
    cashFlow: cashFlowSchema,
    incidents: incidentsSchema,
    indicators: z.array(indicatorResultSchema),
    score: scoreSchema,
    flags: z.array(flagSchema),
    integrity: z.array(flagSchema),
    withheld: withheldSchema,
    warnings: z.array(
      z.object({
        code: z.string(),
        accountId: z.string().optional(),
        transactionIds: z.array(z.string()).optional(),
      }),
    ),
  })
  .meta({ id: 'ReportBody' })
export type ReportBody = z.infer<typeof reportBodySchema>

export const reportOrigins = [
  'session',
  'statement',
  'co_applicants',
  'rescoring',
  'correction',
] as const
export type ReportOrigin = (typeof reportOrigins)[number]

export const envelopeSchema = z
  .object({
    id: z.string(),
    createdAt: z.string().meta({ format: 'date-time' }),
    origin: z.enum(reportOrigins),
    sessionId: z.string().nullable(),
    sessionIds: z.array(z.string()).optional().meta({
      description:
        'Of `co_applicants`: the sessions of those who apply together, the applicant’s first',
    }),
    previousReportId: z.string().nullable(),
    bodyHash: z.string(),
  })
  .meta({ id: 'ReportEnvelope' })
export type ReportEnvelope = z.infer<typeof envelopeSchema>

export const reportSchema = z
  .object({ envelope: envelopeSchema, ...reportBodySchema.shape })
  .meta({ id: 'Report' })
export type Report = z.infer<typeof reportSchema>

/** What `assess` returns: the report's body and every line with its meaning. */
export const assessmentSchema = z.object({
  report: reportBodySchema,
  transactions: z.array(reportTransactionSchema),
})
export type Assessment = z.infer<typeof assessmentSchema>
