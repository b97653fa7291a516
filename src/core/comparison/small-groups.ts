// Groups too small to be shown: fewer than ten people could be known by those who read about them. A group that could
// be had by taking the shown ones from a known total is hidden too.

/** Fewer people than this are not shown. */
export const FEWEST_SHOWN = 10

/** null: hidden. */
export type Count = number | null

/** Counts that make up a total the reader knows. Zero is shown: nobody is nobody. */
export function hideSmall(counts: readonly number[]): Count[] {
  const shown: Count[] = counts.map((count) => (isSmall(count) ? null : count))
  while (isRevealing(counts, shown)) {
    const next = smallestShown(shown)
    if (next === null) break
    shown[next] = null
  }
  return shown
}

/** The same for a table whose sums of rows and of columns the reader knows. */
export function hideSmallTable(rows: readonly (readonly number[])[]): Count[][] {
  const shown: Count[][] = rows.map((row) => row.map((count) => (isSmall(count) ? null : count)))
  const width = rows[0]?.length ?? 0
  for (let changed = true; changed; ) {
    changed = false
    for (let r = 0; r < rows.length; r++) {
      const cells = range(width).map((c) => [r, c] as const)
      changed = hideOneMore(shown, cells) || changed
    }
    for (let c = 0; c < width; c++) {
      const cells = range(rows.length).map((r) => [r, c] as const)
      changed = hideOneMore(shown, cells) || changed
    }
  }
  return shown
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

/** In a row or column with one hidden cell. @returns whether another was hidden. */
function hideOneMore(shown: Count[][], cells: readonly (readonly [number, number])[]): boolean {
  const counts = cells.map(([r, c]) => shown[r]?.[c] ?? null)
  if (counts.filter((count) => count === null).length !== 1) return false
  const next = smallestShown(counts)
  const [r, c] = (next === null ? undefined : cells[next]) ?? []
  const row = r === undefined ? undefined : shown[r]
  if (row === undefined || c === undefined) return false
  row[c] = null
  return true
}

function range(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}
