// A deferred card: its monthly total on the current account, its slips on the card account. They are
// one spending; which slips a total holds is told by the day they are booked.
import type { Prepared } from '../../statement/line.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { CategorisedLine } from '../categorised.ts'
import { newPatches } from './patches.ts'

const BOOKED_WITHIN_DAYS = 3

export function linkCardTotals(
  lines: readonly CategorisedLine[],
  prepared: Prepared,
): CategorisedLine[] {
  const cards = prepared.accounts.filter(({ kind }) => kind === 'card')
  if (cards.length === 0) return [...lines]
  const totals = lines.filter(
    ({ category, excluded }) => category === 'transfer.deferred_card' && excluded === null,
  )
  if (totals.length === 0) return [...lines]
  const patches = newPatches(null)
  const slips = slipsByCard(lines, new Set(cards.map(({ id }) => id)))
  const used = new Set<number>()
  const settled = new Set<number>()
  // Totals that add up take their slips first: two cards may be settled on one day
  for (const choose of [exactly, onlyOnes]) {
    for (const total of totals) {
      if (settled.has(total.index)) continue
      const sets = cards
        .filter(
          ({ linkedAccountId }) => linkedAccountId === null || linkedAccountId === total.accountId,
        )
        .map(({ id }) => near(slips.get(id) ?? [], total, used))
        .filter((set) => set.length > 0)
      const chosen = choose(sets, total, totals)
      if (chosen.length === 0) continue
      settled.add(total.index)
      for (const slip of chosen) {
        used.add(slip.index)
        patches.link(total, slip, 'card_slip')
        patches.link(slip, total, 'card_total')
      }
    }
  }
  return patches.apply(lines)
}

function slipsByCard(
  lines: readonly CategorisedLine[],
  cards: ReadonlySet<string>,
): ReadonlyMap<string, readonly CategorisedLine[]> {
  return Map.groupBy(
    lines.filter(
      ({ accountId, excluded, bookingDate }) =>
        cards.has(accountId) &&
        excluded !== 'duplicate' &&
        excluded !== 'pending_twin' &&
        bookingDate !== null,
    ),
    ({ accountId }) => accountId,
  )
}

function near(
  slips: readonly CategorisedLine[],
  total: CategorisedLine,
  used: ReadonlySet<number>,
): readonly CategorisedLine[] {
  return slips.filter(
    ({ index, bookingDate }) =>
      !used.has(index) &&
      bookingDate !== null &&
      Math.abs(daysBetween(bookingDate, total.date)) <= BOOKED_WITHIN_DAYS,
  )
}

type Choice = (
  sets: readonly (readonly CategorisedLine[])[],
  total: CategorisedLine,
  totals: readonly CategorisedLine[],
) => readonly CategorisedLine[]

/** The card whose slips add up; else those booked on the very day, when these do. */
const exactly: Choice = (sets, total) => {
  const days = sets.map((slips) => slips.filter(({ bookingDate }) => bookingDate === total.date))
  return [...sets, ...days].find((slips) => slips.length > 0 && sumOf(slips) === total.amount) ?? []
}

/** The only card there is; or all of them, when this is the only total near that day. */
const onlyOnes: Choice = (sets, total, totals) => {
  const alone = totals.every(
    (other) =>
      other === total ||
      other.accountId !== total.accountId ||
      Math.abs(daysBetween(other.date, total.date)) > BOOKED_WITHIN_DAYS,
  )
  return sets.length === 1 || alone ? sets.flat() : []
}

function sumOf(lines: readonly CategorisedLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0)
}
