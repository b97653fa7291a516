// The TARGET calendar: the days on which no credit transfer or direct debit settles.
// Days are day numbers (since 1970-01-01), because slot tables are built by the thousand.

export type CivilDay = { readonly year: number; readonly month: number; readonly day: number }

/** Gregorian day number of a date; `month` 1–12. */
export function dayNumberOf(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

export function civilOf(dayNumber: number): CivilDay {
  const z = dayNumber + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return { year: yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day }
}

/** Days of a month, 1–12. */
export function lengthOfMonth(year: number, month: number): number {
  if (month !== 2) return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)
  return leap ? 29 : 28
}

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
