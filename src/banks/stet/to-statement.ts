// From what the bank sent to the statement's shapes: days in the bank's zone, labels as lines,
// and nothing unreadable passing for nothing.
import type {
  StatementAccount,
  StatementBalance,
  StatementTransaction,
} from '../../core/statement/statement.ts'
import { parseAmount } from '../../core/values/money.ts'
import { type PlainDate, parsePlainDate } from '../../core/values/plain-date.ts'
import type { Read } from '../lenient-json.ts'
import type { PullOutcome } from '../pulled.ts'
import {
  type WireAccount,
  type WireTransaction,
  wireBalanceSchema,
  wireTransactionSchema,
} from './wire.ts'

/** `null` lists: the right was not given, or the bank gave nothing. */
export function toStatementAccount(
  account: WireAccount,
  parts: {
    readonly balances: StatementBalance[] | null
    readonly transactions: StatementTransaction[] | null
    readonly pull: PullOutcome
  },
): StatementAccount {
  return {
    resourceId: account.resourceId ?? null,
    bicFi: account.bicFi ?? null,
    name: account.name ?? null,
    usage: account.usage ?? null,
    cashAccountType: accountType(account),
    product: account.product ?? account.details ?? null,
    psuStatus: account.psuStatus ?? null,
    linkedAccount: account.linkedAccount ?? null,
    accountId: { iban: ibanOf(account), currency: currencyOf(account) },
    balances: parts.balances,
    transactions: parts.transactions,
    pull: parts.pull,
  }
}

/** Payment accounts are the rule, and a card names its account: what a missing type then means. */
export function accountType(account: WireAccount): string {
  return account.cashAccountType?.trim() || (account.linkedAccount ? 'CARD' : 'CACC')
}

/**
 * A card without deferred debit, which some banks list as if it had a balance of its own: what it pays is
 * already among the lines of its account.
 */
export function isImmediateDebitCard(account: WireAccount): boolean {
  if (accountType(account).toUpperCase() !== 'CARD') return false
  const said = [account.product, account.details, account.name].join(' ')
  return /debit[\s_-]+immediat/i.test(said.normalize('NFD').replace(/\p{M}/gu, ''))
}

/** Without spaces, upper case; null when the bank identifies the account otherwise. */
export function ibanOf(account: WireAccount): string | null {
  return account.accountId?.iban?.replace(/\s+/g, '').toUpperCase() || null
}

export function currencyOf(account: WireAccount): string | null {
  return currencyText(account.accountId?.currency ?? account.currency)
}

export function readBalances(
  sent: readonly unknown[],
  account: WireAccount,
): Read<StatementBalance> {
  return readEach(sent, (item) => {
    const balance = wireBalanceSchema.safeParse(item)
    if (!balance.success) return null
    const amount = readAmount(balance.data.balanceAmount, currencyOf(account))
    if (amount === null) return null
    return {
      name: balance.data.name ?? null,
      balanceType: balance.data.balanceType?.trim() || 'OTHR',
      balanceAmount: amount,
      referenceDate: bankDay(balance.data.referenceDate, zoneless),
    }
  })
}

/** `timeZone`: the bank's, for date-times it writes in UTC. */
export function readTransactions(
  sent: readonly unknown[],
  account: WireAccount,
  timeZone: string,
): Read<StatementTransaction> {
  const dayAt = dayInZone(timeZone)
  return readEach(sent, (item) => {
    const line = wireTransactionSchema.safeParse(item)
    return line.success ? toTransaction(line.data, currencyOf(account), dayAt) : null
  })
}

export function readEach<S, T>(sent: readonly S[], read: (item: S) => T | null): Read<T> {
  const items: T[] = []
  for (const item of sent) {
    const value = read(item)
    if (value !== null) items.push(value)
  }
  return { items, unreadable: sent.length - items.length }
}

/** Null when it has no amount, or no day at all: a line that could not be placed. */
function toTransaction(
  line: WireTransaction,
  accountCurrency: string | null,
  dayAt: DayAt,
): StatementTransaction | null {
  const amount = readAmount(line.transactionAmount, accountCurrency)
  const days = {
    expectedBookingDate: bankDay(line.expectedBookingDate, dayAt),
    bookingDate: bankDay(line.bookingDate, dayAt),
    valueDate: bankDay(line.valueDate, dayAt),
    transactionDate: bankDay(line.transactionDate, dayAt),
  }
  if (amount === null || Object.values(days).every((day) => day === null)) return null
  return {
    resourceId: line.resourceId?.trim() || null,
    // a pending line is sent with an empty reference
    entryReference: line.entryReference?.trim() || null,
    transactionAmount: amount,
    creditDebitIndicator: line.creditDebitIndicator,
    // a line without status counts as booked only when it has a booking day
    status: line.status?.trim().toUpperCase() || (days.bookingDate === null ? 'OTHR' : 'BOOK'),
    ...days,
    bankTransactionCode: line.bankTransactionCode ?? null,
    relatedParties: line.relatedParties ?? null,
    remittanceInformation: { unstructured: remittanceLines(line.remittanceInformation) },
  }
}

function remittanceLines(sent: WireTransaction['remittanceInformation']): string[] {
  if (sent === null || sent === undefined) return []
  if (typeof sent === 'string') return [sent]
  const lines = Array.isArray(sent) ? sent : sent.unstructured
  if (typeof lines === 'string') return [lines]
  return (lines ?? []).filter((line) => line !== null)
}

export function readAmount(
  sent: { amount: string; currency?: string | null | undefined },
  accountCurrency: string | null,
): { amount: string; currency: string } | null {
  const currency = currencyText(sent.currency) ?? accountCurrency
  if (currency === null || parseAmount(sent.amount) === null) return null
  return { amount: sent.amount, currency }
}

export function currencyText(sent: string | null | undefined): string | null {
  const text = sent?.trim().toUpperCase() ?? ''
  return /^[A-Z]{3}$/.test(text) ? text : null
}

export type DayAt = (instant: Date) => string
export const zoneless: DayAt = (instant) => instant.toISOString().slice(0, 10)

export function dayInZone(timeZone: string): DayAt {
  let format: Intl.DateTimeFormat | null = null
  return (instant) => {
    // most banks write days, and never need it
    format ??= new Intl.DateTimeFormat('sv-SE', { timeZone })
    return format.format(instant)
  }
}

const UTC_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|\+00:?00)$/

/**
 * A day as the bank means it: a date-time with the bank's own offset keeps the day written; one in
 * UTC is read in the bank's zone. Empty, absent or impossible: null.
 */
export function bankDay(sent: string | null | undefined, dayAt: DayAt): PlainDate | null {
  const text = sent?.trim() ?? ''
  if (UTC_TIME.test(text)) {
    const instant = new Date(text.replace(' ', 'T').replace(/\+00:?00$/, 'Z'))
    return Number.isNaN(instant.getTime()) ? null : parsePlainDate(dayAt(instant))
  }
  return parsePlainDate(text.slice(0, 10))
}
