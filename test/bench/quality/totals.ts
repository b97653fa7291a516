// Figures over many households: precision and recall of streams, shares of households that are right.
import type { StreamMatch } from './matching.ts'
import type { MeasuredHousehold } from './measure-household.ts'

export type Prf = { precision: number; recall: number; f1: number }

export function streamFigures(matches: readonly StreamMatch[]): Prf {
  const count = (of: (match: StreamMatch) => number) =>
    matches.reduce((sum, match) => sum + of(match), 0)
  const right = count((match) => match.right.length)
  const missed = count((match) => match.missed.length)
  const spurious = count((match) => match.spurious.length)
  return {
    precision: right / (right + spurious),
    recall: right / (right + missed),
    f1: (2 * right) / (2 * right + missed + spurious),
  }
}

/** Recall of each type of stream, most frequent first. */
export function recallByType(
  matches: readonly StreamMatch[],
): { type: string; streams: number; recall: number }[] {
  const counts = new Map<string, { right: number; all: number }>()
  const add = (type: string, right: number) => {
    const known = counts.get(type) ?? { right: 0, all: 0 }
    counts.set(type, { right: known.right + right, all: known.all + 1 })
  }
  for (const { right, missed } of matches) {
    for (const { truth } of right) add(truth.type, 1)
    for (const { type } of missed) add(type, 0)
  }
  return [...counts]
    .map(([type, { right, all }]) => ({ type, streams: all, recall: right / all }))
    .sort((a, b) => b.streams - a.streams || (a.type < b.type ? -1 : 1))
}

export const shareOf = (
  measured: readonly MeasuredHousehold[],
  isRight: (one: MeasuredHousehold) => boolean,
) => measured.filter(isRight).length / measured.length

export const incidentsExact = ({ incidents }: MeasuredHousehold) =>
  incidents.missed.length + incidents.spurious.length === 0

/** Accuracy of each category over its lines, most frequent first. */
export function accuracyByCategory(
  measured: readonly MeasuredHousehold[],
): { category: string; lines: number; accuracy: number }[] {
  const counts = new Map<string, { right: number; all: number }>()
  for (const { truth, found } of measured.flatMap(({ categories }) => categories)) {
    const known = counts.get(truth) ?? { right: 0, all: 0 }
    counts.set(truth, { right: known.right + (truth === found ? 1 : 0), all: known.all + 1 })
  }
  return [...counts]
    .map(([category, { right, all }]) => ({ category, lines: all, accuracy: right / all }))
    .sort((a, b) => b.lines - a.lines || (a.category < b.category ? -1 : 1))
}

export function categoryAccuracy(measured: readonly MeasuredHousehold[]): number {
  const lines = measured.flatMap(({ categories }) => categories)
  return lines.filter(({ truth, found }) => truth === found).length / lines.length
}
