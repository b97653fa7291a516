// One authenticated call of the API, and what its handlers share.
import type { BadAnswer } from '../faults/kinds.ts'
import type { Book } from '../lives/ledger.ts'
import type { PersonaPlan } from '../lives/plan.ts'
import type { Bank, Consent } from '../state.ts'
import { consentKey } from '../state.ts'
import { refuse } from './stet-error.ts'
import { ibanOf } from './wire.ts'

export const BASE_PATH = '/stet/psd2/v1.4.2'

export type Call = {
  readonly bank: Bank
  readonly clientId: string
  readonly persona: PersonaPlan
  readonly query: URLSearchParams
  readonly body: Buffer
  readonly contentType: string
  readonly resourceId: string
  /** The bad answer this call will get. */
  readonly fault: BadAnswer | null
  /** Counts the call against the day's unattended ones, unless the customer is present. @throws TMRQ */
  readonly count: (...key: string[]) => void
}

export type Answer = { readonly status: number; readonly body: unknown }

const NO_CONSENT: Consent = { balances: [], transactions: [], psuIdentity: false }

export function consentOf(call: Call): Consent {
  return call.bank.consents.get(consentKey(call.clientId, call.persona)) ?? NO_CONSENT
}

export function url(call: Call, path: string): string {
  return `${call.bank.apiUrl}${BASE_PATH}${path}`
}

/** A query parameter by name, any case; given twice it is refused. */
export function parameter(call: Call, ...names: string[]): string | undefined {
  const found = [...call.query].filter(([name]) => names.includes(name.toLowerCase()))
  if (found.length > 1) refuse('FF01')
  return found[0]?.[1]
}

/** The customer's account or card, when the consent covers it. @throws AC01, CDNA, NGAC */
export function bookFor(
  call: Call,
  right: 'balances' | 'transactions',
): { book: Book; rank: number } {
  const { books } = call.bank.ledger(call.persona)
  const rank = books.findIndex((candidate) => candidate.plan.id === call.resourceId)
  const book = books[rank]
  if (book === undefined) refuse('AC01')
  if (book.kind === 'card' && !book.active) refuse('CDNA')
  if (!consentOf(call)[right].includes(ibanOf(book))) refuse('NGAC')
  return { book, rank }
}
