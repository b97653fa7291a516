// Expected days of a cadence inside a window: what observed days are fitted to.
import { civilOf, dayNumberOf, lengthOfMonth } from '../values/civil.ts'
import { openOnOrAfter, openOnOrBefore } from './bank-calendar.ts'

export type Shift = 'none' | 'next' | 'previous'
export type FittedCadence = 'weekly' | 'biweekly' | 'semimonthly' | 'monthly'

/**
 * One hypothesis. `nominal`: the day of the month for monthly and semimonthly (its first day, the
 * second comes fifteen days later), the weekday for weekly, the day number modulo 14 for biweekly.
 */
export type Hypothesis = {
  readonly cadence: FittedCadence
  readonly nominal: number
  readonly shift: Shift
}

/** Day numbers, both ends included. */
export type DaySpan = { readonly from: number; readonly to: number }

/** A year in months of each cadence: occurrences a month. */
export const perMonth: Readonly<Record<FittedCadence, number>> = {
  weekly: 365.25 / 7 / 12,
  biweekly: 365.25 / 14 / 12,
  semimonthly: 2,
  monthly: 1,
}

export const stepDays: Readonly<Record<FittedCadence, number>> = {
  weekly: 7,
  biweekly: 14,
  semimonthly: 15,
  monthly: 30,
}

function shifted(day: number, shift: Shift): number {
  if (shift === 'none') return day
  return shift === 'next' ? openOnOrAfter(day) : openOnOrBefore(day)
}

/** Slots whose shifted day lies in `span`, ascending, without repeats. */
export function slotsOf(hypothesis: Hypothesis, span: DaySpan): readonly number[] {
  switch (hypothesis.cadence) {
    case 'weekly':
    case 'biweekly':
      return periodicSlots(hypothesis, span)
    case 'semimonthly':
    case 'monthly':
      return monthSlots(hypothesis, span)
  }
}

function periodicSlots({ cadence, nominal, shift }: Hypothesis, span: DaySpan): number[] {
  const step = cadence === 'weekly' ? 7 : 14
  // Day number 3 is a Sunday: weekdays count from there.
  const anchor = cadence === 'weekly' ? nominal + 3 : nominal
  const slots: number[] = []
  const first = span.from - 6
  const start = first + ((((anchor - first) % step) + step) % step)
  for (let day = start; day <= span.to + 6; day += step) collect(slots, shifted(day, shift), span)
  return slots
}

function monthSlots({ cadence, nominal, shift }: Hypothesis, span: DaySpan): number[] {
  const slots: number[] = []
  const begin = civilOf(span.from - 6)
  const end = civilOf(span.to + 6)
  const last = end.year * 12 + end.month
  for (let index = begin.year * 12 + begin.month; index <= last; index++) {
    const year = Math.floor((index - 1) / 12)
    const month = ((index - 1) % 12) + 1
    const length = lengthOfMonth(year, month)
    const first = dayNumberOf(year, month, Math.min(nominal, length))
    collect(slots, shifted(first, shift), span)
    if (cadence === 'semimonthly') {
      const second = dayNumberOf(year, month, Math.min(nominal + 15, length))
      collect(slots, shifted(second, shift), span)
    }
  }
  return slots
}

function collect(slots: number[], day: number, span: DaySpan): void {
  if (day < span.from || day > span.to || slots.at(-1) === day) return
  slots.push(day)
}

/** Slot tables of one analysis, each built once and only when asked for. */
export type SlotTable = {
  readonly span: DaySpan
  slots(hypothesis: Hypothesis): readonly number[]
}

const cadenceIndex = { weekly: 0, biweekly: 1, semimonthly: 2, monthly: 3 } as const
const shiftIndex = { none: 0, next: 1, previous: 2 } as const

export function slotTable(span: DaySpan): SlotTable {
  const tables = new Map<number, readonly number[]>()
  return {
    span,
    slots(hypothesis) {
      const { cadence, nominal, shift } = hypothesis
      const key = (cadenceIndex[cadence] * 3 + shiftIndex[shift]) * 32 + nominal
      const known = tables.get(key)
      if (known !== undefined) return known
      const built = slotsOf(hypothesis, span)
      tables.set(key, built)
      return built
    },
  }
}
