// Two usual detectors of recurring payments, written anew from their descriptions. Both are given who is
// truly on the other side of each line, which real labels never tell: a head start over the analysis.
import { dayOfIso, monthlyDays, weekdayOf, weeklyDays } from '../../support/households/calendar.ts'
import type { Household } from '../../support/households.ts'
import type { FoundStream } from './matching.ts'

type Item = { id: string; day: number; cents: number }

function groupsOf({ statement, truth }: Household): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const line of statement.accounts.flatMap(({ transactions }) => transactions ?? [])) {
    if (!line.bookingDate || !line.resourceId) continue
    const key = `${line.creditDebitIndicator} ${truth.payees[line.resourceId]}`
    const cents = Math.round(Number(line.transactionAmount.amount) * 100)
    const group = groups.get(key) ?? []
    group.push({ id: line.resourceId, day: dayOfIso(line.bookingDate), cents })
    groups.set(key, group)
  }
  for (const group of groups.values()) group.sort((a, b) => a.day - b.day)
  return groups
}

/** Shortest and longest gap in days, and how many payments it takes. */
const BANDS = [
  { name: 'weekly', from: 6, to: 8, least: 6 },
  { name: 'monthly', from: 27, to: 35, least: 2 },
  { name: 'two-monthly', from: 54, to: 70, least: 2 },
  { name: 'quarterly', from: 85, to: 100, least: 2 },
] as const
const REMEMBERED = 13

const badAllowed = (gaps: number) => (gaps <= 2 ? 0 : gaps <= 11 ? 1 : 3)

/** Gaps between the payments of one party fall in a band; amounts do not matter. */
export function gapBands(household: Household): FoundStream[] {
  return [...groupsOf(household)].flatMap(([key, group]) => {
    const items = group.slice(-REMEMBERED)
    const gaps = items.slice(1).map(({ day }, index) => day - (items[index]?.day ?? day))
    const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length
    const band = BANDS.find(({ name, from, to, least }) => {
      if (items.length < least || gaps.length === 0) return false
      const bad = gaps.filter((gap) => gap < from || gap > to).length
      return bad <= badAllowed(gaps.length) || (name === 'monthly' && mean >= from && mean <= to)
    })
    return band ? [{ about: `${key} ${band.name}`, ids: items.map(({ id }) => id) }] : []
  })
}

const NEAR_AMOUNT = 0.075
const NEAR_DAYS = 2
const SLOTS = 3

/** The last three slots of a schedule each hold a payment near the latest amount; one stream a party. */
export function threeSlots(household: Household): FoundStream[] {
  const asOf = dayOfIso(household.truth.asOf)
  return [...groupsOf(household)].flatMap(([key, group]) => {
    const latest = group.at(-1)
    if (!latest || group.length < SLOTS) return []
    const near = group.filter(
      ({ cents }) => Math.abs(cents - latest.cents) <= NEAR_AMOUNT * latest.cents,
    )
    if (near.length < SLOTS) return []
    const from = (group[0]?.day ?? asOf) - NEAR_DAYS
    const ranked = schedules(near, from, asOf)
      .map((slots) => ({ slots, rank: rankOf(slots.slice(-SLOTS), near) }))
      .filter(({ rank }) => rank > 0)
      .sort((a, b) => b.rank - a.rank)
    const best = ranked[0]
    if (!best) return []
    const members = best.slots.map((slot) => nearest(slot, near)).filter((item) => item !== null)
    return [{ about: `${key} three slots`, ids: [...new Set(members.map(({ id }) => id))] }]
  })
}

function schedules(items: readonly Item[], from: number, asOf: number): number[][] {
  const weekdays = [...new Set(items.map(({ day }) => weekdayOf(day)))]
  const weekly = weekdays.map((weekday) =>
    weeklyDays({ weekday, weeks: 1, shift: 'none' }, from, asOf),
  )
  const fortnightly = items
    .slice(-2)
    .map(({ day }) => Array.from({ length: 7 }, (_, back) => day - 14 * (6 - back)))
  const days = [...Array.from({ length: 28 }, (_, index) => index + 1), 31]
  const monthly = days.map((day) => monthlyDays(day, 'none', from, asOf))
  return [...weekly, ...fortnightly, ...monthly].map((slots) => slots.filter((day) => day >= from))
}

function nearest(slot: number, items: readonly Item[]): Item | null {
  const close = items
    .filter(({ day }) => Math.abs(day - slot) <= NEAR_DAYS)
    .sort((a, b) => Math.abs(a.day - slot) - Math.abs(b.day - slot))
  return close[0] ?? null
}

/** Sum of 1 ÷ (1 + days off); 0 unless every slot is held by a payment of its own. */
function rankOf(slots: readonly number[], items: readonly Item[]): number {
  const held = slots.map((slot) => nearest(slot, items))
  const own = new Set(held.filter((item) => item !== null).map(({ id }) => id))
  if (slots.length < SLOTS || own.size < SLOTS) return 0
  return held.reduce((sum, item, index) => {
    const off = item ? Math.abs(item.day - (slots[index] ?? item.day)) : NEAR_DAYS
    return sum + 1 / (1 + off)
  }, 0)
}
