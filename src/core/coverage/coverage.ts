// What the report could see: days, gaps, accounts, whose they are, and what is probably elsewhere.
import { z } from 'zod'
import { dateRangeSchema } from '../values/date-range.ts'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'

const coveragePartSchema = z.object({
  firstDate: z.string().nullable(),
  lastDate: z.string().nullable(),
  daysCovered: z.int(),
  gaps: z.array(dateRangeSchema).meta({ description: 'Runs of 15 days or more without a line' }),
  booked: z.int(),
  pending: z.int(),
  excluded: z.record(z.string(), z.int()).meta({ description: 'Lines left aside, by reason' }),
  uncategorisedByCount: observedSchema(z.number()),
  uncategorisedByAmount: observedSchema(z.number()),
})

export const coverageSchema = z
  .object({
    overall: coveragePartSchema,
    accounts: z.array(
      coveragePartSchema.extend({
        accountId: z.string(),
        complete: z.boolean(),
        missing: z.array(z.string()).meta({ description: 'Stable codes of what was not seen' }),
        reconciliation: z.enum(['agrees', 'differs', 'one_balance', 'not_observable']),
      }),
    ),
  })
  .meta({ id: 'Coverage' })
export type Coverage = z.infer<typeof coverageSchema>

export const identitySchema = z
  .object({
    declaredName: z.string().nullable(),
    holders: z.array(z.object({ connection: z.string(), name: z.string().nullable() })),
    match: z.enum(['match', 'partial', 'mismatch', 'not_observable']),
    why: z.string().nullable(),
  })
  .meta({ id: 'Identity' })
export type Identity = z.infer<typeof identitySchema>

export const reportAccountSchema = z
  .object({
    accountId: z.string(),
    connection: z.string().nullable(),
    bank: z.string().nullable(),
    kind: z.enum(['current', 'card', 'savings', 'loan']),
    usage: z.enum(['private', 'business', 'unknown']),
    ownership: z.enum(['sole', 'joint', 'not_owner', 'unknown']),
    name: z.string().nullable(),
    product: z.string().nullable(),
    ibanMasked: z.string().nullable().meta({ description: 'FR76 **** 5158' }),
    currency: z.string(),
    linkedAccountId: z.string().nullable(),
    leftOut: z.string().nullable(),
    main: z.boolean().meta({ description: 'Likely main account: where income arrives' }),
    balance: observedSchema(moneySchema),
  })
  .meta({ id: 'ReportAccount' })
export type ReportAccount = z.infer<typeof reportAccountSchema>

export const unsharedAccountSchema = z
  .object({
    hint: z.string(),
    ibanMasked: z.string().nullable(),
    transactionIds: z.array(z.string()),
    inflow: moneySchema,
    outflow: moneySchema,
  })
  .meta({ id: 'UnsharedAccount' })
export type UnsharedAccount = z.infer<typeof unsharedAccountSchema>
