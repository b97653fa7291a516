// From the books to STET 1.4.2 resources, written as the bank's examples write them.
import { absolute, type MinorUnits } from '../../core/values/money.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { AccountBook, Book, CardBook, Entry } from '../lives/ledger.ts'
import { CODE_ISSUER, type OperationCode, operationCodes } from '../lives/operations.ts'
import { drawsFor } from '../lives/random.ts'

const BANK_CODE = '13807'
/** Lines whose code the bank leaves out, besides the operations that never have one. */
const CODELESS_SHARE = 0.06

/** "2165.5", "17", "-2894.05": no useless zeros, as in the examples. */
function decimal(amount: MinorUnits): string {
  const cents = Math.abs(amount)
  const fraction = String(cents % 100)
    .padStart(2, '0')
    .replace(/0+$/, '')
  const text = `${Math.floor(cents / 100)}${fraction === '' ? '' : `.${fraction}`}`
  return amount < 0 ? `-${text}` : text
}

function euros(amount: MinorUnits) {
  return { amount: decimal(amount), currency: 'EUR' }
}

/**
 * CLBD is the documented balance at the end of `today`: the sandbox's day is seen after its accounting batch, so
 * that balance and booked lines agree. VALU leaves out what takes its value later; OTHR adds what is pending.
 */
function accountBalances(book: AccountBook, today: PlainDate) {
  const { booked, value, instant } = book.balances
  return [
    {
      name: 'Solde en Valeur',
      balanceType: 'VALU',
      balanceAmount: euros(value),
      referenceDate: today,
    },
    {
      name: 'Solde Comptable',
      balanceType: 'CLBD',
      balanceAmount: euros(booked),
      referenceDate: today,
    },
    { name: 'Solde TP', balanceType: 'OTHR', balanceAmount: euros(instant) },
  ]
}

/** Positive amounts, told apart by name only. */
function cardBalances(book: CardBook) {
  const { outstanding, lastDebited } = book
  return [
    {
      name: 'Encours',
      balanceType: 'OTHR',
      balanceAmount: euros(outstanding.amount),
      referenceDate: outstanding.due,
    },
    {
      name: 'Dernier encours prélevé',
      balanceType: 'OTHR',
      balanceAmount: euros(lastDebited.amount),
      referenceDate: lastDebited.due,
    },
  ]
}

export function balancesOf(book: Book, today: PlainDate) {
  return book.kind === 'account' ? accountBalances(book, today) : cardBalances(book)
}

export function ibanOf(book: Book): string {
  return book.kind === 'account' ? book.plan.iban : book.support.iban
}

/** The account resource without balances and links, which depend on the consent. */
export function accountResource(book: Book) {
  if (book.kind === 'account') {
    const { plan } = book
    return {
      cashAccountType: 'CACC',
      accountId: { iban: plan.iban, currency: 'EUR' },
      resourceId: plan.id,
      product: plan.product,
      usage: plan.usage,
      psuStatus: plan.status,
      name: plan.name,
      bicFi: plan.bic,
      details: plan.product,
    }
  }
  const { plan, support } = book
  return {
    cashAccountType: 'CARD',
    accountId: {
      other: { identification: plan.identification, schemeName: 'CPAN', issuer: BANK_CODE },
      currency: 'EUR',
    },
    resourceId: plan.id,
    product: plan.product,
    usage: support.usage,
    psuStatus: support.status,
    name: plan.name,
    linkedAccount: support.id,
    bicFi: support.bic,
    details: plan.details,
  }
}

/** Increments within the account: day, then rank of the day. */
export function entryReferenceOf(book: Book, entry: Entry): string {
  const day = book.kind === 'card' ? entry.event.transaction : entry.event.booking
  return `${day.replaceAll('-', '')}${String(entry.sequence).padStart(5, '0')}`
}

/** The day filters compare: booking (or expected booking), and the purchase of a slip. */
export function filterDay(book: Book, entry: Entry): PlainDate {
  return book.kind === 'card' ? entry.event.transaction : entry.event.booking
}

export type TransactionResource = {
  readonly resourceId: string
  readonly remittanceInformation: { readonly unstructured: readonly string[] }
  readonly transactionAmount: { readonly amount: string; readonly currency: string }
  readonly bankTransactionCode?: OperationCode & { readonly issuer: string }
  readonly bookingDate?: PlainDate
  readonly expectedBookingDate?: PlainDate
  readonly valueDate: PlainDate
  readonly transactionDate: PlainDate
  readonly creditDebitIndicator: 'CRDT' | 'DBIT'
  readonly entryReference?: string
  readonly status: Entry['status']
}

/** `rank` is the account's place among the persona's: it keeps ids apart between accounts. */
export function transactionResource(book: Book, rank: number, entry: Entry): TransactionResource {
  const { event, status } = entry
  const reference = entryReferenceOf(book, entry)
  const id = `${reference.slice(0, 8)}${String(rank).padStart(2, '0')}BD27-${reference.slice(8)}`
  const code = operationCodes[event.operation]
  const codeless = code === null || drawsFor(`code|${id}`)() < CODELESS_SHARE
  return {
    resourceId: id,
    remittanceInformation: { unstructured: [...event.label] },
    transactionAmount: { amount: decimal(absolute(event.amount)), currency: 'EUR' },
    ...(codeless ? {} : { bankTransactionCode: { ...code, issuer: CODE_ISSUER } }),
    ...(status === 'BOOK'
      ? { bookingDate: event.booking }
      : { expectedBookingDate: event.booking }),
    valueDate: event.value,
    transactionDate: event.transaction,
    creditDebitIndicator: event.amount < 0 ? 'DBIT' : 'CRDT',
    ...(status === 'BOOK' ? { entryReference: reference } : {}),
    status,
  }
}
