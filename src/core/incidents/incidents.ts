// Incidents: returned debits with their cause and fee, seizures, collections, plans, overdraft episodes.
import { z } from 'zod'
import { overdraftEpisodeSchema } from '../balances/balances.ts'
import { moneySchema } from '../values/money.ts'

const incidentLineSchema = z.object({
  transactionId: z.string(),
  date: z.string(),
  amount: moneySchema.meta({ description: 'Unsigned' }),
  counterparty: z.string().nullable(),
  feeIds: z.array(z.string()),
})

export const incidentsSchema = z
  .object({
    rejections: z.array(
      incidentLineSchema.extend({
        cause: z.enum([
          'insufficient_funds',
          'customer_refusal',
          'creditor_refund',
          'technical',
          'unknown',
        ]),
        isIncident: z.boolean(),
        concerns: z.enum(['rent', 'loan', 'other']),
        originalId: z.string().nullable(),
      }),
    ),
    seizures: z.array(incidentLineSchema),
    collections: z.array(incidentLineSchema),
    plans: z.array(incidentLineSchema),
    arrears: z.array(incidentLineSchema),
    feesAlone: z
      .array(incidentLineSchema)
      .meta({ description: 'Incident fees with no rejection seen' }),
    overdrafts: z.array(overdraftEpisodeSchema),
    feesTotal: moneySchema,
  })
  .meta({ id: 'Incidents' })
export type Incidents = z.infer<typeof incidentsSchema>
