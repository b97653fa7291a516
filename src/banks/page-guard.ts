// Pages that move while they are read: the first is looked at again after the last, a list that moved is read a
// second time within the same pull, and what is still unsure is said. Lines are told apart by content, since ids
// lie; a bank that gives every page once is only watched.
import type { StatementTransaction } from '../core/statement/statement.ts'
import type { DateRange } from '../core/values/date-range.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import type { AccountGrant, BankError } from './bank.ts'
import type { Read } from './lenient-json.ts'
import {
  type AccountBalances,
  asBankError,
  type Lines,
  type Missing,
  notGiven,
  nothingAsked,
} from './pulled.ts'

export type LineSource<T> = {
  readonly window: DateRange
  /** When the whole pull began, by `performance.now()`. */
  readonly began: number
  /** Each call begins at the first page, and asks for a page when it is wanted. */
  readonly pages: () => AsyncGenerator<readonly T[]>
  readonly read: (page: readonly T[]) => Read<StatementTransaction>
  /** Whether the bank gives a page twice. */
  readonly again: boolean
  /** Asked between the last page and the second look at the first, so that both speak of one moment. */
  readonly balances: () => Promise<AccountBalances>
  /** Lines the bank gives of one account at most; null: no such limit. */
  readonly mostLines: number | null
  /** After the last page: the days between which the balances that the bank gives after each line break. */
  readonly breaks?: () => DateRange | null
}

/** A pull is cut after two minutes, and then nothing of it is kept: a second reading must end well before. */
const ENDS_WITHIN_MS = 90_000

type Reading = {
  readonly items: StatementTransaction[]
  /** Where each page begins in `items`. */
  readonly starts: readonly number[]
  readonly unreadable: number
  readonly stopped: BankError | null
  /** Lines of one page came again on another. */
  readonly repeats: boolean
}

export async function pullLines<T>(
  source: LineSource<T>,
): Promise<{ lines: Lines; balances: AccountBalances }> {
  const began = performance.now()
  const first = await readAll(source)
  const balances = await source.balances()
  if (first.stopped !== null || first.starts.length < 2) {
    return { lines: settled(source, first), balances }
  }
  if (!source.again) {
    if (!first.repeats) return { lines: settled(source, first), balances }
    return { lines: unsure(source, distinct(source, [first]), 'pages_moved'), balances }
  }
  const look = await lookAgain(source, first)
  if (look.is === 'failed') {
    return { lines: unsure(source, first.items, 'pages_not_confirmed', look.failure), balances }
  }
  if (look.is === 'same' && !first.repeats) return { lines: settled(source, first), balances }
  const now = performance.now()
  if (now - source.began + (now - began) > ENDS_WITHIN_MS) {
    return { lines: unsure(source, distinct(source, [first]), 'pages_moved'), balances }
  }
  return await readTwice(source, first)
}

/** The parts of one account: lines where they are granted and offered, balances where they are granted. */
export async function pullParts<T>(
  grant: Pick<AccountGrant, 'balances' | 'transactions'>,
  of: {
    readonly offersLines: boolean
    readonly balances: () => Promise<AccountBalances>
    readonly lines: (balances: () => Promise<AccountBalances>) => LineSource<T>
  },
): Promise<{ lines: Lines; balances: AccountBalances }> {
  const balances = () => (grant.balances ? of.balances() : Promise.resolve(nothingAsked))
  if (grant.transactions && of.offersLines) return await pullLines(of.lines(balances))
  const lines = grant.transactions ? notGiven('not_offered') : nothingAsked
  return { lines, balances: await balances() }
}

async function readTwice<T>(source: LineSource<T>, first: Reading) {
  const second = await readAll(source)
  const balances = await source.balances()
  const look = second.stopped === null ? await lookAgain(source, second) : null
  // what came twice in both readings is two lines alike, not one that moved
  const steady = look?.is === 'same' && (!second.repeats || isSame(first.items, second.items))
  const found = new Set(second.items.map((line) => printOf(line, true)))
  // a pending line may go; a booked one that was seen and is not there again was not read
  const lost = first.items.some((line) => line.status === 'BOOK' && !found.has(printOf(line, true)))
  if (steady && !lost) return { lines: settled(source, second), balances }
  return { lines: unsure(source, distinct(source, [second, first]), 'pages_moved'), balances }
}

/**
 * What moves is pushed from one page to the next. Where pages are given twice, any line that comes again is reason to
 * ask: what came in between may stand at the head of the page, and of two lines alike a second reading makes nothing.
 * Else only the foot of a page at the head of the next tells; pending lines stand in its way where a bank lists them
 * after the booked ones.
 */
async function readAll<T>(source: LineSource<T>): Promise<Reading> {
  const items: StatementTransaction[] = []
  const starts: number[] = []
  const seen = new Set<string>()
  let before: Prints = { all: [], booked: [] }
  let unreadable = 0
  let repeats = false
  let stopped: BankError | null = null
  try {
    for await (const page of source.pages()) {
      const read = source.read(page)
      const prints = printsOf(read.items, source.again)
      repeats ||= source.again
        ? prints.all.some((print) => seen.has(print))
        : overlap(before.all, prints.all) || overlap(before.booked, prints.booked)
      for (const print of prints.all) seen.add(print)
      before = prints
      starts.push(items.length)
      for (const line of read.items) items.push(line)
      unreadable += read.unreadable
    }
  } catch (error) {
    stopped = asBankError(error)
  }
  return { items, starts, unreadable, stopped, repeats }
}

type Look =
  | { readonly is: 'same' | 'moved' }
  | { readonly is: 'failed'; readonly failure: BankError }

async function lookAgain<T>(source: LineSource<T>, { items, starts }: Reading): Promise<Look> {
  try {
    // the first page only: leaving the loop asks for no other
    for await (const page of source.pages()) {
      const now = source.read(page).items
      return { is: isSame(items.slice(0, starts[1] ?? items.length), now) ? 'same' : 'moved' }
    }
    return { is: 'moved' }
  } catch (error) {
    return { is: 'failed', failure: asBankError(error) }
  }
}

function isSame(a: readonly StatementTransaction[], b: readonly StatementTransaction[]): boolean {
  return a.length === b.length && a.every((line, at) => contentOf(line) === contentOf(b[at]))
}

/** Without ids: some banks make new ones at every call. */
function contentOf(line: StatementTransaction | undefined): string {
  return JSON.stringify({ ...line, resourceId: null, entryReference: null })
}

/** The same in short, for every line of every page; a bank that is asked once has no reason to change its ids. */
function printOf(line: StatementTransaction, withoutIds: boolean): string {
  const { transactionAmount, creditDebitIndicator, status } = line
  const { bookingDate, valueDate, transactionDate, remittanceInformation: text } = line
  const label = typeof text === 'object' && text !== null ? Object.values(text).join('|') : text
  const ids = withoutIds ? '' : `${line.resourceId}|${line.entryReference}`
  return `${transactionAmount.amount}|${creditDebitIndicator}|${status}|${bookingDate}|${valueDate}|${transactionDate}|${label}|${ids}`
}

type Prints = { readonly all: readonly string[]; readonly booked: readonly string[] }

function printsOf(lines: readonly StatementTransaction[], withoutIds: boolean): Prints {
  const booked = lines.filter(({ status }) => status === 'BOOK')
  const print = (line: StatementTransaction) => printOf(line, withoutIds)
  return { all: lines.map(print), booked: booked.map(print) }
}

/** Whether lines at the foot of `before` are those at the head of `page`. */
function overlap(before: readonly string[], page: readonly string[]): boolean {
  for (let count = Math.min(before.length, page.length); count > 0; count--) {
    const from = before.length - count
    if (page.every((print, at) => at >= count || print === before[from + at])) return true
  }
  return false
}

/**
 * Each line once for every time that one page holds it: what stands on two pages was pushed from one to the other.
 * Two purchases alike, the one at the foot of a page and the other at the head of the next, are taken for one here.
 */
function distinct<T>(
  { again }: LineSource<T>,
  readings: readonly Reading[],
): StatementTransaction[] {
  const kept = new Map<string, StatementTransaction[]>()
  const printed = (line: StatementTransaction) => printOf(line, again)
  for (const { items, starts } of readings) {
    starts.forEach((start, at) => {
      const page = items.slice(start, starts[at + 1] ?? items.length)
      for (const [print, lines] of Map.groupBy(page, printed)) {
        if (lines.length > (kept.get(print)?.length ?? 0)) kept.set(print, lines)
      }
    })
  }
  return [...kept.values()].flat()
}

function settled<T>(source: LineSource<T>, reading: Reading): Lines {
  const { items, starts, stopped, unreadable } = reading
  const unread = unreadOf(source.window, items)
  if (stopped !== null) {
    const read = starts.length === 0 ? null : items
    return { items: read, missing: stopped.kind, failure: stopped, unread }
  }
  if (unreadable > 0) return { items, missing: 'unreadable_lines', failure: null }
  const capped = source.mostLines !== null && items.length >= source.mostLines
  if (capped) return { items, missing: 'lines_capped', failure: null, unread }
  const gap = source.breaks?.() ?? null
  if (gap !== null) return { items, missing: 'balances_break', failure: null, unread: gap }
  return { items, missing: null, failure: null }
}

function unsure<T>(
  { window }: LineSource<T>,
  items: StatementTransaction[],
  missing: Missing,
  failure: BankError | null = null,
): Lines {
  return { items, missing, failure, unread: window }
}

/** Where a list that stopped would have gone on: banks write the newest line first, or the oldest. */
function unreadOf({ from, to }: DateRange, items: readonly StatementTransaction[]): DateRange {
  const [first, last] = [items[0], items.at(-1)].map(dayOf)
  if (!first || !last || first === last) return { from, to }
  return first > last ? { from, to: last > from ? last : from } : { from: last, to }
}

function dayOf(line: StatementTransaction | undefined) {
  const { bookingDate, expectedBookingDate, transactionDate, valueDate } = line ?? {}
  const day = bookingDate ?? expectedBookingDate ?? transactionDate ?? valueDate
  return day ? parsePlainDate(day) : null
}
