// Where the grades of a new card begin: by shares of the people it was drawn from, for a risk team to move.
import type { Scorecard } from '../scoring/scorecard.ts'

/** Of the people, from the best score down; E is the rest. */
export const gradeShares = { A: 0.2, B: 0.25, C: 0.25, D: 0.2 } as const

/**
 * Lowest score of each grade. Scores that hardly differ give grades a point apart, so that they always descend.
 * `scores` of the development rows, not empty.
 */
export function gradesByShare(scores: Int32Array): Scorecard['grades'] {
  const rising = Int32Array.from(scores).sort()
  const { A, B, C, D } = gradeShares
  const lowestOf = (share: number) => rising[Math.floor((1 - share) * rising.length)] ?? 0
  const d = Math.max(1, lowestOf(A + B + C + D))
  const c = Math.max(d + 1, lowestOf(A + B + C))
  const b = Math.max(c + 1, lowestOf(A + B))
  return { A: Math.max(b + 1, lowestOf(A)), B: b, C: c, D: d, E: 0 }
}
