// Counters of whole numbers in a known range, and what can be read off them: nothing grows with the people counted.
import { FEWEST_SHOWN } from './small-groups.ts'

/** Counts of `least` to `most`, both included. */
export type Tally = {
  readonly least: number
  readonly counts: Uint32Array
  people: number
  sum: number
}

export function tally(least: number, most: number): Tally {
  return { least, counts: new Uint32Array(most - least + 1), people: 0, sum: 0 }
}

/** @throws RangeError for a value outside the range */
export function countIn(into: Tally, value: number): void {
  const index = value - into.least
  if (!Number.isInteger(index) || index < 0 || index >= into.counts.length) {
    throw new RangeError('a value outside of what is counted')
  }
  into.counts[index] = (into.counts[index] ?? 0) + 1
  into.people++
  into.sum += value
}

/** To one decimal; null when there is nobody. */
export function meanOf({ people, sum }: Tally): number | null {
  return people === 0 ? null : Math.round((sum / people) * 10) / 10
}

/** Nearest rank; null unless ten people lie on either side of it, as it would tell of one of them. */
export function percentileOf(of: Tally, share: number): number | null {
  const rank = Math.ceil(share * of.people)
  if (rank < FEWEST_SHOWN || of.people - rank < FEWEST_SHOWN) return null
  return valueAt(of, rank)
}

/** How many lie from `from` (included) to `to` (excluded). */
export function countBetween({ least, counts }: Tally, from: number, to: number): number {
  let total = 0
  for (let value = Math.max(from, least); value < Math.min(to, least + counts.length); value++) {
    total += counts[value - least] ?? 0
  }
  return total
}

/**
 * Where the tenths of those counted begin, without repetitions: the left edges of up to ten bins, the first at the
 * least value.
 */
export function decileEdges(of: Tally): number[] {
  const edges = new Set([of.least])
  for (let tenth = 1; tenth < 10 && of.people > 0; tenth++) {
    edges.add(valueAt(of, Math.floor((tenth * of.people) / 10) + 1))
  }
  return [...edges].sort((a, b) => a - b)
}

function valueAt({ least, counts }: Tally, rank: number): number {
  let seen = 0
  for (const [index, count] of counts.entries()) {
    seen += count
    if (seen >= rank) return least + index
  }
  throw new RangeError('a rank nobody has')
}
