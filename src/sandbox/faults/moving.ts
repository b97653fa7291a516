// What faults do to the bank itself rather than to an answer: lines that move between two pages, a clock that is wrong.
import { minorUnits } from '../../core/values/money.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { Entry } from '../lives/ledger.ts'
import type { BadAnswer } from './kinds.ts'

/** The lines as they stand once the fault has moved them: at the head, where the newest are. */
export function moved(
  answer: string | null,
  entries: readonly Entry[],
  today: PlainDate,
): readonly Entry[] {
  const newest = entries.find(({ status }) => status === 'BOOK')
  if (newest === undefined) return entries
  switch (answer) {
    case 'line_comes':
      return [arrived(newest, today), ...entries]
    case 'line_goes':
      return entries.filter((entry) => entry !== newest)
    case 'pending_is_booked':
      return entries.map((entry) => (entry.status === 'PDNG' ? booked(entry, today) : entry))
    default:
      return entries
  }
}

/** Above every number a day of a life reaches. */
const LATER = 500

function arrived({ event, sequence }: Entry, today: PlainDate): Entry {
  const label = ['CB ARRIVEE ENTRE DEUX PAGES']
  const days = { announced: today, booking: today, value: today, transaction: today }
  return {
    event: { ...event, ...days, label, amount: minorUnits(-1234), operation: 'card' },
    sequence: sequence + LATER,
    status: 'BOOK',
  }
}

function booked({ event, sequence }: Entry, today: PlainDate): Entry {
  const days = { booking: today, value: today }
  return { event: { ...event, ...days }, sequence: sequence + 2 * LATER, status: 'BOOK' }
}

const SKEWS: Partial<Record<BadAnswer, number>> = {
  clock_10_minutes_fast: 600_000,
  clock_10_minutes_slow: -600_000,
  clock_a_day_fast: 86_400_000,
  clock_a_day_slow: -86_400_000,
}

/** What the bank takes the time to be. */
export function skewed(answer: BadAnswer | undefined, now: Date): Date {
  return new Date(now.getTime() + (answer === undefined ? 0 : (SKEWS[answer] ?? 0)))
}
