// How indicators read their input: shares of known things, counts of events, the pays of the main income.
import type { Flow } from '../ledger/ledger.ts'
import type { Income, Stream } from '../streams/stream.ts'
import { measured, noneFound, notObservable, type Observed } from '../values/observed.ts'
import { addDays, type PlainDate } from '../values/plain-date.ts'
import { ratio } from '../values/statistics.ts'
import { unreachable } from '../values/unreachable.ts'
import type { Indicator, IndicatorInput, IndicatorResult } from './indicator.ts'

/** A mean month in days. */
export const MONTH_DAYS = 365.25 / 12

export type Reading = { value: Observed<number>; evidence: readonly string[] }

export function reading(value: Observed<number>, evidence: readonly string[] = []): Reading {
  return { value, evidence: evidence.length < 2 ? evidence : [...new Set(evidence)] }
}

/** The same for ids that are known to be there once each, as those of a sum or of filtered lines. */
export function readingOf(value: Observed<number>, evidence: readonly string[]): Reading {
  return { value, evidence }
}

/** As the report prints it. */
export function resultOf({ id, unit }: Indicator, { value, evidence }: Reading): IndicatorResult {
  const ids = [...evidence]
  switch (value.state) {
    case 'measured':
      return { id, unit, state: value.state, value: value.value, evidence: ids }
    case 'none_found':
      return { id, unit, state: value.state, evidence: ids }
    case 'not_observable':
    case 'withheld':
      return { id, unit, state: value.state, why: value.why, evidence: ids }
    default:
      return unreachable(value)
  }
}

/** Events are none found only where lines were there to look at. */
export function events(input: IndicatorInput, ids: readonly string[], count = ids.length): Reading {
  if (input.coverage.overall.booked === 0) return reading(notObservable('no_booked_lines'))
  return reading(count === 0 ? noneFound : measured(count), ids)
}

/** Retained income a month, in minor units; a share of no income is not observable. */
export function retainedIncome({ income }: IndicatorInput): Observed<number> {
  const { retained } = income.monthlyNet
  if (retained.state === 'none_found') return notObservable('no_income_found')
  if (retained.state !== 'measured') return retained
  if (retained.value.amount <= 0) return notObservable('no_income_found')
  return measured(retained.value.amount)
}

/** Four decimals; the unknown of either side stays unknown. */
export function shareOf(part: Observed<number>, whole: Observed<number>): Observed<number> {
  if (part.state !== 'measured') return part
  if (whole.state !== 'measured') return whole
  return whole.value === 0
    ? notObservable('nothing_to_share')
    : measured(ratio(part.value, whole.value))
}

/** Money of the window as a month's worth: × 30.4375 ÷ days covered. */
export function perMonth(input: IndicatorInput, total: number): Observed<number> {
  const { daysCovered } = input.coverage.overall
  if (daysCovered < 30) return notObservable('fewer_than_30_days_covered')
  return measured((total * MONTH_DAYS) / daysCovered)
}

/** Flows of one direction, in positive minor units. */
export function totalOf(flows: readonly Flow[], direction: 'in' | 'out'): number {
  const sign = direction === 'in' ? 1 : -1
  return flows.reduce((total, { amount }) => total + Math.max(0, sign * amount), 0)
}

export function idsOf(flows: readonly Flow[]): string[] {
  return flows.map(({ line }) => line.id)
}

/** The first of the last `days` days, `asOf` among them. */
export function firstOfLast(input: IndicatorInput, days: number): PlainDate {
  return addDays(input.prepared.asOf, 1 - days)
}

/** The largest income that has not ended; the first on a tie. */
export function mainIncome(income: Income): Stream | null {
  let main: Stream | null = null
  for (const stream of income.streams) {
    if (stream.status === 'ended') continue
    if (main === null || stream.monthlyEquivalent.amount > main.monthlyEquivalent.amount) {
      main = stream
    }
  }
  return main
}

export function moneyOf(money: Observed<{ amount: number }>): Observed<number> {
  return money.state === 'measured' ? measured(money.value.amount) : money
}
