// A prepared statement: each account and line typed, dated, signed, and marked with why it counts or not.
import type { DateRange } from '../values/date-range.ts'
import type { MinorUnits } from '../values/money.ts'
import type { PlainDate } from '../values/plain-date.ts'
import type { Statement, StatementBalance } from './statement.ts'

export type BankCode = {
  readonly domain: string | null
  readonly family: string | null
  readonly subFamily: string | null
  /** The bank's own code, often a CFONB operation code. */
  readonly proprietary: string | null
  readonly issuer: string | null
  /** The category an aggregator gave the line, in its own words. */
  readonly hint: string | null
}

export type Counterparty = {
  readonly name: string | null
  readonly iban: string | null
  readonly creditorId: string | null
  readonly mandateId: string | null
}

/** Written by protection, read by categorisation in the place of a label. */
export type Learnt = {
  readonly category: string
  readonly operation: string
  /** 0–1 */
  readonly confidence: number
  /** A pseudonym of whoever is on the other side, the same from line to line. */
  readonly party: string
}

/** Why a line takes no part in any figure. */
export type Exclusion =
  | 'duplicate'
  | 'pending_twin'
  | 'pending'
  | 'outside_window'
  | 'other_currency'
  | 'account_left_out'
  | 'cancelled'
  /** A person said that it is not the applicant's. */
  | 'disputed'

export type Line = {
  readonly id: string
  readonly accountId: string
  /** Position in the input, over all accounts: the last tie-break of every order. */
  readonly index: number
  /** The day it counts at: booking day; purchase day for a card slip; expected day when pending. */
  readonly date: PlainDate
  readonly bookingDate: PlainDate | null
  readonly valueDate: PlainDate | null
  readonly transactionDate: PlainDate | null
  /** Credits positive. */
  readonly amount: MinorUnits
  readonly currency: string
  readonly status: 'booked' | 'pending'
  /** Non-empty remittance lines as sent, in the order sent. */
  readonly label: readonly string[]
  readonly code: BankCode | null
  readonly counterparty: Counterparty
  /** The text was not kept (special category). */
  readonly restricted: boolean
  /** What was learnt of a text that was not kept; null: the text is here, or nothing was learnt. */
  readonly learnt: Learnt | null
  /** null: the line counts. */
  readonly excluded: Exclusion | null
}

export type AccountKind = 'current' | 'card' | 'savings' | 'loan'
export type Ownership = 'sole' | 'joint' | 'not_owner' | 'unknown'

export type Account = {
  readonly id: string
  readonly connection: string | null
  readonly kind: AccountKind
  readonly usage: 'private' | 'business' | 'unknown'
  readonly ownership: Ownership
  readonly name: string | null
  readonly product: string | null
  readonly iban: string | null
  readonly currency: string
  /** The supporting account of a card. */
  readonly linkedAccountId: string | null
  /** null: the account takes part; else a stable code of why not. */
  readonly leftOut: string | null
  readonly balances: readonly StatementBalance[]
  /** Terms of a loan account, as given: unsigned minor units a month, the last term's day. */
  readonly loan: { readonly instalment: MinorUnits | null; readonly end: PlainDate | null } | null
  /** False when the right to read transactions was not given. */
  readonly transactionsShared: boolean
  readonly pull: {
    /** The first day asked of the bank. */
    from: PlainDate
    complete: boolean
    missing: string | null
    /** Days of which lines may be missing; null: all of them, when incomplete. */
    unread: DateRange | null
  } | null
}

export type Warning = {
  /** Stable snake_case code. */
  readonly code: string
  readonly accountId?: string
  readonly transactionIds?: readonly string[]
}

export type Prepared = {
  readonly asOf: PlainDate
  readonly window: DateRange
  readonly currency: string
  readonly statement: Statement
  readonly accounts: readonly Account[]
  /** All lines, excluded ones too, by date then index. */
  readonly lines: readonly Line[]
  readonly warnings: readonly Warning[]
}
