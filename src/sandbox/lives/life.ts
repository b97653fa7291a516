// Everything that happens to a persona in the ninety-day blocks around a day: cards first, then accounts in the order
// of the plan, each receiving what the ones above mirror to it.
import { type MinorUnits, negate, sum } from '../../core/values/money.ts'
import {
  addDays,
  dayInMonth,
  dayNumber,
  fromDayNumber,
  type PlainDate,
} from '../../core/values/plain-date.ts'
import { byBooking, type LifeEvent, writeLabel } from './event.ts'
import { exactEvents } from './exact.ts'
import type { AccountPlan, CardPlan, Habit, PersonaPlan, Scheduled } from './plan.ts'
import { drawsFor } from './random.ts'
import {
  eventOn,
  habitEvents,
  type Mirrored,
  mirrorOf,
  type Span,
  scheduledEvents,
} from './schedule.ts'

const BLOCK = 90

/** Slips are debited together on the last calendar day of their month. */
export function monthEnd(day: PlainDate): PlainDate {
  return dayInMonth(day, 0, 31)
}

/** What is fully known: the ninety-day blocks that hold the window. */
export function blocksAround(today: PlainDate): Span {
  const first = Math.floor((dayNumber(today) - 89) / BLOCK)
  const last = Math.floor((dayNumber(today) + 10) / BLOCK)
  return { from: fromDayNumber(first * BLOCK), to: fromDayNumber(last * BLOCK + BLOCK - 1) }
}

function isHabit(line: AccountPlan['lines'][number]): line is Habit {
  return line.every === 'habit'
}

function isScheduled(line: AccountPlan['lines'][number]): line is Scheduled {
  return line.every !== 'habit'
}

function slipsOf(persona: PersonaPlan, card: CardPlan, blocks: Span): LifeEvent[] {
  const span = { from: addDays(blocks.from, -45), to: addDays(blocks.to, 45) }
  const key = `${persona.seed}|${persona.identifier}|${card.id}`
  const slips =
    card.exactly === undefined
      ? card.lines.flatMap((habit, at) => habitEvents(habit, `${key}|${at}`, span, monthEnd))
      : exactEvents(
          {
            key,
            exactly: card.exactly,
            scheduled: [],
            habits: card.lines,
            reserved: 0,
            bookingOf: monthEnd,
          },
          span,
        )
  return slips.sort((a, b) =>
    a.transaction !== b.transaction
      ? a.transaction < b.transaction
        ? -1
        : 1
      : a.order < b.order
        ? -1
        : 1,
  )
}

/** One debit a month on the supporting account. */
function cardTotals(card: CardPlan, slips: readonly LifeEvent[]): Mirrored[] {
  const months = new Map<PlainDate, MinorUnits[]>()
  for (const slip of slips) {
    const amounts = months.get(slip.booking) ?? []
    amounts.push(slip.amount)
    months.set(slip.booking, amounts)
  }
  return [...months].map(([booking, amounts]) => {
    const amount = sum(amounts)
    const label = writeLabel(card.total, booking, amount, drawsFor(`${card.id}|${booking}`))
    const order = `t-${card.id}-${booking}`
    return {
      account: card.account,
      event: eventOn({ order, booking, amount, label, operation: 'card_total' }),
    }
  })
}

function withSweep(
  account: AccountPlan,
  events: readonly LifeEvent[],
): { own: LifeEvent[]; mirrored: Mirrored[] } {
  const sweep = account.sweep
  // a swept account ends every day at its balance: nothing pending, no later value date
  const own = events.map((event) => ({ ...event, announced: event.booking, value: event.booking }))
  const mirrored: Mirrored[] = []
  const days = new Map<PlainDate, MinorUnits[]>()
  for (const event of own) {
    const amounts = days.get(event.booking) ?? []
    amounts.push(event.amount)
    days.set(event.booking, amounts)
  }
  if (!sweep) return { own, mirrored }
  for (const [booking, amounts] of days) {
    const amount = negate(sum(amounts))
    const draw = drawsFor(`sweep|${account.id}|${booking}`)
    const label = writeLabel(sweep.label, booking, amount, draw)
    const event = eventOn({
      // money that covers the day comes before what it pays
      order: `${amount > 0 ? 'a' : 'z'}-${booking}`,
      booking,
      amount,
      label,
      operation: sweep.operation,
      announced: booking,
    })
    own.push(event)
    mirrored.push(mirrorOf(event, sweep.into, draw, account.id))
  }
  return { own, mirrored }
}

function accountEvents(
  persona: PersonaPlan,
  account: AccountPlan,
  received: readonly LifeEvent[],
  blocks: Span,
): { own: LifeEvent[]; mirrored: Mirrored[] } {
  const span = { from: addDays(blocks.from, -45), to: addDays(blocks.to, 45) }
  const key = `${persona.seed}|${persona.identifier}|${account.id}`
  const scheduled: LifeEvent[] = [...received]
  const mirrored: Mirrored[] = []
  for (const [at, line] of account.lines.entries()) {
    if (!isScheduled(line)) continue
    const made = scheduledEvents(line, `${key}|${at}`, span)
    scheduled.push(...made.own)
    mirrored.push(...made.mirrored)
  }
  scheduled.sort(byBooking)
  const habits = account.lines.filter(isHabit)
  const drawn =
    account.exactly === undefined
      ? [
          ...scheduled,
          ...account.lines.flatMap((line, at) =>
            isHabit(line) ? habitEvents(line, `${key}|${at}`, span) : [],
          ),
        ]
      : exactEvents(
          {
            key,
            exactly: account.exactly,
            scheduled,
            habits,
            reserved: account.sweep ? 1 : 0,
          },
          blocks,
        )
  const swept = account.sweep ? withSweep(account, drawn) : { own: drawn, mirrored: [] }
  return { own: swept.own.sort(byBooking), mirrored: [...mirrored, ...swept.mirrored] }
}

/** Everything that happens in the blocks, by account and card: what any day within them sees a part of. */
export type Life = ReadonlyMap<string, readonly LifeEvent[]>

export function lifeOf(persona: PersonaPlan, blocks: Span): Life {
  const life = new Map<string, readonly LifeEvent[]>()
  const received = new Map<string, LifeEvent[]>()
  const give = (items: readonly Mirrored[]) => {
    for (const { account, event } of items) {
      const events = received.get(account) ?? []
      events.push(event)
      received.set(account, events)
    }
  }
  for (const card of persona.cards) {
    const slips = slipsOf(persona, card, blocks)
    life.set(card.id, slips)
    give(cardTotals(card, slips))
  }
  for (const plan of persona.accounts) {
    const { own, mirrored } = accountEvents(persona, plan, received.get(plan.id) ?? [], blocks)
    give(mirrored)
    life.set(plan.id, own)
  }
  return life
}
