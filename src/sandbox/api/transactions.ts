// GET /accounts/{id}/transactions: ninety days, filtered, by pages; newest first, pending lines on top.
import { addDays, type PlainDate, parsePlainDate } from '../../core/values/plain-date.ts'
import { moved } from '../faults/moving.ts'
import type { Book, Entry } from '../lives/ledger.ts'
import { type Answer, bookFor, type Call, consentOf, parameter, url } from './call.ts'
import { pageOf } from './paging.ts'
import { refuse } from './stet-error.ts'
import { entryReferenceOf, filterDay, ibanOf, transactionResource } from './wire.ts'

/** An increment (digits) need not exist, as in the bank's tests; any other text is an unknown reference. */
function reference(text: string | undefined): bigint | null {
  if (text === undefined) return null
  if (text === '' || text.length > 40) refuse('FF01')
  if (!/^\d+$/.test(text)) refuse('RENF')
  return BigInt(text)
}

/**
 * [D] The documentation refuses today − 92 and says nothing of 90 and 91: today − 90 is taken (and gives what
 * there is, from today − 89), anything older is refused.
 */
function day(text: string | undefined, today: PlainDate): PlainDate | null {
  if (text === undefined) return null
  const date = parsePlainDate(text)
  if (date === null || date < addDays(today, -90)) refuse('ENDE')
  return date
}

type Filter = { keep: (entry: Entry) => boolean; repeated: [string, string][] }

/** dateFrom included, dateTo excluded; references strictly greater, and up to. */
function filterFor(call: Call, book: Book): Filter {
  const today = call.bank.today()
  const texts: [string, string | undefined][] = [
    ['dateFrom', parameter(call, 'datefrom')],
    ['dateTo', parameter(call, 'dateto')],
    ['entryReferenceFrom', parameter(call, 'entryreferencefrom', 'afterentryreference')],
    ['entryReferenceTo', parameter(call, 'entryreferenceto')],
  ]
  const from = day(texts[0]?.[1], today)
  const to = day(texts[1]?.[1], today)
  if (from !== null && to !== null && to < from) refuse('ENDE')
  const after = reference(texts[2]?.[1])
  const upTo = reference(texts[3]?.[1])
  return {
    repeated: texts.flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value] satisfies [string, string]],
    ),
    keep: (entry) => {
      const at = filterDay(book, entry)
      if (from !== null && at < from) return false
      if (to !== null && at >= to) return false
      if (after === null && upTo === null) return true
      // a pending line has no reference yet
      if (entry.status !== 'BOOK') return upTo === null
      const own = BigInt(entryReferenceOf(book, entry))
      return (after === null || own > after) && (upTo === null || own <= upTo)
    },
  }
}

export function getTransactions(call: Call): Answer {
  const { book, rank } = bookFor(call, 'transactions')
  const page = parameter(call, 'page')
  const { keep, repeated } = filterFor(call, book)
  const path = `/accounts/${book.plan.id}`
  const shown = pageOf({
    all: moved(call.fault, book.entries, call.bank.today()).filter(keep),
    size: call.bank.options.pageSizes?.transactions ?? 200,
    page,
    url: url(call, `${path}/transactions`),
    filters: repeated,
  })
  call.count('transactions', book.plan.id, page ?? '1')
  const body = {
    _links: {
      ...shown.links,
      ...(consentOf(call).balances.includes(ibanOf(book))
        ? { balances: { href: url(call, `${path}/balances`) } }
        : {}),
      'parent-list': { href: url(call, '/accounts') },
    },
    transactions: shown.items.map((entry) => transactionResource(book, rank, entry)),
  }
  return { status: 200, body }
}
