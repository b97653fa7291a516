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
  'joint_income_not_attributed',
] as const

/** A declared figure beside what the accounts show. */
const declaredCheckSchema = z
  .object({
    what: z.enum(['income', 'rent', 'credit', 'employer']),
    name: z
      .string()
      .nullable()
      .meta({ description: 'Of the lender or employer, as declared or seen' }),
    declared: moneySchema
      .nullable()
      .meta({ description: 'A month; null for what was not declared' }),
    detected: observedMoney,
    verdict: z
      .enum([
        'agrees',
        'declared_more',
        'declared_less',
        'not_seen',
        'not_declared',
        'not_observable',
      ])
      .meta({ description: 'Amounts agree within 15 %, credits by their lender' }),
    transactionIds: z.array(z.string()),
  })
  .meta({ id: 'DeclaredCheck' })
export type DeclaredCheck = z.infer<typeof declaredCheckSchema>

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
        z.object({
          code: z.enum([
            'stressed_without_loan',
            'joint_half_share',
            'attributed_income',
            'with_declared',
          ]),
          position: positionSchema,
        }),
      )
      .meta({
        description:
          'Without the loan: stressed; charges of joint accounts by half; only income that names tell to be the applicant’s; rent and credits declared and not seen added',
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
    residualFloor: z
      .object({
        amount: observedMoney,
        marginWithoutLoan: observedMoney,
        marginWithLoan: observedMoney,
        marginStressed: observedMoney,
      })
      .meta({
        description:
          'What the lender’s own table asks to remain for the household, and residual income less it',
      }),
    declared: z.array(declaredCheckSchema).meta({
      description: 'Income, rent, credits and employer: declared against detected',
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
    loans: z
      .array(
        z.object({
          accountId: z.string(),
          outstanding: observedMoney.meta({ description: 'Still owed, unsigned' }),
          instalment: observedMoney.meta({ description: 'A month, unsigned' }),
          end: observedSchema(z.string()).meta({ description: 'Last term' }),
        }),
      )
      .meta({ description: 'Loan accounts in the statement: PSD2 gives none' }),
    loansOutstanding: observedMoney,
  })
  .meta({ id: 'Assets' })
export type Assets = z.infer<typeof assetsSchema>

export const businessSchema = z
  .object({
    state: z.enum(['measured', 'none_found']),
    monthlyTurnover: observedMoney.meta({ description: 'Net of what was given back to clients' }),
    largestClientShare: observedRatio,
    socialContributions: observedMoney,
    vat: observedMoney,
    drawings: observedMoney,
    accounts: z.array(z.string()),
    evidence: evidenceSchema,
  })
  .meta({ id: 'Business' })
export type Business = z.infer<typeof businessSchema>
