// A line with its meaning: category, role, the rule that won and those that lost.
import { z } from 'zod'
import type { Line } from '../statement/line.ts'

/** Roles of taxonomy.csv. */
export const roles = [
  'income',
  'irregular_income',
  'one_off',
  'debt_inflow',
  'gambling',
  'internal',
  'person_to_person',
  'card_settlement',
  'saving',
  'speculative',
  'fixed_charge',
  'debt_service',
  'incident',
  'living',
  'cash',
  'cheque',
  'sensitive',
  'bank_fee',
  'returned',
  'unknown',
] as const
export type Role = (typeof roles)[number]

/** How the operation was made, read before any category: ISO 20022 code, CFONB code or label head. */
export const operations = [
  'card',
  'card_refund',
  'card_total',
  'cash_withdrawal',
  'cash_deposit',
  'cheque',
  'cheque_deposit',
  'direct_debit',
  'direct_debit_return',
  'transfer_in',
  'transfer_out',
  'transfer_return',
  'instant_in',
  'instant_out',
  'standing_order',
  'loan_instalment',
  'loan_payout',
  'fee',
  'interest_debit',
  'interest_credit',
  'securities',
  'seizure',
  'other',
] as const
export type Operation = (typeof operations)[number]

export type Loser = { readonly rule: string; readonly category: string; readonly matched: string }

export type CategorisedLine = Line & {
  readonly operation: Operation
  /** The label with dates, card numbers, references and facilitator prefixes gone; upper case, no accents. */
  readonly cleanLabel: string
  /**
   * Who is on the other side, as a key that stays the same from month to month:
   * `ics:…`, `iban:…` or `name:…`; null when the line does not tell.
   */
  readonly counterpartyKey: string | null
  /** The same for a reader: a name or brand, null when unknown. */
  readonly counterpartyName: string | null
  readonly category: string
  readonly role: Role
  /** null: abstained (`uncategorized.*`). */
  readonly rule: string | null
  /** The fragment of the label, or `code:PMNT/RDDT/ESDD`, that decided. */
  readonly matched: string | null
  /** 0–1 */
  readonly confidence: number
  readonly losers: readonly Loser[]
  /** Ids of lines this one is tied to: the fee of a rejection, its original, the other leg of a transfer. */
  readonly linked: readonly { readonly id: string; readonly as: LinkKind }[]
  /** A person said that it is not part of a recurring income or charge. */
  readonly single?: true
}

export type LinkKind =
  | 'rejection_fee'
  | 'rejected_original'
  | 'rejection'
  | 'own_account_leg'
  | 'card_slip'
  | 'card_total'
  | 'salary_advance'

/** One transaction of `transactions[]`. */
export const reportTransactionSchema = z
  .object({
    transactionId: z.string(),
    accountId: z.string(),
    date: z.string().meta({ format: 'date' }),
    bookingDate: z.string().nullable(),
    amount: z.object({ amount: z.int(), currency: z.string() }),
    status: z.enum(['booked', 'pending']),
    label: z.array(z.string()),
    operation: z.enum(operations),
    counterparty: z.string().nullable(),
    category: z.string(),
    role: z.enum(roles),
    rule: z.string().nullable(),
    matched: z.string().nullable(),
    confidence: z.number(),
    losers: z.array(z.object({ rule: z.string(), category: z.string(), matched: z.string() })),
    linked: z.array(z.object({ transactionId: z.string(), as: z.string() })),
    excluded: z.string().nullable(),
  })
  .meta({ id: 'ReportTransaction' })
export type ReportTransaction = z.infer<typeof reportTransactionSchema>
