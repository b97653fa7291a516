// Each transaction typed: its day, its sign, its text, its other side.
import { contains, type DateRange } from '../values/date-range.ts'
import { absolute, negate, parseAmount, ZERO } from '../values/money.ts'
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts'
import { isPlain, textOf } from './accounts.ts'
import type { Account, BankCode, Counterparty, Exclusion, Line } from './line.ts'
import type { StatementTransaction } from './statement.ts'

export type Frame = {
  readonly asOf: PlainDate
  readonly window: DateRange
  readonly currency: string
}

/** What the lines of one statement share while they are read. */
export type Reading = {
  /** Days by the text they were sent as: they are few, and each is on many lines. */
  readonly days: Map<string, PlainDate | null>
  /** Ids of lines without a day. */
  readonly undated: string[]
}

/** The id is the caller's: it needs to know the other lines. */
export function toLine(
  transaction: StatementTransaction,
  account: Account,
  index: number,
  id: string,
  frame: Frame,
  { days, undated }: Reading,
): Line {
  const bookingDate = dayOf(transaction.bookingDate, days)
  const transactionDate = dayOf(transaction.transactionDate, days)
  const valueDate = dayOf(transaction.valueDate, days)
  const expected = dayOf(transaction.expectedBookingDate, days)
  const status = transaction.status === 'BOOK' ? 'booked' : 'pending'
  const known =
    account.kind === 'card'
      ? (transactionDate ?? bookingDate ?? expected ?? valueDate)
      : status === 'booked'
        ? (bookingDate ?? expected ?? transactionDate ?? valueDate)
        : (expected ?? bookingDate ?? transactionDate ?? valueDate)
  if (known === null) undated.push(id)
  return {
    id,
    accountId: account.id,
    index,
    date: known ?? frame.asOf,
    bookingDate,
    valueDate,
    transactionDate,
    amount: signedAmount(transaction),
    currency: transaction.transactionAmount.currency,
    status,
    label: remittanceOf(transaction),
    code: codeOf(transaction),
    counterparty: counterpartyOf(transaction),
    restricted: transaction.restricted !== undefined,
    learnt: transaction.learnt ?? null,
    excluded: exclusionOf(transaction, account, known, frame),
  }
}

/** STET's closed list of statuses, the 1.5 ones too; a line that is only information is no money. */
function exclusionOf(
  { status, transactionAmount }: StatementTransaction,
  account: Account,
  day: PlainDate | null,
  frame: Frame,
): Exclusion | null {
  if (account.leftOut !== null) return 'account_left_out'
  if (status === 'RJCT' || status === 'INFO') return 'cancelled'
  if (transactionAmount.currency !== frame.currency) return 'other_currency'
  // A card slip counts at its purchase day, debited or not (credit.md, Balances)
  if (status !== 'BOOK' && account.kind !== 'card') return 'pending'
  return day !== null && contains(frame.window, day) ? null : 'outside_window'
}

function dayOf(text: string | null | undefined, days: Reading['days']): PlainDate | null {
  if (!text) return null
  let day = days.get(text)
  if (day === undefined) {
    day = parsePlainDate(text)
    days.set(text, day)
  }
  return day
}

/** |amount| × indicator: some banks sign the amount, and the indicator alone is right. */
function signedAmount(transaction: StatementTransaction) {
  const size = absolute(parseAmount(transaction.transactionAmount.amount) ?? ZERO)
  return transaction.creditDebitIndicator === 'DBIT' ? negate(size) : size
}

function remittanceOf({ remittanceInformation: sent }: StatementTransaction): readonly string[] {
  if (sent === null || sent === undefined) return []
  if (typeof sent === 'string') return isText(sent) ? [sent] : []
  const lines = Array.isArray(sent) ? sent : (sent.unstructured ?? [])
  // Nearly always all of them: a copy would be kept as long as the statement
  return areTexts(lines) ? lines : lines.filter(isText)
}

function areTexts(lines: readonly (string | null)[]): lines is readonly string[] {
  for (let i = 0; i < lines.length; i++) if (!isText(lines[i] ?? null)) return false
  return true
}

function isText(line: string | null): line is string {
  return line !== null && (isPlain(line.charCodeAt(0)) || line.trim() !== '')
}

function codeOf({
  bankTransactionCode: code,
  bankCategoryHint,
}: StatementTransaction): BankCode | null {
  const hint = textOf(bankCategoryHint)
  if (!code && hint === null) return null
  const domain = textOf(code?.domain)
  const family = textOf(code?.family)
  const subFamily = textOf(code?.subFamily)
  const proprietary = textOf(code?.code)
  const issuer = textOf(code?.issuer)
  const known = domain ?? family ?? subFamily ?? proprietary ?? issuer ?? hint
  return known === null ? null : { domain, family, subFamily, proprietary, issuer, hint }
}

/** The other side: who pays on a credit, who is paid on a debit. */
function counterpartyOf(transaction: StatementTransaction): Counterparty {
  const parties = transaction.relatedParties
  const creditorId = textOf(transaction.creditorId)
  const mandateId = textOf(transaction.mandateId)
  if (!parties && creditorId === null && mandateId === null) return NOBODY
  const paysUs = transaction.creditDebitIndicator === 'CRDT'
  const account = paysUs ? parties?.debtorAccount : parties?.creditorAccount
  const party = paysUs ? parties?.debtor : parties?.creditor
  const ultimate = paysUs ? parties?.ultimateDebtor : parties?.ultimateCreditor
  return {
    name: textOf(ultimate?.name) ?? textOf(party?.name),
    iban: textOf(account?.iban)?.replaceAll(' ', '') ?? null,
    creditorId,
    mandateId,
  }
}

const NOBODY: Counterparty = { name: null, iban: null, creditorId: null, mandateId: null }
