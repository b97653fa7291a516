// Streams of a few sketched lines, and the sketches tests of streams are made of.
import { findStreams } from '../../src/core/streams/find-streams.ts'
import { slotsOf } from '../../src/core/streams/slots.ts'
import { streamSettingsSchema } from '../../src/core/streams/stream-settings.ts'
import { measuredValue } from '../../src/core/values/observed.ts'
import { dayNumber, fromDayNumber, toPlainDate } from '../../src/core/values/plain-date.ts'
import { type LineSketch, lines, monthlyDates, prepared } from './lines.ts'

export const streamSettings = streamSettingsSchema.parse({})
export const ASOF = '2026-11-20'

export function streams(sketches: readonly LineSketch[], asOf = ASOF) {
  const list = lines(sketches)
  return findStreams(prepared(asOf, list), list, streamSettings)
}

/** Minor units a month. */
export function observed(sketches: readonly LineSketch[], asOf = ASOF): number | undefined {
  return measuredValue(streams(sketches, asOf).income.monthlyNet.observed)?.amount
}

export function pay(
  dates: readonly string[],
  amount: number,
  more: Partial<LineSketch> = {},
): LineSketch[] {
  return dates.map((date) => ({
    date,
    amount,
    category: 'income.salary',
    counterpartyName: 'ACME',
    ...more,
  }))
}

export function debits(
  dates: readonly string[],
  amounts: number | readonly number[],
  category: string,
  more: Partial<LineSketch> = {},
): LineSketch[] {
  return dates.map((date, index) => ({
    date,
    amount: -(typeof amounts === 'number' ? amounts : (amounts[index] ?? 0)),
    category,
    counterpartyName: 'PAYEE',
    ...more,
  }))
}

/** That day of each month in the window that ends on `ASOF`. */
export const on = (day: number) => monthlyDates(ASOF, day)

/** Days a bank would pay on inside the ninety days before `asOf`. */
export function paydays(asOf: string, nominal: number, shift: 'next' | 'previous'): string[] {
  const today = dayNumber(toPlainDate(asOf))
  return slotsOf({ cadence: 'monthly', nominal, shift }, { from: today - 89, to: today }).map(
    fromDayNumber,
  )
}
