// From the books to NextGenPSD2 resources. What the lines say is what the STET sandbox says of them: the same
// customer at another bank.
import { createHash } from 'node:crypto'
import type { MinorUnits } from '../../core/values/money.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { ibanOf, transactionResource } from '../api/wire.ts'
import type { Book, Entry } from '../lives/ledger.ts'
import { covers } from './access.ts'
import { API_PATH, type Reading } from './call.ts'

/** "-12.50": signed, always with cents. */
function euros(amount: MinorUnits) {
  const cents = Math.abs(amount)
  const text = `${Math.floor(cents / 100)}.${String(cents % 100).padStart(2, '0')}`
  return { currency: 'EUR', amount: amount < 0 ? `-${text}` : text }
}

/** Booked, and with what is pending; of a card, what was bought and not yet debited. */
export function balancesOf(book: Book, today: PlainDate) {
  if (book.kind === 'card') {
    return [{ balanceType: 'nonInvoiced', balanceAmount: euros(book.outstanding.amount) }]
  }
  const { booked, instant } = book.balances
  const referenceDate = today
  return [
    { balanceType: 'closingBooked', balanceAmount: euros(booked), referenceDate },
    { balanceType: 'expected', balanceAmount: euros(instant), referenceDate },
  ]
}

export function referenceTo(book: Book) {
  return book.kind === 'account'
    ? { iban: book.plan.iban, currency: 'EUR' }
    : { maskedPan: maskedPan(book.plan.name), currency: 'EUR' }
}

/** The last digits are on the card's name. */
function maskedPan(name: string): string {
  return `497040******${/\d{4}(?!.*\d)/.exec(name)?.[0] ?? '0000'}`
}

/** Relative links, as in the guidelines' own examples. */
export const accountPath = (book: Book): string => `${API_PATH}/v1/accounts/${book.plan.id}`

/**
 * [D] The guidelines give cards a list of their own (`/card-accounts`) and leave a bank free to show them among the
 * accounts, as this one does: with `linkedAccounts`, the masked number and the purchase day of card resources.
 */
export function accountResource({ bank, consent, persona }: Reading, book: Book, full: boolean) {
  const account = book.kind === 'account' ? book.plan : book.support
  const link = (right: 'balances' | 'transactions') =>
    covers(consent.access, right, book)
      ? { [right]: { href: `${accountPath(book)}/${right}` } }
      : {}
  return {
    resourceId: book.plan.id,
    ...referenceTo(book),
    ...(consent.access.ownerName ? { ownerName: persona.holder.fullName } : {}),
    name: book.plan.name,
    product: book.plan.product,
    cashAccountType: book.kind === 'account' ? 'CACC' : 'CARD',
    status: 'enabled',
    bic: account.bic,
    usage: account.usage,
    ...(book.kind === 'card' ? { linkedAccounts: account.iban, details: book.plan.details } : {}),
    ...(full && covers(consent.access, 'balances', book)
      ? { balances: balancesOf(book, bank.today()) }
      : {}),
    _links: { ...link('balances'), ...link('transactions') },
  }
}

const LONGEST_TEXT = 140

/** A pending line has no booking day; its value day is the one expected. */
export function transactionOf(book: Book, rank: number, entry: Entry) {
  const {
    resourceId,
    entryReference,
    bankTransactionCode: code,
  } = transactionResource(book, rank, entry)
  const { event, status } = entry
  const lines = event.label.map((line) => line.slice(0, LONGEST_TEXT))
  return {
    transactionId: resourceId,
    ...(entryReference === undefined ? {} : { entryReference }),
    ...(status === 'BOOK' ? { bookingDate: event.booking } : {}),
    valueDate: event.value,
    ...(book.kind === 'card' ? { transactionDate: event.transaction } : {}),
    transactionAmount: euros(event.amount),
    ...mandateOf(book, entry),
    remittanceInformationUnstructured: lines.join(' ').slice(0, LONGEST_TEXT),
    remittanceInformationUnstructuredArray: lines,
    ...(code === undefined
      ? {}
      : {
          bankTransactionCode: `${code.domain}-${code.family}-${code.subFamily}`,
          proprietaryBankTransactionCode: code.code,
        }),
  }
}

/** Who debits, by which mandate: the same on every debit of one creditor. */
function mandateOf(book: Book, { event }: Entry) {
  const creditorName = /^PRLV SEPA (.+)$/.exec(event.label[0] ?? '')?.[1]
  if (event.operation !== 'direct_debit' || creditorName === undefined) return {}
  const drawn = (of: string) => createHash('sha256').update(of).digest('hex').toUpperCase()
  const mandate = drawn(`${ibanOf(book)}|${creditorName}`).slice(0, 12)
  // a national part with a letter in front: no creditor of France has one
  return {
    creditorName,
    creditorId: sepaCreditor(`T${drawn(creditorName).slice(0, 5)}`),
    mandateId: `RUM${mandate}`,
  }
}

/** SEPA creditor identifier of France: check digits by ISO 7064 over the national part and the country. */
function sepaCreditor(national: string): string {
  let rest = 0
  for (const character of `${national}FR00`) {
    const value = Number.parseInt(character, 36)
    rest = (rest * (value > 9 ? 100 : 10) + value) % 97
  }
  return `FR${String(98 - rest).padStart(2, '0')}ZZZ${national}`
}
