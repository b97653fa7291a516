// What the report could see: days, gaps, accounts, whose they are, and what is probably elsewhere.
import { z } from 'zod'
import { dateRangeSchema } from '../values/date-range.ts'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'
import { hideable, holeSchema } from './holes.ts'

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
        holes: z.array(holeSchema).meta({
          description: 'What the bank did not show, between which days, and what that may hide',
        }),
      }),
    ),
    missingBanks: z
      .array(
        z.object({
          connection: z.string(),
          bank: z.string(),
          why: z.string().meta({ description: 'Stable code of what stopped the reading' }),
          mayHide: z.array(z.enum([...hideable, 'savings'])).meta({
            description:
              'Income when lines point to an account that feeds these, or none is seen; savings likewise',
          }),
          transactionIds: z.array(z.string()).meta({
            description: 'Own transfers to and from accounts that are not in the report',
          }),
        }),
      )
      .optional()
      .meta({ description: 'Banks the applicant wanted to share and that could not be read' }),
  })
  .meta({ id: 'Coverage' })
export type Coverage = z.infer<typeof coverageSchema>

const nameMatchSchema = z.enum(['match', 'partial', 'mismatch', 'not_observable'])
export type NameMatch = z.infer<typeof nameMatchSchema>

export const identitySchema = z
  .object({
    declaredName: z.string().nullable(),
    holders: z.array(z.object({ connection: z.string(), name: z.string().nullable() })),
    match: nameMatchSchema,
    why: z.string().nullable(),
    applicants: z
      .array(
        z.object({
          name: z.string(),
          role: z.enum(['applicant', 'co_applicant']),
          connections: z.array(z.string()),
          match: nameMatchSchema,
          why: z.string().nullable(),
        }),
      )
      .optional()
      .meta({
        description: 'When several apply together: each against the accounts that are theirs',
      }),
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
