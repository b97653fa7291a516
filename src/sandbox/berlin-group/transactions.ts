// GET /v1/accounts/{id}/transactions: an account report, by pages; newest first, pending lines on top.
import { addDays, type PlainDate, parsePlainDate } from '../../core/values/plain-date.ts'
import { filterDay } from '../api/wire.ts'
import { moved } from '../faults/moving.ts'
import type { Book, Entry } from '../lives/ledger.ts'
import { type Answer, bookOf, type Call, count, reading } from './call.ts'
import { refuse } from './tpp-message.ts'
import { accountPath, referenceTo, transactionOf } from './wire.ts'

const STATUSES = ['booked', 'pending', 'both'] as const
type BookingStatus = (typeof STATUSES)[number]

export function getTransactions(call: Call): Answer {
  const under = reading(call)
  const { book, rank } = bookOf(under, 'transactions')
  const status = bookingStatus(call)
  const within = windowOf(call)
  const page = pageOf(call)
  // one report, however many pages it has
  if (page === 1) count(under, `transactions|${call.id}`)
  const size = call.bank.options.pageSize ?? 200
  const entries = moved(call.fault, book.entries, call.bank.today())
  const all = entries.filter((entry) => {
    const isBooked = entry.status === 'BOOK'
    const wanted = status === 'both' || (status === 'booked') === isBooked
    return wanted && within(entryDay(book, entry))
  })
  const shown = all.slice((page - 1) * size, page * size)
  const list = (isBooked: boolean) =>
    shown
      .filter((entry) => (entry.status === 'BOOK') === isBooked)
      .map((entry) => transactionOf(book, rank, entry))
  const transactions = {
    ...(status === 'pending' ? {} : { booked: list(true) }),
    ...(status === 'booked' ? {} : { pending: list(false) }),
    _links: linksOf(call, book, page, Math.max(1, Math.ceil(all.length / size))),
  }
  return { status: 200, body: { account: referenceTo(book), transactions } }
}

/** A pending line is found by the day the bank learnt of it. */
function entryDay(book: Book, entry: Entry): PlainDate {
  return entry.status === 'PDNG' ? entry.event.announced : filterDay(book, entry)
}

function bookingStatus({ query }: Call): BookingStatus {
  const text = query.get('bookingStatus')
  if (text === null) refuse('FORMAT_ERROR', 'bookingStatus is absent')
  return (
    STATUSES.find((each) => each === text) ??
    refuse('PARAMETER_NOT_SUPPORTED', 'bookingStatus: booked, pending or both')
  )
}

/** Both days included. @throws TppRefusal FORMAT_ERROR, PERIOD_INVALID */
function windowOf({ bank, query }: Call): (day: PlainDate) => boolean {
  const today = bank.today()
  const from = dayOf('dateFrom', query.get('dateFrom'))
  const to = query.has('dateTo') ? dayOf('dateTo', query.get('dateTo')) : today
  if (from < addDays(today, -90)) refuse('PERIOD_INVALID', 'dateFrom: ninety days at most')
  if (to < from) refuse('PERIOD_INVALID', 'dateTo: before dateFrom')
  return (day) => day >= from && day <= to
}

function dayOf(name: string, text: string | null): PlainDate {
  return parsePlainDate(text ?? '') ?? refuse('FORMAT_ERROR', `${name}: a day, YYYY-MM-DD`)
}

function pageOf({ query }: Call): number {
  const text = query.get('page') ?? '1'
  if (!/^[1-9]\d{0,4}$/.test(text)) refuse('FORMAT_ERROR', 'page: a number')
  return Number(text)
}

function linksOf({ query }: Call, book: Book, page: number, pages: number) {
  const at = (number: number) => {
    const own = new URLSearchParams(query)
    own.set('page', String(number))
    return { href: `${accountPath(book)}/transactions?${own}` }
  }
  return {
    account: { href: accountPath(book) },
    ...(page > 1 ? { first: at(1), previous: at(page - 1) } : {}),
    ...(page < pages ? { next: at(page + 1), last: at(pages) } : {}),
  }
}
