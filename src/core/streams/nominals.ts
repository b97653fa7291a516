// The days a cadence may stand on, given the days observed: what is worth laying slots for.
import { civilOf, lengthOfMonth } from '../values/civil.ts'
import { weekdayOf } from './bank-calendar.ts'
import type { FittedCadence } from './slots.ts'

/** A weekend or a holiday moves a payment no further. */
const REACH = 4

/** Days a cadence may stand on: only those near most of what was observed. */
export function nominals(cadence: FittedCadence, days: readonly number[]): number[] {
  if (cadence === 'monthly') return monthDays(days, Math.ceil(days.length * 0.5))
  if (cadence === 'semimonthly') {
    return monthDays(days, Math.ceil(days.length * 0.4)).filter((day) => day <= 16)
  }
  const period = cadence === 'weekly' ? 7 : 14
  const counts = new Array<number>(period).fill(0)
  for (const day of days) {
    const at = cadence === 'weekly' ? weekdayOf(day) : ((day % 14) + 14) % 14
    for (let reach = -1; reach <= 1; reach++) {
      const index = (at + reach + period) % period
      counts[index] = (counts[index] ?? 0) + 1
    }
  }
  return indicesWith(counts, Math.ceil(days.length * 0.6))
}

function monthDays(days: readonly number[], atLeast: number): number[] {
  const counts = new Array<number>(32).fill(0)
  const mark = (day: number) => {
    counts[day] = (counts[day] ?? 0) + 1
  }
  for (const observed of days) {
    const { year, month, day } = civilOf(observed)
    const length = lengthOfMonth(year, month)
    const before = month === 1 ? 31 : lengthOfMonth(year, month - 1)
    for (let at = day - REACH; at <= day + REACH; at++) {
      if (at < 1) mark(before + at)
      else if (at <= length) mark(at)
      else mark(at - length)
    }
    // Days a short month lacks fall on its last day; early in a month they are the month before's
    if (day + REACH >= length) for (let at = length + 1; at <= 31; at++) mark(at)
    if (day <= REACH) for (let at = before + 1; at <= 31; at++) mark(at)
  }
  return indicesWith(counts, atLeast)
}

function indicesWith(counts: readonly number[], atLeast: number): number[] {
  const found: number[] = []
  counts.forEach((count, index) => {
    if (count >= atLeast) found.push(index)
  })
  return found
}
