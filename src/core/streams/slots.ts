// Expected days of a cadence inside a window: what observed days are fitted to.
import { type Calendar, calendarOf } from './bank-calendar.ts'

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

/** Slots whose shifted day lies in `span`, ascending, without repeats. */
export function slotsOf(
  hypothesis: Hypothesis,
  span: DaySpan,
  calendar: Calendar = calendarOf(span.from - REACH, span.to + REACH),
): readonly number[] {
  const { cadence, nominal, shift } = hypothesis
  const slots: number[] = []
  const collect = (nominalDay: number) => {
    const day =
      shift === 'none'
        ? nominalDay
        : shift === 'next'
          ? calendar.after(nominalDay)
          : calendar.before(nominalDay)
    if (day >= span.from && day <= span.to && slots.at(-1) !== day) slots.push(day)
  }
  if (cadence === 'weekly' || cadence === 'biweekly') {
    const step = cadence === 'weekly' ? 7 : 14
    // Day number 3 is a Sunday: weekdays count from there.
    const anchor = cadence === 'weekly' ? nominal + 3 : nominal
    const first = span.from - REACH
    const start = first + ((((anchor - first) % step) + step) % step)
    for (let day = start; day <= span.to + REACH; day += step) collect(day)
    return slots
  }
  for (const { first, length } of calendar.months) {
    if (first + length - 1 < span.from - REACH || first > span.to + REACH) continue
    const one = first + Math.min(nominal, length) - 1
    if (one >= span.from - REACH && one <= span.to + REACH) collect(one)
    if (cadence !== 'semimonthly') continue
    const two = first + Math.min(nominal + 15, length) - 1
    if (two >= span.from - REACH && two <= span.to + REACH) collect(two)
  }
  return slots
}

/** A shift moves a slot no further. */
const REACH = 6

/** Slot tables of one analysis, each built once and only when asked for. */
export type SlotTable = {
  readonly span: DaySpan
  slots(hypothesis: Hypothesis): readonly number[]
  /** The first slot on or after a day, at most a month and a half past the span. */
  next(hypothesis: Hypothesis, from: number): number | undefined
}

const NEXT_WITHIN = 45

const cadenceIndex = { weekly: 0, biweekly: 1, semimonthly: 2, monthly: 3 } as const
const shiftIndex = { none: 0, next: 1, previous: 2 } as const

let latest: SlotTable | null = null

/** The last table made is kept: it holds days and nothing of anybody, and reports of one day share it. */
export function slotTable(span: DaySpan): SlotTable {
  if (latest?.span.from !== span.from || latest.span.to !== span.to) latest = tableOf(span)
  return latest
}

function tableOf(span: DaySpan): SlotTable {
  const calendar = calendarOf(span.from - REACH, span.to + NEXT_WITHIN + REACH)
  const longer = { from: span.from, to: span.to + NEXT_WITHIN }
  const inSpan: (readonly number[] | undefined)[] = []
  const inLonger: (readonly number[] | undefined)[] = []
  const slotsOfLonger = (hypothesis: Hypothesis, key: number) => {
    inLonger[key] ??= slotsOf(hypothesis, longer, calendar)
    return inLonger[key]
  }
  return {
    span,
    slots(hypothesis) {
      const key = keyOf(hypothesis)
      inSpan[key] ??= slotsOfLonger(hypothesis, key).filter((slot) => slot <= span.to)
      return inSpan[key]
    },
    next(hypothesis, from) {
      const last = Math.min(from, span.to) + NEXT_WITHIN
      const next = slotsOfLonger(hypothesis, keyOf(hypothesis)).find((slot) => slot >= from)
      return next !== undefined && next <= last ? next : undefined
    },
  }
}

function keyOf({ cadence, nominal, shift }: Hypothesis): number {
  return (cadenceIndex[cadence] * 3 + shiftIndex[shift]) * 32 + nominal
}
