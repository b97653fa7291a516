// The statement: what the banks sent, in STET 1.4.2 names, and the one input of every analysis.
// Strict about the fields the analysis uses; other keys are dropped.
import { z } from 'zod'
import { WINDOW_DAYS } from '../values/date-range.ts'
import { parseAmount } from '../values/money.ts'
import { parsePlainDate, plainDateSchema } from '../values/plain-date.ts'
import { plainText, wellFormed } from '../values/plain-text.ts'

const text = wellFormed(z.string())
/** What the lender declares. */
const declared = (longest: number) => plainText(z.string().max(longest))
const optionalText = text.nullish()

/** Decimal text such as "1250.30"; a JSON number is taken by its shortest text. */
const decimalSchema = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((value) => parseAmount(value) !== null, 'must be a decimal amount such as "1250.30"')

export const amountSchema = z.object({
  amount: decimalSchema,
  currency: text.regex(/^[A-Z]{3}$/, 'must be a three-letter currency code'),
})

/** A bank's day; a date-time keeps its calendar day as written, an empty text counts as absent. */
const bankDaySchema = z
  .string()
  .transform((value) => value.trim().slice(0, 10))
  .refine((value) => value === '' || parsePlainDate(value) !== null, 'must be a day that exists')
  .nullish()

export const balanceSchema = z.object({
  name: optionalText,
  balanceType: text,
  balanceAmount: amountSchema,
  referenceDate: bankDaySchema,
})

const partySchema = z.object({ name: optionalText }).nullish()
const partyAccountSchema = z.object({ iban: optionalText }).nullish()

export const transactionSchema = z.object({
  resourceId: optionalText,
  entryReference: optionalText,
  transactionAmount: amountSchema,
  creditDebitIndicator: z.enum(['CRDT', 'DBIT']),
  status: text,
  expectedBookingDate: bankDaySchema,
  bookingDate: bankDaySchema,
  valueDate: bankDaySchema,
  transactionDate: bankDaySchema,
  bankTransactionCode: z
    .object({
      domain: optionalText,
      family: optionalText,
      subFamily: optionalText,
      code: optionalText,
      issuer: optionalText,
    })
    .nullish(),
  relatedParties: z
    .object({
      debtor: partySchema,
      creditor: partySchema,
      ultimateDebtor: partySchema,
      ultimateCreditor: partySchema,
      debtorAccount: partyAccountSchema,
      creditorAccount: partyAccountSchema,
    })
    .nullish(),
  /** SEPA direct debits: creditor identifier (ICS) and mandate reference, where a bank gives them. */
  creditorId: optionalText,
  mandateId: optionalText,
  /** What an aggregator takes the line for, in its own words: a hint, trusted by nothing. */
  bankCategoryHint: optionalText,
  remittanceInformation: z
    .union([
      text,
      z.array(text.nullable()),
      z.object({ unstructured: z.array(text.nullable()).nullish() }),
    ])
    .nullish(),
  /** Set by protection: the text of this line was not kept. */
  restricted: z.enum(['special_category']).optional(),
  /** Set by protection: what was learnt of a text that was not kept (health, benefits, fines). */
  learnt: z
    .object({
      category: text,
      operation: text,
      confidence: z.number().min(0).max(1),
      party: text,
    })
    .optional(),
})

export const accountSchema = z.object({
  connection: text.optional(),
  resourceId: optionalText,
  bicFi: optionalText,
  name: optionalText,
  usage: optionalText,
  cashAccountType: text,
  product: optionalText,
  psuStatus: optionalText,
  linkedAccount: optionalText,
  accountId: z.object({ iban: optionalText, currency: optionalText }).nullish(),
  balances: z.array(balanceSchema).nullish(),
  /** Terms of a loan account, where a file or an aggregator gives them; STET does not. */
  loan: z.object({ instalment: amountSchema.nullish(), endDate: bankDaySchema }).nullish(),
  /** null: the right to read them was not given; empty: read, and there were none. */
  transactions: z.array(transactionSchema).nullish(),
  /** How the pull went; absent when the lender brought the statement. */
  pull: z
    .object({
      from: plainDateSchema,
      to: plainDateSchema,
      complete: z.boolean(),
      /** A stable code of what stopped it, when incomplete. */
      missing: text.optional(),
      /** Days of which lines may be missing, when incomplete; without it, all of them. */
      unread: z.object({ from: plainDateSchema, to: plainDateSchema }).optional(),
    })
    .optional(),
})

export const connectionSchema = z.object({
  id: text,
  bank: text,
  /** The connected customer as the bank names them. */
  holder: optionalText,
  /** A bank the applicant wanted to share and that could not be read: the stable code of why. */
  missing: text.optional(),
})

/** One of several who apply together, with the connections that are theirs. */
const coApplicantSchema = z.object({
  name: declared(140).min(1),
  connections: z.array(text).default([]),
})

const moneyMinor = z.int().nonnegative()

/** Who may apply together. */
export const MOST_APPLICANTS = 4

/** What the lender declares of the application; amounts in minor units (credit.md). */
export const applicationSchema = z
  .strictObject({
    loan: z
      .strictObject({
        amount: moneyMinor,
        months: z.int().positive().max(600),
        /** Annual nominal rate in percent. */
        rate: z.number().min(0).max(100).optional(),
        /** Monthly, borrower's insurance included. */
        instalment: moneyMinor.optional(),
        refinances: z.array(plainText(z.string())).optional(),
      })
      .optional(),
    household: z
      .strictObject({
        adults: z.int().min(1).max(10),
        children: z.int().min(0).max(20),
        housing: z.enum(['tenant', 'owner', 'owner_with_mortgage', 'hosted', 'other']).optional(),
        rent: moneyMinor.optional(),
      })
      .optional(),
    applicants: z
      .array(
        z.strictObject({
          role: z.enum(['applicant', 'co_applicant']),
          name: declared(140).min(1),
          declaredMonthlyIncome: moneyMinor.optional(),
          employment: declared(140).optional(),
        }),
      )
      .max(MOST_APPLICANTS)
      .optional(),
    /** Authorised overdraft of the account, unsigned; PSD2 does not give it. */
    overdraftLimit: moneyMinor.optional(),
    declaredCredits: z
      .array(z.strictObject({ lender: declared(140), instalment: moneyMinor }))
      .max(50)
      .optional(),
  })
  .meta({ id: 'Application' })
export type Application = z.infer<typeof applicationSchema>

/** How much was not kept, by kind. */
export const withheldSchema = z.object({
  specialCategory: z.int().nonnegative().meta({
    description: 'Lines of which only amount, day and sign were kept',
  }),
  labels: z.int().nonnegative().meta({
    description: 'Lines that keep their category and lost their text',
  }),
  thirdParties: z.int().nonnegative().meta({
    description: 'IBANs of others replaced by a pseudonym, each counted once',
  }),
  names: z.int().nonnegative().meta({
    description: 'Names of private persons replaced by a pseudonym, each counted once',
  }),
})
export type Withheld = z.infer<typeof withheldSchema>

/** Written by protection: makes the statement a snapshot. */
export const protectionSchema = z.object({
  version: z.literal(2),
  /** Hex; keys the pseudonyms of this snapshot. */
  salt: z.string().regex(/^[0-9a-f]{32,64}$/),
  withheld: withheldSchema,
})

export const statementSchema = z
  .object({
    asOf: plainDateSchema,
    /** When fewer than ninety days were asked for: what was not asked is no gap. */
    windowDays: z.int().min(1).max(WINDOW_DAYS).optional(),
    applicant: z.object({ name: declared(140).min(1) }).nullish(),
    /** Several who apply together, in the place of `applicant`: the first is the applicant. */
    applicants: z.array(coApplicantSchema).min(2).max(MOST_APPLICANTS).optional(),
    application: applicationSchema.nullish(),
    connections: z.array(connectionSchema).default([]),
    accounts: z.array(accountSchema),
    protection: protectionSchema.optional(),
  })
  .meta({ id: 'Statement' })

/** As it may be written: dates and amounts still text. */
export type StatementInput = z.input<typeof statementSchema>
export type Statement = z.output<typeof statementSchema>
export type StatementAccount = z.output<typeof accountSchema>
export type StatementTransaction = z.output<typeof transactionSchema>
export type StatementBalance = z.output<typeof balanceSchema>

/** A protected statement: immutable, what is kept, what `assess` reads. */
export type Snapshot = Statement & { protection: z.infer<typeof protectionSchema> }
