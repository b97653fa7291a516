// Calendar days as branded ISO text, so that no time zone can move one.
import { z } from 'zod'
import { civilOf, dayNumberOf, lengthOfMonth } from './civil.ts'

declare const plainDate: unique symbol
/** A real calendar day, `YYYY-MM-DD`. Compares with `<` as text. */
export type PlainDate = string & { readonly [plainDate]: true }

const DAY_MS = 86_400_000
const HYPHEN = 45
const LENGTH = 10

/** @returns null unless the text is a day that exists (30 February does not). */
export function parsePlainDate(text: string): PlainDate | null {
  if (text.length !== LENGTH || !hasHyphens(text)) return null
  const year = digitsAt(text, 0, 4)
  const month = digitsAt(text, 5, 7)
  const day = digitsAt(text, 8, LENGTH)
  if (Number.isNaN(year + month + day) || month < 1 || month > 12 || day < 1) return null
  return day <= lengthOfMonth(year, month) ? (text as PlainDate) : null
}

function hasHyphens(text: string): boolean {
  return text.charCodeAt(4) === HYPHEN && text.charCodeAt(7) === HYPHEN
}

/** NaN unless every character of `[from, to)` is a digit. */
function digitsAt(text: string, from: number, to: number): number {
  let value = 0
  for (let at = from; at < to; at++) {
    const digit = text.charCodeAt(at) - 48
    if (!(digit >= 0 && digit <= 9)) return Number.NaN
    value = value * 10 + digit
  }
  return value
}

/** @throws RangeError on text that is not a day: for literals and for text already checked. */
export function toPlainDate(text: string): PlainDate {
  const day = parsePlainDate(text)
  if (day === null) throw new RangeError(`not a calendar day: ${text}`)
  return day
}

/** Days since 1970-01-01: what loops over days should count in. */
export function dayNumber(date: PlainDate): number {
  // A year of five digits is written otherwise, and is no day of ours
  if (!hasHyphens(date)) return Number.NaN
  return dayNumberOf(digitsAt(date, 0, 4), digitsAt(date, 5, 7), digitsAt(date, 8, LENGTH))
}

/** Texts of the days already asked for, 1970 to 2106: a report names the same ninety again and again. */
const TEXTS: (PlainDate | undefined)[] = new Array(50_000)

export function fromDayNumber(day: number): PlainDate {
  const known = TEXTS[day]
  if (known !== undefined) return known
  const text = textOfDay(day)
  if (day >= 0 && day < TEXTS.length && Number.isInteger(day)) TEXTS[day] = text
  return text
}

function textOfDay(number: number): PlainDate {
  const { year, month, day } = civilOf(Math.floor(number))
  if (year >= 0 && year <= 9999) return plainDateOf(year, month, day)
  // Not a year of four digits, or not a number at all: as Date says it
  return new Date(number * DAY_MS).toISOString().slice(0, LENGTH) as PlainDate
}

function plainDateOf(year: number, month: number, day: number): PlainDate {
  const two = (value: number) => (value < 10 ? `0${value}` : `${value}`)
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}` as PlainDate
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

/** The day `day` of the month `months` after that of `date`; a day the month lacks becomes its last. */
export function dayInMonth(date: PlainDate, months: number, day: number): PlainDate {
  const index = Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7)) - 1 + months
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return plainDateOf(year, month, Math.min(day, lengthOfMonth(year, month)))
}

export const plainDateSchema = z
  .string()
  .refine((text) => parsePlainDate(text) !== null, 'must be a day that exists, as YYYY-MM-DD')
  .meta({ format: 'date' })
