// The TARGET calendar: the days on which no credit transfer or direct debit settles.
// Days are day numbers (since 1970-01-01), because slot tables are built by the thousand.
import { civilOf, dayNumberOf } from '../values/civil.ts'

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
