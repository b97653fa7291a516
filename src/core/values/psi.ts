// The population stability index: how far two distributions over the same bins lie apart.

/**
 * Σ (aᵢ − bᵢ) · ln(aᵢ / bᵢ) over shares aᵢ, bᵢ: Jeffreys' divergence (1946), as scorecards are watched by it
 * (Siddiqi, Credit Risk Scorecards, 2006). 0 for equal shares, never negative, the same with the sides changed.
 * A bin empty on one side counts there as half a member, since the logarithm has no value at zero; one empty on
 * both is left out.
 * @param before, after counts by bin, of the same length
 * @returns null when a side has nobody
 * @throws RangeError when the lengths differ
 */
export function populationStability(
  before: readonly number[],
  after: readonly number[],
): number | null {
  if (before.length !== after.length) throw new RangeError('bins of two sides differ')
  const [n, m] = [sum(before), sum(after)]
  if (n === 0 || m === 0) return null
  return before.reduce((total, b, index) => {
    const a = after[index] ?? 0
    if (a === 0 && b === 0) return total
    const [p, q] = [(b || 0.5) / n, (a || 0.5) / m]
    return total + (q - p) * Math.log(q / p)
  }, 0)
}

/** Below 0.10, up to 0.25, from there on: the customary reading, not a law. */
export const stabilityReadings = ['stable', 'some_shift', 'large_shift'] as const
export type StabilityReading = (typeof stabilityReadings)[number]

export function readStability(index: number): StabilityReading {
  if (index < 0.1) return 'stable'
  return index < 0.25 ? 'some_shift' : 'large_shift'
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0)
}
