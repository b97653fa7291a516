// Each transaction typed: its day, its sign, its text, its other side.
import { contains, type DateRange } from '../values/date-range.ts'
import { absolute, negate, parseAmount, ZERO } from '../values/money.ts'
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts'
import { textOf } from './accounts.ts'
import type { Account, BankCode, Counterparty, Exclusion, Line } from './line.ts'
import type { StatementTransaction } from './statement.ts'

export type Frame = {
  readonly asOf: PlainDate
  readonly window: DateRange
  readonly currency: string
}

/** The id is the caller's: it needs to know the other lines. */
export function toLine(
  transaction: StatementTransaction,
  account: Account,
  index: number,
  id: string,
  frame: Frame,
): { line: Line; undated: boolean } {
  const bookingDate = dayOf(transaction.bookingDate)
  const transactionDate = dayOf(transaction.transactionDate)
  const valueDate = dayOf(transaction.valueDate)
  const expected = dayOf(transaction.expectedBookingDate)
  const status = transaction.status === 'BOOK' ? 'booked' : 'pending'
  const order =
    account.kind === 'card'
      ? [transactionDate, bookingDate, expected, valueDate]
      : status === 'booked'
        ? [bookingDate, expected, transactionDate, valueDate]
        : [expected, bookingDate, transactionDate, valueDate]
  const date = order.find((day) => day !== null) ?? null
  const line: Line = {
    id,
    accountId: account.id,
    index,
    date: date ?? frame.asOf,
    bookingDate,
    valueDate,
    transactionDate,
    amount: signedAmount(transaction),
    currency: transaction.transactionAmount.currency,
    status,
    label: remittanceOf(transaction),
    code: codeOf(transaction.bankTransactionCode),
    counterparty: counterpartyOf(transaction),
    restricted: transaction.restricted !== undefined,
    excluded: null,
  }
  const excluded = exclusionOf(line, transaction.status, account, date !== null, frame)
  return { line: { ...line, excluded }, undated: date === null }
}

/** STET's closed list of statuses, the 1.5 ones too; a line that is only information is no money. */
function exclusionOf(
  line: Line,
  status: string,
  account: Account,
  dated: boolean,
  frame: Frame,
): Exclusion | null {
  if (account.leftOut !== null) return 'account_left_out'
  if (status === 'RJCT' || status === 'INFO') return 'cancelled'
  if (line.currency !== frame.currency) return 'other_currency'
  // A card slip counts at its purchase day, debited or not (credit.md, Balances)
  if (line.status === 'pending' && account.kind !== 'card') return 'pending'
  return dated && contains(frame.window, line.date) ? null : 'outside_window'
}

function dayOf(text: string | null | undefined): PlainDate | null {
  return text ? parsePlainDate(text) : null
}

/** |amount| × indicator: some banks sign the amount, and the indicator alone is right. */
function signedAmount(transaction: StatementTransaction) {
  const size = absolute(parseAmount(transaction.transactionAmount.amount) ?? ZERO)
  return transaction.creditDebitIndicator === 'DBIT' ? negate(size) : size
}

function remittanceOf({ remittanceInformation: sent }: StatementTransaction): string[] {
  if (sent === null || sent === undefined) return []
  const lines =
    typeof sent === 'string' ? [sent] : Array.isArray(sent) ? sent : (sent.unstructured ?? [])
  const kept: string[] = []
  for (const line of lines) if (line !== null && line.trim() !== '') kept.push(line)
  return kept
}

function codeOf(code: StatementTransaction['bankTransactionCode']): BankCode | null {
  if (!code) return null
  const typed = {
    domain: textOf(code.domain),
    family: textOf(code.family),
    subFamily: textOf(code.subFamily),
    proprietary: textOf(code.code),
    issuer: textOf(code.issuer),
  }
  return Object.values(typed).every((part) => part === null) ? null : typed
}

/** The other side: who pays on a credit, who is paid on a debit. */
function counterpartyOf(transaction: StatementTransaction): Counterparty {
  const parties = transaction.relatedParties
  const paysUs = transaction.creditDebitIndicator === 'CRDT'
  const account = paysUs ? parties?.debtorAccount : parties?.creditorAccount
  const party = paysUs ? parties?.debtor : parties?.creditor
  const ultimate = paysUs ? parties?.ultimateDebtor : parties?.ultimateCreditor
  return {
    name: textOf(ultimate?.name) ?? textOf(party?.name),
    iban: textOf(account?.iban)?.replaceAll(' ', '') ?? null,
    creditorId: textOf(transaction.creditorId),
    mandateId: textOf(transaction.mandateId),
  }
}
