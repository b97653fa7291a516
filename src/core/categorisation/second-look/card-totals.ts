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
  const totals = lines.filter(
    ({ category, excluded }) => category === 'transfer.deferred_card' && excluded === null,
  )
  if (cards.length === 0 || totals.length === 0) return [...lines]
  const patches = newPatches(null)
  const used = new Set<number>()
  for (const total of totals) {
    const sets = cards
      .filter(
        ({ linkedAccountId }) => linkedAccountId === null || linkedAccountId === total.accountId,
      )
      .map(({ id }) => slipsOf(lines, id, total, used))
      .filter((slips) => slips.length > 0)
    for (const slip of chooseSlips(sets, total, totals)) {
      used.add(slip.index)
      patches.link(total, slip, 'card_slip')
      patches.link(slip, total, 'card_total')
    }
  }
  return patches.apply(lines)
}

function slipsOf(
  lines: readonly CategorisedLine[],
  card: string,
  total: CategorisedLine,
  used: ReadonlySet<number>,
): CategorisedLine[] {
  return lines.filter(
    (line) =>
      line.accountId === card &&
      line.excluded !== 'duplicate' &&
      line.excluded !== 'pending_twin' &&
      !used.has(line.index) &&
      line.bookingDate !== null &&
      Math.abs(daysBetween(line.bookingDate, total.date)) <= BOOKED_WITHIN_DAYS,
  )
}

/** The card whose slips add up; else, when this is the only total near that day, all of them. */
function chooseSlips(
  sets: readonly CategorisedLine[][],
  total: CategorisedLine,
  totals: readonly CategorisedLine[],
): readonly CategorisedLine[] {
  const exact = sets.find((slips) => sumOf(slips) === total.amount)
  if (exact !== undefined) return exact
  if (sets.length === 1) return sets[0] ?? []
  const alone = totals.every(
    (other) =>
      other === total ||
      other.accountId !== total.accountId ||
      Math.abs(daysBetween(other.date, total.date)) > BOOKED_WITHIN_DAYS,
  )
  return alone ? sets.flat() : []
}

function sumOf(lines: readonly CategorisedLine[]): number {
  return lines.reduce((sum, { amount }) => sum + amount, 0)
}
