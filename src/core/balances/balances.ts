// The daily balance, rebuilt backwards from the booked balance over booked lines.
import { z } from 'zod'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'

const observedMoney = observedSchema(moneySchema)

export const overdraftEpisodeSchema = z
  .object({
    accountId: z.string().nullable().meta({ description: 'null: all accounts together' }),
    from: z.string(),
    to: z.string(),
    days: z.int(),
    deepest: moneySchema,
    ongoing: z.boolean(),
  })
  .meta({ id: 'OverdraftEpisode' })
export type OverdraftEpisode = z.infer<typeof overdraftEpisodeSchema>

export const balanceSeriesSchema = z
  .object({
    accountId: z
      .string()
      .nullable()
      .meta({ description: 'null: private current accounts together' }),
    state: z.enum(['measured', 'not_observable']),
    why: z.string().optional(),
    currency: z.string(),
    from: z.string().nullable(),
    /** End-of-day balances in minor units, one a day from `from` to `asOf`. */
    daily: z.array(z.int()),
    closing: observedMoney,
    closingType: z.string().nullable().meta({ description: 'The balance it was rebuilt from' }),
    availableAfterPending: observedMoney,
    min: observedMoney,
    mean: observedMoney,
    median: observedMoney,
    p10: observedMoney,
    p90: observedMoney,
    trend: z.enum(['up', 'down', 'flat', 'unknown']),
    daysNegative: observedSchema(z.object({ d30: z.int(), d60: z.int(), d90: z.int() })).meta({
      description:
        'Days that ended below zero; of the accounts together, days on which any of them did',
    }),
    daysLow: observedSchema(z.int()).meta({
      description: 'Days of the window that ended below the low level of the settings',
    }),
    daysHigh: observedSchema(z.int()).meta({
      description: 'Days of the window that ended at the high level of the settings or above',
    }),
    reconciliation: z.enum(['agrees', 'differs', 'one_balance', 'not_observable']),
  })
  .meta({ id: 'BalanceSeries' })
export type BalanceSeries = z.infer<typeof balanceSeriesSchema>

export const balancesSchema = z
  .object({
    accounts: z.array(balanceSeriesSchema),
    together: balanceSeriesSchema,
  })
  .meta({ id: 'Balances' })
export type Balances = z.infer<typeof balancesSchema>
