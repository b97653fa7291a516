// Calendar days as branded ISO text, so that no time zone can move one.
import { z } from 'zod'

declare const plainDate: unique symbol
/** A real calendar day, `YYYY-MM-DD`. Compares with `<` as text. */
export type PlainDate = string & { readonly [plainDate]: true }

const SHAPE = /^(\d{4})-(\d{2})-(\d{2})$/
const DAY_MS = 86_400_000

/** @returns null unless the text is a day that exists (30 February does not). */
export function parsePlainDate(text: string): PlainDate | null {
  if (!SHAPE.test(text)) return null
  const time = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return null
  return text as PlainDate
}

/** @throws RangeError on text that is not a day: for literals and for text already checked. */
export function toPlainDate(text: string): PlainDate {
  const day = parsePlainDate(text)
  if (day === null) throw new RangeError(`not a calendar day: ${text}`)
  return day
}

/** Days since 1970-01-01: what loops over days should count in. */
export function dayNumber(date: PlainDate): number {
  return Date.parse(`${date}T00:00:00Z`) / DAY_MS
}

export function fromDayNumber(day: number): PlainDate {
  return new Date(day * DAY_MS).toISOString().slice(0, 10) as PlainDate
}

export function addDays(date: PlainDate, days: number): PlainDate {
  return fromDayNumber(dayNumber(date) + days)
}

/** `to − from` in days: 0 for the same day. */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 0 Sunday … 6 Saturday. */
export function dayOfWeek(date: PlainDate): number {
  return (((dayNumber(date) + 4) % 7) + 7) % 7
}

export function dayOfMonth(date: PlainDate): number {
  return Number(date.slice(8))
}

/** `YYYY-MM` */
export function monthOf(date: PlainDate): string {
  return date.slice(0, 7)
}

export function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate()
}

/** The day `day` of the month `months` after that of `date`; a day the month lacks becomes its last. */
export function dayInMonth(date: PlainDate, months: number, day: number): PlainDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  const clamped = Math.min(day, daysInMonth(year, month))
  return `${year}-${String(month).padStart(2, '0')}-${String(clamped).padStart(2, '0')}` as PlainDate
}

export const plainDateSchema = z
  .string()
  .refine((text) => parsePlainDate(text) !== null, 'must be a day that exists, as YYYY-MM-DD')
  .meta({ format: 'date' })
