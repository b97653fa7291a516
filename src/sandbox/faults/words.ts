// How one kind of bank writes what faults change: where an answer keeps its list, and what dates, amounts, ids and
// links are called there.

/** Of JSON: what a fault may write into. */
export type Fields = { [name: string]: unknown }

export type Words = {
  /** The list of an answer that is one, of accounts, balances or lines: changed in place. */
  readonly list: (body: unknown) => Fields[] | null
  /** A second list of lines beside it, where there is one. */
  readonly beside?: (body: unknown) => Fields[] | null
  readonly dates: readonly string[]
  /** Dates are instants, in seconds since 1970. */
  readonly instants: boolean
  /** Where an amount stands within an item, and its currency beside it. */
  readonly money: (item: Fields) => { readonly of: Fields; readonly amount: string } | null
  /** Takes away what says which way the money went. */
  readonly unsign: (item: Fields) => void
  readonly ids: readonly string[]
  /** Makes an answer lead elsewhere: its next page, its next step. */
  readonly lead: (body: unknown, href: string) => void
  readonly joint: (account: Fields) => void
  /** Another currency, wherever the account says one. */
  readonly foreign: (account: Fields) => void
  /** What an answer says about whose it is becomes somebody else. */
  readonly disown: (body: unknown) => void
}

export function fieldsOf(value: unknown): Fields | null {
  return isFields(value) ? value : null
}

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

export function itemsOf(value: unknown): Fields[] | null {
  // the same list, not a copy: it is changed in place
  return Array.isArray(value) && value.every(isFields) ? value : null
}

const STRANGER_IBAN = 'FR7630006000011234567890189'

/** Of each account: another number and another id, as a list of somebody else's would have. */
export function strangersOwn(accounts: readonly Fields[], id: string): void {
  for (const account of accounts) {
    if (account[id] !== undefined) account[id] = `stranger-${String(account[id])}`.slice(0, 35)
    const numbered = fieldsOf(account.accountId) ?? account
    if (numbered.iban) numbered.iban = STRANGER_IBAN
  }
}
