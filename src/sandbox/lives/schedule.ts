// From the lines of a plan to events: monthly and weekly schedules, and habits drawn day by day.
import { negate } from '../../core/values/money.ts'
import {
  addDays,
  dayInMonth,
  dayNumber,
  dayOfWeek,
  fromDayNumber,
  monthOf,
  type PlainDate,
} from '../../core/values/plain-date.ts'
import { bankDayAfter, toBankDay } from './bank-days.ts'
import { between, type LifeEvent, varied, writeLabel } from './event.ts'
import type { Operation } from './operations.ts'
import type { Habit, Mirror, Scheduled } from './plan.ts'
import { type Draw, drawsFor } from './random.ts'

export type Span = { readonly from: PlainDate; readonly to: PlainDate }
export type Mirrored = { readonly account: string; readonly event: LifeEvent }

/** Nominal days of a schedule within the span, before any shift. */
function nominalDays(line: Scheduled, span: Span): PlainDate[] {
  const days: PlainDate[] = []
  if (line.every === 'month') {
    for (let months = 0; ; months++) {
      const day = dayInMonth(span.from, months, line.day)
      if (monthOf(day) > monthOf(span.to)) return days
      if ((Number(day.slice(5, 7)) - line.start + 12) % line.step === 0) days.push(day)
    }
  }
  for (let day = dayNumber(span.from); day <= dayNumber(span.to); day++) {
    const date = fromDayNumber(day)
    const due = (dayOfWeek(date) || 7) === line.weekday && Math.floor(day / 7) % line.step === 0
    if (due) days.push(date)
  }
  return days
}

/** Direct debits and standing orders are shown two days ahead; the rest when it is booked. */
function announcedOn(operation: Operation, booking: PlainDate): PlainDate {
  return operation === 'direct_debit' || operation === 'standing_order' || operation === 'loan'
    ? addDays(booking, -2)
    : booking
}

/** Cheques paid in take their value a day later; everything else on its booking day. */
export function valueOn(operation: Operation, booking: PlainDate): PlainDate {
  return operation === 'cheque_in' ? addDays(booking, 1) : booking
}

export function eventOn(
  input: Pick<LifeEvent, 'order' | 'booking' | 'amount' | 'label' | 'operation'> & {
    transaction?: PlainDate
    announced?: PlainDate
  },
): LifeEvent {
  const { order, booking, amount, label, operation } = input
  return {
    order,
    booking,
    amount,
    label,
    operation,
    announced: input.announced ?? announcedOn(operation, booking),
    value: valueOn(operation, booking),
    transaction: input.transaction ?? booking,
  }
}

export function mirrorOf(event: LifeEvent, mirror: Mirror, draw: Draw, from: string): Mirrored {
  const amount = negate(event.amount)
  return {
    account: mirror.account,
    event: eventOn({
      order: `m-${from}-${event.order}`,
      booking: event.booking,
      amount,
      label: writeLabel(mirror.label, event.transaction, amount, draw),
      operation: mirror.operation,
    }),
  }
}

/** Every event whose nominal day is in the span, followers and mirrors included. */
export function scheduledEvents(
  line: Scheduled,
  key: string,
  span: Span,
): { own: LifeEvent[]; mirrored: Mirrored[] } {
  const own: LifeEvent[] = []
  const mirrored: Mirrored[] = []
  for (const day of nominalDays(line, span)) {
    const draw = drawsFor(`${key}|${day}`)
    const booking = toBankDay(day, line.shift)
    const amount = varied(line.amount, line.vary, draw)
    const event = eventOn({
      order: `s-${key}-${day}`,
      booking,
      amount,
      label: writeLabel(line.label, day, amount, draw),
      operation: line.operation,
    })
    own.push(event)
    if (line.to) mirrored.push(mirrorOf(event, line.to, draw, key))
    for (const [index, next] of line.followedBy.entries()) {
      const followed = next.amount ?? negate(amount)
      own.push(
        eventOn({
          order: `s-${key}-${day}-${index}`,
          booking: toBankDay(addDays(booking, next.after), 'next'),
          amount: followed,
          label: writeLabel(next.label, day, followed, draw),
          operation: next.operation,
        }),
      )
    }
  }
  return { own, mirrored }
}

/** One drawn event of a habit: bought on `day`, booked on `booking`. */
export function habitEvent(
  habit: Habit,
  order: string,
  day: PlainDate,
  booking: PlainDate,
  draw: Draw,
): LifeEvent | null {
  const choice = habit.choices[Math.floor(draw() * habit.choices.length)]
  if (choice === undefined) return null
  const amount = between(choice.from, choice.to, draw)
  return eventOn({
    order,
    booking,
    amount,
    label: writeLabel(choice.label, day, amount, draw),
    operation: habit.operation,
    transaction: day,
    announced: day,
  })
}

function bookedLater(operation: Operation): boolean {
  return operation === 'card' || operation === 'cash' || operation === 'card_refund'
}

/** `perMonth` events in an average month, on the habit's weekdays; cards are booked the next bank day. */
export function habitEvents(
  habit: Habit,
  key: string,
  span: Span,
  bookingOf?: (day: PlainDate) => PlainDate,
): LifeEvent[] {
  const events: LifeEvent[] = []
  const share = 7 / (habit.weekdays?.length ?? 7)
  const rate = (habit.perMonth / 30.44) * share
  for (let number = dayNumber(span.from); number <= dayNumber(span.to); number++) {
    const day = fromDayNumber(number)
    if (habit.weekdays && !habit.weekdays.includes(dayOfWeek(day) || 7)) continue
    const draw = drawsFor(`${key}|${day}`)
    const count = Math.floor(rate) + (draw() < rate % 1 ? 1 : 0)
    for (let index = 0; index < count; index++) {
      const booking = bookingOf
        ? bookingOf(day)
        : bookedLater(habit.operation)
          ? bankDayAfter(day)
          : toBankDay(day, 'next')
      const event = habitEvent(habit, `h-${key}-${day}-${index}`, day, booking, draw)
      if (event) events.push(event)
    }
  }
  return events
}
