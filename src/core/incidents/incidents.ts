// Incidents: returned debits with their cause and fee, seizures, collections, plans, overdraft episodes.
import { z } from 'zod'
import { overdraftEpisodeSchema } from '../balances/balances.ts'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'

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
    overdraftLimit: z
      .object({
        source: z.enum(['declared', 'inferred', 'not_observable']),
        amount: moneySchema.nullable().meta({ description: 'Unsigned; inferred: at least this' }),
        why: z.string().nullable(),
        daysBeyond: observedSchema(z.int()).meta({
          description: 'Days on which an account ended below the limit',
        }),
      })
      .meta({
        description:
          'The authorised overdraft: as declared, else the deepest that met no fee and no rejection; PSD2 does not give it',
      }),
    feesTotal: observedSchema(moneySchema).meta({
      description:
        'Not observable: no private account shows lines, and every list here is empty for that',
    }),
  })
  .meta({ id: 'Incidents' })
export type Incidents = z.infer<typeof incidentsSchema>
