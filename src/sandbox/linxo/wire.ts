// From the personas' books to the aggregator's resources, as it writes them.
import { dayInMonth, type PlainDate } from '../../core/values/plain-date.ts'
import { entryReferenceOf } from '../api/wire.ts'
import type { LifeEvent } from '../lives/event.ts'
import type { Book, Entry, Ledger } from '../lives/ledger.ts'
import type { Operation } from '../lives/operations.ts'
import { type FurtherAccount, furtherAccountsOf, mirroredLines } from './further-accounts.ts'
import type { Connection } from './state.ts'

/** Noon of the day: the same day all over Europe. */
export function epoch(day: PlainDate): number {
  return Date.parse(`${day}T11:00:00Z`) / 1000
}

/** JSON numbers, shortest text: 1250.3, -12.5. */
const decimal = (cents: number): number => cents / 100

type Account = { readonly id: string; readonly type: string } & Record<string, unknown>

/** PSD2 shows payment accounts and cards; the other channel what the customer's own pages show beside them. */
export function accountsOf(connection: Connection, ledger: Ledger, today: PlainDate): Account[] {
  const { holder } = ledger.persona
  const every = {
    connection_id: connection.id,
    currency: 'EUR',
    balance_date: epoch(today),
    status: 'ACTIVE',
    group: null,
    loan: null,
    savings: null,
    credit_card: null,
    owner: { name: holder.fullName },
    last_channel_definition_id: `channel-${connection.channel.toLowerCase()}`,
    creation_date: connection.createdAt,
  }
  const books = ledger.books.filter((book) => book.kind === 'account' || book.active)
  const further = connection.channel === 'EMBEDDED' ? furtherAccountsOf(ledger) : []
  return [
    ...books.map((book) => ({ ...every, ...bookAccount(book) })),
    ...further.map((account) => ({ ...every, ...furtherAccount(account, today) })),
  ]
}

function bookAccount(book: Book) {
  const usage = (plan: { usage: string }) => (plan.usage === 'ORGA' ? 'PROFESSIONAL' : 'PERSONAL')
  if (book.kind === 'account') {
    const { plan } = book
    return {
      id: plan.id,
      name: `${plan.product} ${plan.name}`,
      account_number: plan.iban.slice(-13, -2),
      iban: plan.iban,
      balance: decimal(book.balances.booked),
      type: 'CHECKINGS',
      usage: usage(plan),
      classification: usage(plan),
    }
  }
  const { plan, support } = book
  return {
    id: plan.id,
    name: `${plan.product} ${plan.name}`,
    account_number: plan.identification.slice(-4),
    iban: null,
    balance: decimal(-book.outstanding.amount),
    type: 'CREDIT_CARD',
    usage: usage(support),
    classification: usage(support),
    credit_card: { linked_account_id: support.id },
  }
}

function furtherAccount(account: FurtherAccount, today: PlainDate) {
  const { loan } = account
  return {
    id: account.id,
    name: account.name,
    account_number: account.id.slice(-11),
    iban: null,
    balance: decimal(account.balanceCents),
    type: account.type,
    usage: 'PERSONAL',
    classification: 'PERSONAL',
    ...(account.type === 'SAVINGS' ? { savings: {} } : {}),
    ...(loan === null
      ? {}
      : {
          loan: {
            monthly_payment: decimal(loan.instalmentCents),
            end_date: epoch(dayInMonth(today, loan.monthsLeft, 5)),
          },
        }),
  }
}

type Transaction = { readonly date: number } & Record<string, unknown>

/** Null when the connection has no such account. */
export function transactionsOf(
  connection: Connection,
  ledger: Ledger,
  accountId: string,
): Transaction[] | null {
  const book = ledger.books.find(({ plan }) => plan.id === accountId)
  if (book) return book.entries.map((entry) => bookTransaction(book, entry))
  if (connection.channel !== 'EMBEDDED') return null
  const account = furtherAccountsOf(ledger).find(({ id }) => id === accountId)
  if (!account) return null
  return mirroredLines(ledger, account).map(({ id, event }) => ({
    ...transaction(id, accountId, event),
    amount: decimal(-event.amount),
    type: 'CREDIT',
    status: 'BOOKED',
    category_id: null,
  }))
}

const statuses = { BOOK: 'BOOKED', PDNG: 'PENDING', OTHR: 'OTHER' } as const

function bookTransaction(book: Book, entry: Entry): Transaction {
  const { event, status } = entry
  return {
    ...transaction(`${book.plan.id}.${entryReferenceOf(book, entry)}`, book.plan.id, event),
    amount: decimal(event.amount),
    type: typeOf(event),
    status: statuses[status],
    category_id: categoryOf(event),
  }
}

function transaction(id: string, accountId: string, event: LifeEvent) {
  return {
    id,
    account_id: accountId,
    original_trx_id: null,
    check_number: null,
    origin: 'ORIGINAL',
    date: epoch(event.booking),
    import_date: epoch(event.announced),
    booking_date: epoch(event.booking),
    transaction_date: epoch(event.transaction),
    value_date: epoch(event.value),
    label: event.label.join(' '),
    notes: null,
    source: 'PROVIDER',
    currency: 'EUR',
    remittance_information: [...event.label],
    last_update_date: epoch(event.booking),
  }
}

const types: { readonly [K in Operation]?: string } = {
  direct_debit: 'DIRECT_DEBIT',
  business_debit: 'DIRECT_DEBIT',
  debit_rejected: 'DIRECT_DEBIT',
  card: 'POINT_OF_SALE',
  card_refund: 'POINT_OF_SALE',
  cash: 'ATM',
  cheque_in: 'CHECK',
  cheque_out: 'CHECK',
  fee: 'BANK_FEE',
  debit_interest: 'INTEREST',
  credit_interest: 'INTEREST',
  card_total: 'CREDIT_CARD_PAYMENT',
}

function typeOf({ operation, amount }: LifeEvent): string {
  return types[operation] ?? (amount < 0 ? 'DEBIT' : 'CREDIT')
}

const categories: readonly (readonly [RegExp, string])[] = [
  [/CARREFOUR|MONOPRIX|LECLERC|LIDL|INTERMARCHE|SUPER U|U EXPRESS|AUCHAN/, 'SUPERMARKET'],
  [/ORANGE|\bFREE\b|SFR|BOUYGUES TEL|LIVEBOX/i, 'TELECOM'],
  [/PRET|CREDIT CONSO|CETELEM|COFIDIS|SOFINCO/, 'CONSUMER_LOAN'],
]

function categoryOf({ label, operation }: LifeEvent): string | null {
  const text = label.join(' ')
  const found = categories.find(([pattern]) => pattern.test(text))?.[1]
  return found ?? (operation === 'card' ? 'DAILY_LIFE' : null)
}

/** What `GET /categories` lists: the ids used above. */
export const categoryList = ['SUPERMARKET', 'TELECOM', 'CONSUMER_LOAN', 'DAILY_LIFE'].map((id) => ({
  id,
  label: id,
  type: 'EXPENSE',
  parent: null,
}))
