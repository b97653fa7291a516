// Ratios beside the score: debt service, commitments, residual income; with the loan and stressed.
import { z } from 'zod'
import { evidenceSchema } from '../streams/stream.ts'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'

const observedMoney = observedSchema(moneySchema)
const observedRatio = observedSchema(z.number())

const positionSchema = z.object({
  debtServiceRatio: observedRatio,
  commitmentRatio: observedRatio,
  residualIncome: observedMoney,
  residualIncomePerUnit: observedMoney.meta({ description: 'Per OECD consumption unit' }),
})

/** What a position assumes or leaves out, as stable codes: read beside the figures. */
export const affordabilityNotes = [
  'housing_cost_not_seen',
  'possible_rent_counted',
  'residual_floor_not_applied',
  'refinanced_contract_not_found',
  'declared_credit_not_seen',
] as const

export const affordabilitySchema = z
  .object({
    withoutLoan: positionSchema,
    withLoan: positionSchema,
    stressed: positionSchema.meta({
      description:
        'Every charge and instalment +10 %, income −10 % (settings), with the loan if one is asked',
    }),
    variants: z
      .array(
        z.object({ code: z.enum(['joint_half_share', 'with_declared']), position: positionSchema }),
      )
      .meta({
        description:
          'Without the loan: charges of joint accounts by half; rent and credits declared and not seen added',
      }),
    instalment: observedMoney.meta({
      description:
        'Of the requested loan: as given, else the constant annuity of amount, months, rate',
    }),
    highestFurtherInstalment: observedMoney.meta({
      description: "Under the lender's own limits (settings): debt service and residual income",
    }),
    consumptionUnits: observedSchema(z.number()).meta({
      description: 'OECD-modified: 1 + 0.5 a further adult + 0.3 a child (ages are not declared)',
    }),
    notes: z.array(z.enum(affordabilityNotes)),
  })
  .meta({ id: 'Affordability' })
export type Position = z.infer<typeof positionSchema>
export type Affordability = z.infer<typeof affordabilitySchema>

export const cashFlowSchema = z
  .object({
    months: z.array(
      z.object({
        month: z.string(),
        complete: z.boolean(),
        inflow: z.int(),
        outflow: z.int(),
        net: z.int(),
        byRole: z.record(z.string(), z.int()),
        byCategory: z.record(z.string(), z.int()),
      }),
    ),
    currency: z.string(),
  })
  .meta({
    id: 'CashFlow',
    description:
      'Minor units, private accounts; transfers between own accounts, savings among them, left out',
  })
export type CashFlow = z.infer<typeof cashFlowSchema>

export const assetsSchema = z
  .object({
    savings: observedMoney,
    savingsDeposits: observedMoney,
    savingsWithdrawals: observedMoney,
    accounts: z.array(z.object({ accountId: z.string(), balance: observedMoney })),
  })
  .meta({ id: 'Assets' })
export type Assets = z.infer<typeof assetsSchema>

export const businessSchema = z
  .object({
    state: z.enum(['measured', 'none_found']),
    monthlyTurnover: observedMoney,
    largestClientShare: observedRatio,
    socialContributions: observedMoney,
    drawings: observedMoney,
    accounts: z.array(z.string()),
    evidence: evidenceSchema,
  })
  .meta({ id: 'Business' })
export type Business = z.infer<typeof businessSchema>
