// A stream: a recurring income or charge, with the slots it was fitted to and the lines it rests on.
import { z } from 'zod'
import { dateRangeSchema } from '../values/date-range.ts'
import { moneySchema } from '../values/money.ts'
import { observedSchema } from '../values/observed.ts'

export const cadences = [
  'weekly',
  'biweekly',
  'semimonthly',
  'monthly',
  'quarterly',
  'yearly',
  'unknown',
] as const
export type Cadence = (typeof cadences)[number]

/** Lines a figure rests on, and those left aside with why. */
export const evidenceSchema = z
  .object({
    transactionIds: z.array(z.string()),
    excluded: z.array(z.object({ transactionId: z.string(), reason: z.string() })),
  })
  .meta({ id: 'Evidence' })
export type Evidence = z.infer<typeof evidenceSchema>

/** Whose a stream of a joint account is, as far as names tell; on an account of one, its holder's. */
export const owners = ['applicant', 'co_holder', 'nobody'] as const
export type Owner = (typeof owners)[number]

export const streamSchema = z
  .object({
    id: z.string().meta({ description: 'Stable for the same snapshot: s1, s2 …' }),
    direction: z.enum(['in', 'out']),
    category: z.string(),
    counterparty: z.string().nullable().meta({ description: 'Payer or payee' }),
    accountId: z.string(),
    owner: z.enum(owners).meta({
      description:
        'On a joint account as names in its lines tell; a lone applicant does not retain what is the co-holder’s',
    }),
    cadence: z.enum(cadences),
    nominalDay: z
      .int()
      .nullable()
      .meta({ description: '1–31; for weekly cadences 0 (Sunday) – 6' }),
    shift: z.enum(['previous', 'next', 'none']).meta({
      description: 'Where a closed day of the TARGET calendar moves it',
    }),
    occurrences: z.array(
      z.object({
        transactionId: z.string(),
        date: z.string().meta({ format: 'date' }),
        amount: z.int().meta({ description: 'Minor units, signed' }),
        mark: z.enum(['regular', 'bonus', 'advance', 'outlier']),
      }),
    ),
    missedSlots: z.array(z.string()),
    amount: z.object({
      currency: z.string(),
      median: z.int().meta({
        description:
          'Minor units, unsigned as all figures of a stream; an advance and its balance are one',
      }),
      min: z.int(),
      max: z.int(),
      last: z.int(),
      trend: z.enum(['up', 'down', 'flat', 'unknown']),
    }),
    monthlyEquivalent: moneySchema.meta({ description: 'Unsigned; `direction` says which way' }),
    status: z.enum(['mature', 'early', 'ended']),
    nextExpected: dateRangeSchema.nullable(),
    confidence: z.number().meta({ description: '0–1: coverage × regularity × amount × source' }),
    evidence: evidenceSchema,
  })
  .meta({ id: 'Stream' })
export type Stream = z.infer<typeof streamSchema>

const observedMoney = observedSchema(moneySchema)

export const incomeSchema = z
  .object({
    monthlyNet: z.object({
      observed: observedMoney.meta({ description: 'What came in a month, after withholding tax' }),
      retained: observedMoney.meta({ description: 'Σ stream × weight of its category' }),
      low: observedMoney,
      high: observedMoney,
    }),
    streams: z.array(streamSchema),
    support: z.array(streamSchema).meta({ description: 'Regular help from a person, apart' }),
    monthsWithIncome: observedSchema(z.int()),
    coefficientOfVariation: observedSchema(z.number()),
    byApplicant: z
      .array(
        z.object({
          name: z.string().nullable().meta({
            description: 'null: of joint accounts, whose lines name none of the applicants',
          }),
          observed: observedMoney,
          retained: observedMoney,
          streamIds: z.array(z.string()),
        }),
      )
      .optional()
      .meta({ description: 'When several apply together: what each brings to `monthlyNet`' }),
  })
  .meta({ id: 'Income' })
export type Income = z.infer<typeof incomeSchema>

export const chargesSchema = z
  .object({
    monthly: observedMoney.meta({ description: 'Fixed charges and debt service a month' }),
    housingCost: observedMoney,
    housingSource: z.enum(['rent', 'mortgage', 'rent_and_mortgage', 'possible_rent', 'not_seen']),
    essentialMonthly: observedMoney,
    streams: z.array(streamSchema),
  })
  .meta({ id: 'Charges' })
export type Charges = z.infer<typeof chargesSchema>

export const contractKinds = [
  'mortgage',
  'consumer',
  'revolving',
  'split_payment',
  'leasing',
  'short_term',
  'social_microcredit',
  'unspecified',
] as const

export const contractSchema = z
  .object({
    id: z.string(),
    kind: z.enum(contractKinds),
    lender: z.string().nullable().meta({
      description:
        'A loan of the bank that keeps the account has that bank; null when nothing tells',
    }),
    instalment: moneySchema.meta({
      description: 'Unsigned; 0 only when `status` is repayment_not_started: none was seen yet',
    }),
    monthlyEquivalent: moneySchema,
    termsSeen: z.int(),
    termsLeft: z.int().nullable(),
    outstanding: moneySchema.nullable().meta({
      description: 'What is still owed, where the statement has the loan’s own account; else null',
    }),
    endsOn: z
      .string()
      .nullable()
      .meta({ format: 'date', description: 'Last term; known likewise' }),
    status: z.enum(['mature', 'early', 'ended', 'repayment_not_started']),
    nextExpected: dateRangeSchema.nullable(),
    accountId: z.string(),
    evidence: evidenceSchema,
  })
  .meta({ id: 'Contract' })
export type Contract = z.infer<typeof contractSchema>

const creditEventSchema = z.object({
  transactionId: z.string(),
  date: z.string(),
  amount: moneySchema.meta({ description: 'Unsigned' }),
  lender: z.string().nullable(),
})

export const creditSchema = z
  .object({
    contracts: z.array(contractSchema).meta({
      description: 'All, split payments and those not yet repaid included; largest first',
    }),
    monthlyRepayment: observedMoney.meta({
      description: 'Contracts that run, a month; the borrower’s insurance stands in the charges',
    }),
    distinctLenders: observedSchema(z.int()).meta({
      description: 'Of loans that run, home loans and split payments apart',
    }),
    shortTermLoans: observedSchema(z.int()).meta({
      description: 'Short-term and micro loans and wage advances, ended ones among them',
    }),
    socialMicrocredits: observedSchema(z.int()),
    earlyRepayments: z.array(creditEventSchema),
    arrears: z.array(creditEventSchema).meta({
      description: 'Instalments paid late, penalties and interest for late payment',
    }),
    payouts: z.array(
      z.object({
        transactionId: z.string(),
        date: z.string(),
        amount: moneySchema,
        lender: z.string().nullable(),
        kind: z.enum(['loan', 'revolving_draw']).meta({
          description: 'A draw is on a revolving credit that is open already, or says so',
        }),
      }),
    ),
    splitPayments: z
      .array(contractSchema)
      .meta({ description: 'Those of `contracts` that are split payments' }),
  })
  .meta({ id: 'Credit' })
export type Credit = z.infer<typeof creditSchema>
