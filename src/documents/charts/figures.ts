// What the charts show, as numbers and words: everything a thread needs to draw them, and nothing else of the report.
import type { Stream } from '../../core/streams/stream.ts'
import { addDays, daysBetween, toPlainDate } from '../../core/values/plain-date.ts'
import type { Reader } from '../document.ts'
import type { Language } from '../typography.ts'
import { categoryName } from '../wording/categories.ts'
import { chartWords, type DrawnWords } from './words.ts'

/** Minor units a day, as the report has them. */
export type BalanceFigures = {
  readonly days: readonly string[]
  readonly daily: readonly number[]
  /** Positions in `days`. */
  readonly paydays: readonly number[]
  readonly rejections: readonly number[]
  /** Unsigned; null when nothing tells. */
  readonly limit: number | null
}

export type MonthFigures = {
  readonly month: string
  readonly complete: boolean
  readonly income: number
  readonly otherIn: number
  readonly fixed: number
  readonly credit: number
  readonly otherOut: number
}

export type CalendarMark = 'regular' | 'bonus' | 'advance' | 'outlier' | 'missed'

/** One stream a row; days count from the first of the window. */
export type CalendarRow = {
  readonly name: string
  readonly direction: 'in' | 'out'
  readonly marks: readonly { readonly day: number; readonly mark: CalendarMark }[]
  readonly expected: { readonly from: number; readonly to: number } | null
}

export type CalendarFigures = {
  readonly days: readonly string[]
  /** Position of the day of the report. */
  readonly today: number
  readonly rows: readonly CalendarRow[]
}

export type CategoryFigures = { readonly name: string; readonly amount: number }

export type ChartFigures = {
  readonly language: Language
  readonly currency: string
  readonly words: DrawnWords
  /** null, or empty: there is nothing to draw. */
  readonly balance: BalanceFigures | null
  readonly months: readonly MonthFigures[]
  readonly calendar: CalendarFigures | null
  readonly categories: readonly CategoryFigures[]
}

export function chartFigures(reader: Reader): ChartFigures {
  return {
    language: reader.language,
    currency: reader.currency,
    words: drawnWords(reader.language),
    balance: balanceFigures(reader),
    months: monthFigures(reader),
    calendar: calendarFigures(reader),
    categories: categoryFigures(reader),
  }
}

/** A function cannot be sent to a thread. */
function drawnWords(language: Language): DrawnWords {
  const { otherCategories: _, ...words } = chartWords[language]
  return words
}

function balanceFigures({ body }: Reader): BalanceFigures | null {
  const { daily, from, state } = body.balances.together
  if (state !== 'measured' || daily.length < 2 || from === null) return null
  const days = daysFrom(from, daily.length)
  const at = new Map(days.map((day, index) => [day, index]))
  const positions = (dates: readonly string[]) =>
    [...new Set(dates.flatMap((date) => at.get(date) ?? []))].sort((a, b) => a - b)
  return {
    days,
    daily,
    paydays: positions(
      body.income.streams.flatMap(({ occurrences }) => occurrences.map(({ date }) => date)),
    ),
    rejections: positions(
      body.incidents.rejections.flatMap(({ isIncident, date }) => (isIncident ? [date] : [])),
    ),
    limit: body.incidents.overdraftLimit.amount?.amount ?? null,
  }
}

export function monthFigures({ body }: Reader): MonthFigures[] {
  return body.cashFlow.months.map(({ month, complete, inflow, outflow, byRole }) => {
    // refunds may outweigh what was spent: a part is never drawn below its line
    const income = Math.max(0, byRole.income ?? 0)
    const fixed = Math.max(0, -(byRole.fixed_charge ?? 0))
    const credit = Math.max(0, -(byRole.debt_service ?? 0))
    return {
      ...{ month, complete, income, fixed, credit },
      otherIn: Math.max(0, inflow - income),
      otherOut: Math.max(0, Math.abs(outflow) - fixed - credit),
    }
  })
}

/** Streams drawn; the tables have every one. */
const MOST_ROWS = 22
/** Days after the report in which something may be expected. */
const AHEAD = 31

function calendarFigures(reader: Reader): CalendarFigures | null {
  const { income, charges, provenance } = reader.body
  const first = toPlainDate(provenance.window.from)
  const today = daysBetween(first, toPlainDate(provenance.asOf))
  const bySize = (streams: readonly Stream[]) =>
    [...streams].sort(
      (a, b) => b.monthlyEquivalent.amount - a.monthlyEquivalent.amount || (a.id < b.id ? -1 : 1),
    )
  const streams = [...bySize(income.streams), ...bySize(charges.streams)].slice(0, MOST_ROWS)
  if (streams.length === 0) return null
  const last = today + AHEAD
  const position = (day: string) => daysBetween(first, toPlainDate(day))
  return {
    days: daysFrom(first, last + 1),
    today,
    rows: streams.map((stream) => ({
      name: streamName(reader, stream),
      direction: stream.direction,
      marks: [
        ...stream.occurrences.map(({ date, mark }) => ({ day: position(date), mark })),
        ...stream.missedSlots.map((date) => ({ day: position(date), mark: 'missed' as const })),
      ].filter(({ day }) => day >= 0 && day <= today),
      expected: expectedDays(stream, position, last),
    })),
  }
}

function expectedDays(
  { nextExpected }: Stream,
  position: (day: string) => number,
  last: number,
): CalendarRow['expected'] {
  if (nextExpected === null) return null
  const [from, to] = [position(nextExpected.from), position(nextExpected.to)]
  return from > last ? null : { from, to: Math.min(to, last) }
}

const LONGEST_NAME = 30

function streamName({ language }: Reader, { category, counterparty }: Stream): string {
  const name = counterparty ?? categoryName(category, language)
  return name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name
}

const MOST_CATEGORIES = 10

/** What left, by category over the whole window; the greatest first, the rest as one. */
function categoryFigures({ body, language }: Reader): CategoryFigures[] {
  const sums = new Map<string, number>()
  for (const { byCategory } of body.cashFlow.months) {
    for (const [category, amount] of Object.entries(byCategory)) {
      sums.set(category, (sums.get(category) ?? 0) + amount)
    }
  }
  const spent = [...sums]
    .flatMap(([category, sum]) => (sum < 0 ? [{ category, amount: -sum }] : []))
    .sort((a, b) => b.amount - a.amount || (a.category < b.category ? -1 : 1))
  const rest = spent.slice(MOST_CATEGORIES)
  const shown = spent
    .slice(0, MOST_CATEGORIES)
    .map(({ category, amount }) => ({ name: categoryName(category, language), amount }))
  if (rest.length === 0) return shown
  const name = chartWords[language].otherCategories(rest.length)
  return [...shown, { name, amount: rest.reduce((sum, { amount }) => sum + amount, 0) }]
}

function daysFrom(first: string, count: number): string[] {
  const start = toPlainDate(first)
  return Array.from({ length: count }, (_, index) => addDays(start, index))
}
