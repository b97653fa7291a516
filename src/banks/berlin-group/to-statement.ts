// From what a NextGenPSD2 bank sent to the statement's STET shapes: signed amounts to a direction, codes and
// balance types to ISO's, and nothing unreadable passing for nothing.
import type {
  StatementAccount,
  StatementBalance,
  StatementTransaction,
} from '../../core/statement/statement.ts'
import type { Read } from '../lenient-json.ts'
import type { PullOutcome } from '../pulled.ts'
import {
  bankDay,
  currencyText,
  type DayAt,
  dayInZone,
  readAmount,
  readEach,
  zoneless,
} from '../stet/to-statement.ts'
import {
  type SentLine,
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
    /** The account a card belongs to. */
    readonly linkedAccount: string | null
  },
): StatementAccount {
  return {
    resourceId: account.resourceId ?? null,
    bicFi: account.bic ?? null,
    name: account.name ?? account.displayName ?? null,
    usage: account.usage ?? null,
    cashAccountType: accountType(account),
    product: account.product ?? account.details ?? null,
    psuStatus: ownershipOf(account),
    linkedAccount: parts.linkedAccount,
    accountId: { iban: ibanOf(account), currency: currencyOf(account) },
    balances: parts.balances,
    transactions: parts.transactions,
    pull: parts.pull,
  }
}

/** ISO 20022 ExternalCashAccountType1Code, those that are one of the four kinds we know. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['CACC', 'CACC'],
  ['CASH', 'CACC'],
  ['ODFT', 'CACC'],
  ['SLRY', 'CACC'],
  ['TRAN', 'CACC'],
  ['CARD', 'CARD'],
  ['LLSV', 'SVGS'],
  ['MOMA', 'SVGS'],
  ['ONDP', 'SVGS'],
  ['SVGS', 'SVGS'],
  ['LOAN', 'LOAN'],
  ['MGLD', 'LOAN'],
])

/** What a product or an account is called, where its type is missing. Accents and capitals do not count. */
const SAVINGS = /\b(livret|epargne|pel|cel|ldds?|savings?|spar\w*|tagesgeld\w*)\b/
const LOAN = /\b(pret|credit immobilier|loan|darlehen|kredit)\b/

/** The interface is about payment accounts: one without a type is that, unless its name says otherwise. */
export function accountType(account: WireAccount): string {
  const type = account.cashAccountType?.trim().toUpperCase() ?? ''
  if (type !== '') return TYPES.get(type) ?? type
  if (account.linkedAccounts?.trim()) return 'CARD'
  const called = [account.product, account.name, account.displayName, account.details]
    .join(' ')
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
  if (SAVINGS.test(called)) return 'SVGS'
  return LOAN.test(called) ? 'LOAN' : 'CACC'
}

const TITLE = '(?:m|mr|mme|mlle|mrs|ms|monsieur|madame|herr|frau)'
const TWO_HOLDERS = new RegExp(`\\b${TITLE}\\b.* (?:et|ou|and|or|und|oder|&) ${TITLE}\\b`)

/** In STET's words, for which the interface has none: a joint account is told by its name, or not at all. */
export function ownershipOf(account: WireAccount): string | null {
  const called = (account.name ?? account.displayName ?? '').toLowerCase()
  return TWO_HOLDERS.test(called) ? 'Account Co-Holder' : null
}

/** Without spaces, upper case; null when the bank identifies the account otherwise. */
export function ibanOf(account: WireAccount): string | null {
  return account.iban?.replace(/\s+/g, '').toUpperCase() || null
}

/** `XXX` stands for several currencies under one number. */
export function currencyOf(account: WireAccount): string | null {
  const currency = currencyText(account.currency)
  return currency === 'XXX' ? null : currency
}

/** ISO 20022 and STET names of the guidelines' types; `authorised` is of version 1.2. */
const BALANCE_TYPES: ReadonlyMap<string, string> = new Map([
  ['closingbooked', 'CLBD'],
  ['openingbooked', 'OPBD'],
  ['interimbooked', 'ITBD'],
  ['interimavailable', 'ITAV'],
  ['closingavailable', 'CLAV'],
  ['forwardavailable', 'FWAV'],
  ['expected', 'XPCD'],
])

/** Leaves out, without counting it, a balance with the overdraft limit in it: that is the bank's money. */
export function readBalances(
  sent: readonly unknown[],
  account: WireAccount,
): Read<StatementBalance> {
  const own = sent.filter((item) => {
    const balance = wireBalanceSchema.safeParse(item)
    return balance.data?.creditLimitIncluded !== true
  })
  return readEach(own, (item) => {
    const balance = wireBalanceSchema.safeParse(item)
    if (!balance.success) return null
    const amount = readAmount(balance.data.balanceAmount, currencyOf(account))
    if (amount === null) return null
    return {
      name: null,
      balanceType: balanceType(balance.data.balanceType),
      balanceAmount: amount,
      referenceDate: bankDay(balance.data.referenceDate, zoneless),
    }
  })
}

/** Some banks write ISO's codes; `nonInvoiced` and what nobody knows are OTHR. */
function balanceType(sent: string | null | undefined): string {
  const type = sent?.trim() ?? ''
  if (/^[A-Z]{4}$/.test(type)) return type
  return BALANCE_TYPES.get(type.toLowerCase()) ?? 'OTHR'
}

/** `timeZone`: the bank's, for date-times it writes in UTC. */
export function readTransactions(
  lines: readonly SentLine[],
  account: WireAccount,
  timeZone: string,
): Read<StatementTransaction> {
  const dayAt = dayInZone(timeZone)
  return readEach(lines, (item) => readLine(item, currencyOf(account), dayAt))
}

/** Null when it has no amount, or no day at all: a line that could not be placed. */
function readLine(
  { booked, sent }: SentLine,
  accountCurrency: string | null,
  dayAt: DayAt,
): StatementTransaction | null {
  const read = wireTransactionSchema.safeParse(sent)
  if (!read.success) return null
  const line = read.data
  const amount = readAmount(line.transactionAmount, accountCurrency)
  const days = daysOf(line, booked, dayAt)
  if (amount === null || Object.values(days).every((day) => day === null)) return null
  const isDebit = amount.amount.startsWith('-')
  return {
    resourceId: line.transactionId?.trim() || null,
    entryReference: line.entryReference?.trim() || null,
    transactionAmount: { ...amount, amount: amount.amount.replace(/^[+-]/, '') },
    creditDebitIndicator: isDebit ? 'DBIT' : 'CRDT',
    status: booked ? 'BOOK' : 'PDNG',
    ...days,
    bankTransactionCode: codeOf(line),
    relatedParties: partiesOf(line),
    creditorId: line.creditorId?.trim() || null,
    mandateId: line.mandateId?.trim() || null,
    remittanceInformation: { unstructured: remittanceLines(line) },
  }
}

/** The booking or value day of a pending line is the one the bank expects. */
function daysOf(line: WireTransaction, booked: boolean, dayAt: DayAt) {
  const bookingDate = bankDay(line.bookingDate, dayAt)
  const valueDate = bankDay(line.valueDate, dayAt)
  return {
    expectedBookingDate: booked ? null : (bookingDate ?? valueDate),
    bookingDate: booked ? bookingDate : null,
    valueDate,
    transactionDate: bankDay(line.transactionDate, dayAt),
  }
}

/** `PMNT-RCDT-ESCT`; also with other separators, and without its last part. */
const ISO_CODE = /^([A-Z]{4})[-/ ._]([A-Z]{4})(?:[-/ ._]([A-Z]{4}))?$/

function codeOf(line: WireTransaction): StatementTransaction['bankTransactionCode'] {
  const iso = line.bankTransactionCode?.trim() ?? ''
  const proprietary = line.proprietaryBankTransactionCode?.trim() || null
  const [, domain, family, subFamily] = ISO_CODE.exec(iso.toUpperCase()) ?? []
  if (domain !== undefined) {
    return { domain, family, subFamily: subFamily ?? null, code: proprietary }
  }
  const code = proprietary ?? (iso || null)
  return code === null ? null : { code }
}

function partiesOf(line: WireTransaction): StatementTransaction['relatedParties'] {
  const name = (text: string | null | undefined) => (text?.trim() ? { name: text.trim() } : null)
  const account = (reference: WireTransaction['creditorAccount']) => {
    const iban = reference?.iban?.replace(/\s+/g, '').toUpperCase()
    return iban ? { iban } : null
  }
  const parties = {
    debtor: name(line.debtorName),
    creditor: name(line.creditorName),
    ultimateDebtor: name(line.ultimateDebtor),
    ultimateCreditor: name(line.ultimateCreditor),
    debtorAccount: account(line.debtorAccount),
    creditorAccount: account(line.creditorAccount),
  }
  return Object.values(parties).every((each) => each === null) ? null : parties
}

/** The lines as a list where the bank gives them so; else the one text; else what else it says of the line. */
function remittanceLines(line: WireTransaction): string[] {
  const structured = line.remittanceInformationStructured
  const candidates = [
    line.remittanceInformationUnstructuredArray,
    line.remittanceInformationUnstructured,
    typeof structured === 'string' ? structured : structured?.reference,
    line.additionalInformation,
  ]
  for (const sent of candidates) {
    const lines = (Array.isArray(sent) ? sent : [sent ?? null]).flatMap((text) =>
      text?.trim() ? [text] : [],
    )
    if (lines.length > 0) return lines
  }
  return []
}
