// From what Linxo Connect sent to the statement's shapes: days in the bank's zone, signs as indicators, labels as
// lines, and nothing unreadable passing for nothing.
import type {
  StatementAccount,
  StatementBalance,
  StatementTransaction,
} from '../../core/statement/statement.ts'
import { parseAmount } from '../../core/values/money.ts'
import { type PlainDate, parsePlainDate } from '../../core/values/plain-date.ts'
import type { Read } from '../lenient-json.ts'
import type { PullOutcome } from '../pulled.ts'
import { timeZone } from './profile.ts'
import { bankCodeOf } from './transaction-types.ts'
import { type WireAccount, type WireTransaction, wireTransactionSchema } from './wire.ts'

/** `null` lists: the right was not given, or nothing was there. */
export function toStatementAccount(
  account: WireAccount,
  parts: {
    readonly balances: StatementBalance[] | null
    readonly transactions: StatementTransaction[] | null
    readonly pull: PullOutcome
  },
): StatementAccount {
  const loan = loanOf(account)
  return {
    resourceId: account.id,
    bicFi: null,
    name: account.name ?? null,
    usage: usageOf(account),
    cashAccountType: accountType(account),
    product: null,
    // an aggregator shows what the customer sees at the bank, and does not say in what capacity
    psuStatus: null,
    linkedAccount: account.credit_card?.linked_account_id ?? null,
    accountId: { iban: ibanOf(account), currency: currencyOf(account) },
    balances: parts.balances,
    ...(loan === null ? {} : { loan }),
    transactions: parts.transactions,
    pull: parts.pull,
  }
}

/** A type nobody documented is kept as it is: the statement leaves such an account out, and says so. */
export function accountType({ type }: WireAccount): string {
  switch (type.trim().toUpperCase()) {
    case 'CHECKINGS':
      return 'CACC'
    case 'SAVINGS':
      return 'SVGS'
    case 'LOAN':
      return 'LOAN'
    case 'CREDIT_CARD':
      return 'CARD'
    default:
      return type
  }
}

export function usageOf({ usage, classification }: WireAccount): string | null {
  const said = [usage, classification].map((text) => text?.trim().toUpperCase())
  if (said.includes('PROFESSIONAL')) return 'ORGA'
  return said.includes('PERSONAL') ? 'PRIV' : null
}

/** Without spaces, upper case; null when the account has none. */
export function ibanOf({ iban }: WireAccount): string | null {
  return iban?.replace(/\s+/g, '').toUpperCase() || null
}

export function currencyOf({ currency }: WireAccount): string | null {
  return currencyText(currency)
}

/** One balance, of no stated kind: neither booked nor instant is said of it. */
export function readBalances(account: WireAccount): StatementBalance[] {
  const currency = currencyOf(account)
  const { balance } = account
  if (currency === null || balance == null || parseAmount(balance) === null) return []
  return [
    {
      name: null,
      balanceType: 'OTHR',
      balanceAmount: { amount: balance, currency },
      referenceDate: dayOf(account.balance_date),
    },
  ]
}

function loanOf(account: WireAccount): NonNullable<StatementAccount['loan']> | null {
  if (accountType(account) !== 'LOAN' || account.loan == null) return null
  const { monthly_payment: instalment, end_date } = account.loan
  const currency = currencyOf(account)
  const known = instalment != null && currency !== null && parseAmount(instalment) !== null
  return {
    instalment: known ? { amount: instalment, currency } : null,
    endDate: dayOf(end_date),
  }
}

/** Lines before `from` were not asked for and are not kept, nor forecasts of lines to come. */
export function readTransactions(
  sent: readonly unknown[],
  account: WireAccount,
  from: PlainDate,
): Read<StatementTransaction> {
  const items: StatementTransaction[] = []
  let unreadable = 0
  for (const item of sent) {
    const read = wireTransactionSchema.safeParse(item)
    const own = read.success && isOf(account, read.data)
    if (own && isForecast(read.data)) continue
    const line = own ? toTransaction(read.data, currencyOf(account)) : null
    if (line === null) unreadable += 1
    else if (lastDay(line) >= from) items.push(line)
  }
  return { items, unreadable }
}

/** A line of another account is none that was asked for: told as unreadable, and not kept. */
function isOf({ id }: WireAccount, { account_id: of }: WireTransaction): boolean {
  return of == null || of === id
}

/** What an aggregator expects to happen is no line of the bank; what the bank announces is. */
function isForecast({ origin }: WireTransaction): boolean {
  return origin === 'RECURRING' || origin === 'SCHEDULED'
}

function lastDay(line: StatementTransaction): string {
  const { bookingDate, expectedBookingDate, transactionDate, valueDate } = line
  return bookingDate ?? expectedBookingDate ?? transactionDate ?? valueDate ?? ''
}

/** Null when it has no amount, or no day at all: a line that could not be placed. */
function toTransaction(
  line: WireTransaction,
  accountCurrency: string | null,
): StatementTransaction | null {
  const currency = currencyText(line.currency) ?? accountCurrency
  const amount = parseAmount(line.amount)
  const date = dayOf(line.date)
  const status = statusOf(line)
  const booking = dayOf(line.booking_date) ?? date
  const transaction = dayOf(line.transaction_date)
  if (currency === null || amount === null || (booking ?? transaction) === null) return null
  const direction = amount < 0 ? 'DBIT' : 'CRDT'
  return {
    resourceId: line.id ?? null,
    entryReference: null,
    transactionAmount: { amount: line.amount.replace(/^[+-]/, ''), currency },
    creditDebitIndicator: direction,
    status,
    expectedBookingDate: status === 'BOOK' ? null : booking,
    bookingDate: status === 'BOOK' ? booking : null,
    valueDate: dayOf(line.value_date),
    transactionDate: transaction,
    bankTransactionCode: bankCodeOf(line.type, direction),
    relatedParties: null,
    remittanceInformation: { unstructured: labelOf(line) },
    ...(line.category_id ? { bankCategoryHint: line.category_id } : {}),
  }
}

/** The bank's own lines where they are given; the label is Linxo's tidied text of them. */
function labelOf({ remittance_information: sent, label }: WireTransaction): string[] {
  const lines = (sent ?? []).filter(
    (line): line is string => typeof line === 'string' && line.trim() !== '',
  )
  return lines.length > 0 ? lines : label?.trim() ? [label] : []
}

/** STET's words; refunded money did move, and came back on a line of its own. */
function statusOf({ status, origin }: WireTransaction): 'BOOK' | 'PDNG' | 'OTHR' | 'RJCT' {
  if (origin === 'UPCOMING') return 'PDNG'
  switch (status?.trim().toUpperCase() ?? '') {
    case '':
    case 'BOOKED':
    case 'REFUNDED':
      return 'BOOK'
    case 'PENDING':
      return 'PDNG'
    case 'EXPIRED':
    case 'REJECTED':
    case 'CANCELLED':
      return 'RJCT'
    default:
      return 'OTHR'
  }
}

function currencyText(sent: string | null | undefined): string | null {
  const text = sent?.trim().toUpperCase() ?? ''
  return /^[A-Z]{3}$/.test(text) ? text : null
}

const format = new Intl.DateTimeFormat('sv-SE', { timeZone })

/** An instant in seconds since 1970 as the bank's calendar day. */
function dayOf(seconds: number | null | undefined): PlainDate | null {
  return seconds == null ? null : parsePlainDate(format.format(new Date(seconds * 1000)))
}

/** The first instant that is `day` anywhere in Europe: nothing of the day is missed, what is before it is dropped. */
export function startOf(day: PlainDate): number {
  return Date.parse(`${day}T00:00:00+03:00`) / 1000
}
