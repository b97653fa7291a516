// A persona's books as seen on one day: every account and card with its entries and balances.
// Events come from the calendar; the day only decides which are seen, and whether booked or pending.
import { type MinorUnits, negate, sum } from '../../core/values/money.ts'
import { addDays, dayInMonth, monthOf, type PlainDate } from '../../core/values/plain-date.ts'
import type { LifeEvent } from './event.ts'
import { blocksAround, type Life, lifeOf, monthEnd } from './life.ts'
import type { AccountPlan, CardPlan, PersonaPlan } from './plan.ts'

/** `sequence` counts the account's operations of one day from 1: it never changes once a day exists. */
export type Entry = {
  readonly event: LifeEvent
  readonly sequence: number
  readonly status: 'BOOK' | 'PDNG' | 'OTHR'
}

export type AccountBook = {
  readonly kind: 'account'
  readonly plan: AccountPlan
  /** Pending first, then newest first. */
  readonly entries: readonly Entry[]
  readonly balances: {
    readonly booked: MinorUnits
    readonly value: MinorUnits
    readonly instant: MinorUnits
  }
}

export type CardBook = {
  readonly kind: 'card'
  readonly plan: CardPlan
  readonly support: AccountPlan
  readonly entries: readonly Entry[]
  /** Slips of the running month, to be debited on `due`; and the last total debited. */
  readonly outstanding: { readonly amount: MinorUnits; readonly due: PlainDate }
  readonly lastDebited: { readonly amount: MinorUnits; readonly due: PlainDate }
  /** Listed only with a slip in the running or the previous month. */
  readonly active: boolean
}

export type Book = AccountBook | CardBook
export type Ledger = { readonly persona: PersonaPlan; readonly books: readonly Book[] }

/** Numbers the operations of each day; `day` is the booking day, or the purchase day of a slip. */
function numbered(events: readonly LifeEvent[], day: (event: LifeEvent) => PlainDate) {
  const counts = new Map<PlainDate, number>()
  return events.map((event) => {
    const sequence = (counts.get(day(event)) ?? 0) + 1
    counts.set(day(event), sequence)
    return { event, sequence }
  })
}

function accountBook(
  plan: AccountPlan,
  events: readonly LifeEvent[],
  today: PlainDate,
): AccountBook {
  const from = addDays(today, -89)
  const entries = numbered(events, (event) => event.booking)
    .filter(({ event }) => event.booking >= from && event.announced <= today)
    .map(({ event, sequence }): Entry => {
      return { event, sequence, status: event.booking <= today ? 'BOOK' : 'PDNG' }
    })
    .reverse()
  const amounts = (keep: (entry: Entry) => boolean) =>
    sum(entries.filter(keep).map((entry) => entry.event.amount))
  const later = amounts((entry) => entry.status === 'BOOK' && entry.event.value > today)
  const pending = amounts((entry) => entry.status === 'PDNG')
  return {
    kind: 'account',
    plan,
    entries,
    balances: {
      booked: plan.balance,
      value: sum([plan.balance, negate(later)]),
      instant: sum([plan.balance, pending]),
    },
  }
}

function cardBook(
  plan: CardPlan,
  support: AccountPlan,
  slips: readonly LifeEvent[],
  today: PlainDate,
): CardBook {
  const from = addDays(today, -89)
  const seen = slips.filter((slip) => slip.transaction <= today)
  const due = monthEnd(today)
  const lastDue = today === due ? due : dayInMonth(today, -1, 31)
  const total = (day: PlainDate) =>
    negate(sum(seen.filter((slip) => slip.booking === day).map((slip) => slip.amount)))
  const running = today === due ? dayInMonth(today, 1, 31) : due
  const months = [monthOf(today), monthOf(dayInMonth(today, -1, 1))]
  return {
    kind: 'card',
    plan,
    support,
    entries: numbered(seen, (slip) => slip.transaction)
      .filter(({ event }) => event.transaction >= from)
      .map(({ event, sequence }): Entry => {
        return { event, sequence, status: event.booking <= today ? 'BOOK' : 'OTHR' }
      })
      .reverse(),
    outstanding: { amount: total(running), due: running },
    lastDebited: { amount: total(lastDue), due: lastDue },
    active: seen.some((slip) => months.includes(monthOf(slip.transaction))),
  }
}

const LIVES_KEPT = 16

/**
 * The books of a persona on a day. Pure but for its memory: the same persona and day give the same ledger; the next
 * day's differs by what the day brought.
 */
export function createLedgers(): (persona: PersonaPlan, today: PlainDate) => Ledger {
  const lives = new Map<string, Life>()
  return (persona, today) => {
    const blocks = blocksAround(today)
    const key = `${persona.identifier}|${persona.seed}|${blocks.from}|${blocks.to}`
    const life = lives.get(key) ?? lifeOf(persona, blocks)
    const oldest = lives.keys().next().value
    if (!lives.has(key) && lives.size >= LIVES_KEPT && oldest !== undefined) lives.delete(oldest)
    lives.set(key, life)
    const books: Book[] = persona.accounts.map((plan) =>
      accountBook(plan, life.get(plan.id) ?? [], today),
    )
    for (const card of persona.cards) {
      const support = persona.accounts.find((account) => account.id === card.account)
      if (support) books.push(cardBook(card, support, life.get(card.id) ?? [], today))
    }
    return { persona, books }
  }
}
