// Accounts whose number of lines is documented ("245 in three months"): every ninety days in a row hold exactly
// that many. Each day has a quota that repeats every ninety days; what is scheduled takes its place first
// (a little later when the day is full), habits fill the rest.
// For the count to hold on every day, a day must bring as many lines as leave the window: n(d) = n(d − 90). Ninety
// days are not whole weeks, so these accounts also book at weekends, and show nothing as pending.
import { addDays, dayNumber, fromDayNumber, type PlainDate } from '../../core/values/plain-date.ts'
import type { LifeEvent } from './event.ts'
import type { Habit } from './plan.ts'
import { type Draw, drawsFor } from './random.ts'
import { habitEvent, type Span, valueOn } from './schedule.ts'

const PERIOD = 90

/** Ninety quotas that sum to `exactly`, none far below the average. */
export function dailyQuotas(exactly: number, key: string): number[] {
  const least = Math.floor((exactly / PERIOD) * 0.7)
  const quotas = Array.from({ length: PERIOD }, () => least)
  const draw = drawsFor(`quota|${key}`)
  for (let left = exactly - least * PERIOD; left > 0; left--) {
    const at = Math.floor(draw() * PERIOD)
    quotas[at] = (quotas[at] ?? 0) + 1
  }
  return quotas
}

/** Spreads the scheduled events of one block over its days without exceeding any quota. */
function place(scheduled: readonly LifeEvent[], start: number, quotas: readonly number[]) {
  const days: LifeEvent[][] = quotas.map(() => [])
  const hasRoom = (at: number) => (days[at]?.length ?? 0) < (quotas[at] ?? 0)
  for (const event of scheduled) {
    const wanted = dayNumber(event.booking) - start
    let at = wanted
    while (at < PERIOD && !hasRoom(at)) at++
    if (at === PERIOD) {
      at = wanted
      while (at >= 0 && !hasRoom(at)) at--
    }
    if (at < 0) throw new RangeError('more scheduled lines than the documented number')
    days[at]?.push(moved(event, fromDayNumber(start + at)))
  }
  return days
}

function moved(event: LifeEvent, booking: PlainDate): LifeEvent {
  return { ...event, booking, announced: booking, value: valueOn(event.operation, booking) }
}

function pick(habits: readonly Habit[], draw: Draw): Habit | undefined {
  const total = habits.reduce((sum, habit) => sum + habit.perMonth, 0)
  let left = draw() * total
  const drawn = habits.find((habit) => {
    left -= habit.perMonth
    return left < 0
  })
  return drawn ?? habits.at(-1)
}

export type ExactInput = {
  readonly key: string
  readonly exactly: number
  readonly scheduled: readonly LifeEvent[]
  readonly habits: readonly Habit[]
  /** How many lines of each day are kept for something else (the sweep). */
  readonly reserved: number
  /** A deferred card: the quota is of purchases, booked as given. */
  readonly bookingOf?: (day: PlainDate) => PlainDate
}

/** Events of whole ninety-day blocks covering the span; the same whatever span asks for them. */
export function exactEvents(input: ExactInput, span: Span): LifeEvent[] {
  const events: LifeEvent[] = []
  const quotas = dailyQuotas(input.exactly, input.key).map((quota) => quota - input.reserved)
  const first = Math.floor(dayNumber(span.from) / PERIOD)
  const last = Math.floor(dayNumber(span.to) / PERIOD)
  for (let block = first; block <= last; block++) {
    const start = block * PERIOD
    const within = input.scheduled.filter((event) => {
      const day = dayNumber(event.booking)
      return day >= start && day < start + PERIOD
    })
    const days = place(within, start, quotas)
    for (const [at, quota] of quotas.entries()) {
      const day = fromDayNumber(start + at)
      const placed = days[at] ?? []
      events.push(...placed)
      const draw = drawsFor(`${input.key}|fill|${day}`)
      for (let index = placed.length; index < quota; index++) {
        const habit = pick(input.habits, draw)
        const bought = input.bookingOf ? day : addDays(day, -1)
        const order = `h-${String(index).padStart(3, '0')}`
        const booking = input.bookingOf?.(day) ?? day
        const event = habit && habitEvent(habit, order, bought, booking, draw)
        if (event) events.push({ ...event, announced: input.bookingOf ? day : booking })
      }
    }
  }
  return events
}
