// Ranges of days, both ends included, and the one definition of the ninety-day window.
import { z } from 'zod'
import { addDays, daysBetween, type PlainDate, plainDateSchema } from './plain-date.ts'

/** Both ends included. */
export type DateRange = { readonly from: PlainDate; readonly to: PlainDate }

export const WINDOW_DAYS = 90

/** `[asOf − 89, asOf]`: ninety days, today among them (RTS 2018/389, article 10a: balance and last 90 days). */
export function windowEnding(asOf: PlainDate, days: number = WINDOW_DAYS): DateRange {
  return { from: addDays(asOf, 1 - days), to: asOf }
}

export function contains(range: DateRange, date: PlainDate): boolean {
  return range.from <= date && date <= range.to
}

export function lengthInDays(range: DateRange): number {
  return daysBetween(range.from, range.to) + 1
}

export const dateRangeSchema = z
  .object({ from: plainDateSchema, to: plainDateSchema })
  .meta({ id: 'DateRange', description: 'Days, both ends included' })
