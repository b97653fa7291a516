// The TARGET calendar: the days on which no credit transfer or direct debit settles.
// Days are day numbers (since 1970-01-01), because slot tables are built by the thousand.
import { civilOf, dayNumberOf, lengthOfMonth } from '../values/civil.ts'

/** 0 Sunday … 6 Saturday. */
export function weekdayOf(dayNumber: number): number {
  return (((dayNumber + 4) % 7) + 7) % 7
}

/** Easter Sunday in the Gregorian calendar (the anonymous algorithm of Meeus). */
export function easterSunday(year: number): number {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const f = Math.floor((b + 8) / 25)
  const g = Math.floor((b - f + 1) / 3)
  const h = (19 * a + b - Math.floor(b / 4) - g + 15) % 30
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  return dayNumberOf(year, month, ((h + l - 7 * m + 114) % 31) + 1)
}

/**
 * Weekends, 1 January, Good Friday, Easter Monday, 1 May, 25 and 26 December.
 * Source: ECB, long-term calendar of TARGET closing days. National holidays are open days.
 */
export function isClosed(dayNumber: number): boolean {
  const weekday = weekdayOf(dayNumber)
  if (weekday === 0 || weekday === 6) return true
  const { year, month, day } = civilOf(dayNumber)
  if (day === 1) return month === 1 || month === 5 || isEasterClosing(dayNumber, year, month)
  if (month === 12) return day === 25 || day === 26
  return isEasterClosing(dayNumber, year, month)
}

function isEasterClosing(dayNumber: number, year: number, month: number): boolean {
  if (month !== 3 && month !== 4) return false
  const easter = easterSunday(year)
  return dayNumber === easter - 2 || dayNumber === easter + 1
}

/** The day itself when it is open, else the first open day after it. */
export function openOnOrAfter(dayNumber: number): number {
  let day = dayNumber
  while (isClosed(day)) day++
  return day
}

/** The day itself when it is open, else the last open day before it. */
export function openOnOrBefore(dayNumber: number): number {
  let day = dayNumber
  while (isClosed(day)) day--
  return day
}

/** The open days of a span and its months, laid out once: slot tables ask for them by the thousand. */
export type Calendar = {
  /** The first open day on or after a day of the span. */
  after(day: number): number
  before(day: number): number
  /** Months that touch the span, in order: day number of the 1st, days of the month. */
  readonly months: readonly { readonly first: number; readonly length: number }[]
}

/** Longest run of closed days: Good Friday to Easter Monday, or Christmas beside a weekend. */
const CLOSED_RUN = 5

export function calendarOf(from: number, to: number): Calendar {
  const start = from - CLOSED_RUN
  const size = to + CLOSED_RUN - start + 1
  const months = monthsOf(start, start + size - 1)
  const closed = closedDays(start, size)
  const afters = new Int32Array(size)
  const befores = new Int32Array(size)
  for (let at = 0, open = start; at < size; at++) {
    if (closed[at] === 0) open = start + at
    befores[at] = open
  }
  for (let at = size - 1, open = start + size - 1; at >= 0; at--) {
    if (closed[at] === 0) open = start + at
    afters[at] = open
  }
  return {
    months,
    after: (day) => afters[day - start] ?? day,
    before: (day) => befores[day - start] ?? day,
  }
}

function closedDays(start: number, size: number): Uint8Array {
  const closed = new Uint8Array(size)
  for (let at = (((6 - weekdayOf(start)) % 7) + 7) % 7; at < size; at += 7) {
    closed[at] = 1
    closed[at + 1] = 1
  }
  if (weekdayOf(start) === 0) closed[0] = 1
  const last = civilOf(start + size - 1).year
  for (let { year } = civilOf(start); year <= last; year++) {
    const easter = easterSunday(year)
    const holidays = [
      dayNumberOf(year, 1, 1),
      easter - 2,
      easter + 1,
      dayNumberOf(year, 5, 1),
      dayNumberOf(year, 12, 25),
      dayNumberOf(year, 12, 26),
    ]
    for (const day of holidays) closed[day - start] = 1
  }
  return closed
}

function monthsOf(from: number, to: number): { first: number; length: number }[] {
  const months: { first: number; length: number }[] = []
  let { year, month } = civilOf(from)
  for (let first = dayNumberOf(year, month, 1); first <= to; ) {
    const length = lengthOfMonth(year, month)
    months.push({ first, length })
    first += length
    month = month === 12 ? 1 : month + 1
    if (month === 1) year++
  }
  return months
}
