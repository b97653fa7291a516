// Which days a French bank books on: the TARGET calendar, which moves salaries and direct debits.
import {
  addDays,
  dayNumber,
  dayOfWeek,
  fromDayNumber,
  type PlainDate,
  toPlainDate,
} from '../../core/values/plain-date.ts'

export type Shift = 'next' | 'previous' | 'none'

/** Easter Sunday, Gregorian (Meeus/Jones/Butcher). */
function easter(year: number): PlainDate {
  const a = year % 19
  const b = Math.floor(year / 100)
  const c = year % 100
  const d = Math.floor(b / 4)
  const e = b % 4
  const g = Math.floor((8 * b + 13) / 25)
  const h = (19 * a + b - d - g + 15) % 30
  const i = Math.floor(c / 4)
  const k = c % 4
  const l = (32 + 2 * e + 2 * i - h - k) % 7
  const m = Math.floor((a + 11 * h + 22 * l) / 451)
  const month = Math.floor((h + l - 7 * m + 114) / 31)
  const day = ((h + l - 7 * m + 114) % 31) + 1
  return toPlainDate(`${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`)
}

const FIXED_CLOSINGS = new Set(['01-01', '05-01', '12-25', '12-26'])

/** TARGET business day: not a weekend, 1 January, Good Friday, Easter Monday, 1 May, 25 or 26 December. */
export function isBankDay(date: PlainDate): boolean {
  const weekday = dayOfWeek(date)
  if (weekday === 0 || weekday === 6 || FIXED_CLOSINGS.has(date.slice(5))) return false
  const sunday = dayNumber(easter(Number(date.slice(0, 4))))
  const day = dayNumber(date)
  return day !== sunday - 2 && day !== sunday + 1
}

export function toBankDay(date: PlainDate, shift: Shift): PlainDate {
  if (shift === 'none') return date
  let day = dayNumber(date)
  while (!isBankDay(fromDayNumber(day))) day += shift === 'next' ? 1 : -1
  return fromDayNumber(day)
}

/** The first bank day strictly after `date`: when a card purchase is booked. */
export function bankDayAfter(date: PlainDate): PlainDate {
  return toBankDay(addDays(date, 1), 'next')
}
