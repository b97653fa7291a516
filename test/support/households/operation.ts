// What happens on an account, before any bank words it; and what is true of it.
import type { Shift } from './calendar.ts'

export type Kind =
  | 'card'
  | 'card_refund'
  | 'card_total'
  | 'debit'
  | 'transfer_in'
  | 'transfer_out'
  | 'standing_order'
  | 'instant_in'
  | 'instant_out'
  | 'cash'
  | 'cash_in'
  | 'cheque'
  | 'cheque_in'
  | 'loan'
  | 'loan_payout'
  | 'return'
  | 'refusal'
  | 'reject_fee'
  | 'intervention_fee'
  | 'package_fee'
  | 'overdraft_interest'
  | 'seizure'
  | 'seizure_fee'

export type Operation = {
  day: number
  /** Signed: credits positive. */
  cents: number
  kind: Kind
  /** As the label spells it. */
  party: string
  /** Who it truly is, whatever the spelling. */
  payee: string
  category: string
  /** What a fair reader of the label may also say. */
  alternatives?: readonly string[]
  motive?: string
  city?: string
  creditorId?: string
  mandate?: string
  stream?: string
  /** Of a stream, but a reader may leave it out: a bonus, a debit that came back. */
  optional?: true
  /** Which time of its stream this is, those that never came counted. */
  turn?: number
  contract?: string
  /** An advance on the pay of the same month. */
  advance?: true
  /** Part of the amount that is no regular pay: a thirteenth month paid with the wage. */
  extra?: number
  pending?: true
  /** A slip of the deferred-debit card, which is an account of its own. */
  slip?: true
}

export type Cadence = 'weekly' | 'biweekly' | 'monthly' | 'quarterly' | 'yearly' | 'irregular'

/** A stream as it was made; what of it can be seen in the window is worked out at the end. */
export type PlannedStream = {
  id: string
  /** What the tables of the bench count by: `salary_fixed`, `energy` … */
  type: string
  category: string
  direction: 'in' | 'out'
  cadence: Cadence
  /** Regular by nature but not claimed either way: own savings, package fees, quarterly bills. */
  provable: boolean
  /** Its amounts are part of the observed monthly net income. */
  income: boolean
  /** Over before the last day of the window: no part of the income any more. */
  ended: boolean
}

export type ContractKind =
  | 'mortgage'
  | 'consumer'
  | 'revolving'
  | 'split_payment'
  | 'leasing'
  | 'short_term'
  | 'unspecified'

export type PlannedContract = {
  id: string
  kind: ContractKind
  lender: string
  /** Cents a month. */
  instalment: number
}

export type PlannedIncident = {
  kind: 'rejection' | 'seizure' | 'collection' | 'plan' | 'fee_alone'
  line: Operation
  fees: Operation[]
}

export type Rhythm =
  | { every: 'month'; day: number; shift: Shift }
  | { every: 'week'; weekday: number; weeks: number; shift: Shift }
  | { every: 'quarter' | 'year'; day: number; shift: Shift }
