// Groups too small to be shown: fewer than ten people could be known by those who read about them. A group that could
// be had by taking the shown ones from a known total is hidden too.

/** Fewer people than this are not shown. */
export const FEWEST_SHOWN = 10

/** null: hidden. */
export type Count = number | null

/** Groups that make up a total the reader knows. Zero is shown: nobody is nobody. */
export function hideSmall(counts: readonly number[]): Count[] {
  const shown: Count[] = counts.map((count) => (isSmall(count) ? null : count))
  while (isRevealing(counts, shown)) {
    const next = smallestShown(shown)
    if (next === null) break
    shown[next] = null
  }
  return shown
}

/** A count of people by what is no group of them, as a grade: one to nine are not told apart. */
export function hideFew(count: number): Count {
  return isSmall(count) ? null : count
}

export function isSmall(count: number): boolean {
  return count > 0 && count < FEWEST_SHOWN
}

/** One hidden cell alone, or hidden cells that hold fewer than ten together, are told by the total. */
function isRevealing(counts: readonly number[], shown: readonly Count[]): boolean {
  const hidden = counts.filter((_, index) => shown[index] === null)
  if (hidden.length === 0) return false
  return hidden.length === 1 || isSmall(hidden.reduce((sum, count) => sum + count, 0))
}

function smallestShown(shown: readonly Count[]): number | null {
  let best: number | null = null
  for (const [index, count] of shown.entries()) {
    if (count === null || count === 0) continue
    if (best === null || count < (shown[best] ?? 0)) best = index
  }
  return best
}
