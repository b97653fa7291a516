// Many people under two rulebooks, one after the other: what is kept grows with the rulebook, never with the people.
import { type Grade, grades } from '../scoring/score.ts'
import {
  addToGroup,
  type Groups,
  groupFigures,
  stabilityOf,
  standingAt,
  standingIndex,
} from './groups.ts'
import { type PopulationComparison, standings } from './population.ts'
import {
  addReasons,
  characteristicMoves,
  meanMove,
  noReasons,
  type Reasons,
  ruleMoves,
} from './reasons.ts'
import type { Scored, ScoredPair } from './scored.ts'
import { hideFew } from './small-groups.ts'
import {
  countBetween,
  countIn,
  decileEdges,
  meanOf,
  percentileOf,
  type Tally,
  tally,
} from './tallies.ts'

export type PopulationTally = {
  add(pair: ScoredPair): void
  /** At any time: what was added so far. */
  compare(): PopulationComparison
}

const BEST = 1000
const BIN = 50
const groupKinds = ['income', 'accounts', 'bank'] as const

type Named = PopulationComparison['rulebooks']['before'][number]
type Side = { readonly scores: Tally; readonly rulebooks: Map<string, Named>; notScored: number }

type Sums = {
  people: number
  readonly before: Side
  readonly after: Side
  readonly moves: Tally
  /** By standing before, then after. */
  readonly crossings: Reasons[][]
  readonly everyone: Reasons
  readonly bins: Map<string, Map<string, [number, number]>>
  readonly cut: { in: number; out: number; stay: number }
  readonly groups: Readonly<Record<(typeof groupKinds)[number], Groups>>
}

/** `cutoff`: a score of the lender's own below which it does not approve. The order of adding does not matter. */
export function tallyPopulation(options: { readonly cutoff?: number } = {}): PopulationTally {
  const { cutoff } = options
  const sums = noSums()
  return {
    add: (pair) => addPair(sums, pair, cutoff ?? null),
    compare: () => ({
      people: sums.people,
      rulebooks: { before: rulebooksOf(sums.before), after: rulebooksOf(sums.after) },
      score: scoreFigures(sums),
      grades: gradeFigures(sums),
      swaps: [
        ...(cutoff === undefined ? [] : [swapOf(cutoff, sums.cut)]),
        ...grades.slice(0, -1).map((grade) => swapOf(grade, swapAt(sums, grade))),
      ],
      crossings: crossingsOf(sums),
      characteristics: characteristicMoves(sums.everyone).map((one) => {
        const bins = [...(sums.bins.get(one.characteristic)?.values() ?? [])]
        const psi = stabilityOf(
          bins.map(([b]) => b),
          bins.map(([, a]) => a),
        )
        return { ...one, psi }
      }),
      rules: ruleMoves(sums.everyone),
      groups: {
        income: groupFigures(sums.groups.income),
        accounts: groupFigures(sums.groups.accounts),
        bank: groupFigures(sums.groups.bank),
      },
    }),
  }
}

function noSums(): Sums {
  const side = (): Side => ({ scores: tally(0, BEST), rulebooks: new Map(), notScored: 0 })
  return {
    ...{ people: 0, before: side(), after: side(), moves: tally(-BEST, BEST) },
    crossings: standings.map(() => standings.map(noReasons)),
    ...{ everyone: noReasons(), bins: new Map(), cut: { in: 0, out: 0, stay: 0 } },
    groups: { income: new Map(), accounts: new Map(), bank: new Map() },
  }
}

function addPair(sums: Sums, pair: ScoredPair, cutoff: number | null): void {
  const { before, after } = pair
  sums.people++
  addSide(sums.before, before)
  addSide(sums.after, after)
  if (before.value !== null && after.value !== null) countIn(sums.moves, after.value - before.value)
  addReasons(sums.everyone, pair)
  const cell = sums.crossings[standingIndex(before)]?.[standingIndex(after)]
  if (cell) addReasons(cell, pair)
  addBins(sums.bins, before, 0)
  addBins(sums.bins, after, 1)
  if (cutoff !== null) {
    const [was, is] = [(before.value ?? -1) >= cutoff, (after.value ?? -1) >= cutoff]
    sums.cut[was === is ? 'stay' : is ? 'in' : 'out']++
  }
  // as they were seen before: under another rulebook an income may be read as another kind
  for (const kind of groupKinds) addToGroup(sums.groups[kind], before.groups[kind], pair)
}

function addSide(side: Side, { value, rulebook }: Scored): void {
  if (value === null) side.notScored++
  else countIn(side.scores, value)
  const named = side.rulebooks.get(rulebook.hash) ?? { ...rulebook, people: 0 }
  named.people++
  side.rulebooks.set(rulebook.hash, named)
}

function addBins(bins: Sums['bins'], { points }: Scored, side: 0 | 1): void {
  for (const [id, [bin]] of Object.entries(points)) {
    const ofOne = bins.get(id) ?? new Map<string, [number, number]>()
    const counts = ofOne.get(bin) ?? [0, 0]
    counts[side]++
    ofOne.set(bin, counts)
    bins.set(id, ofOne)
  }
}

function rulebooksOf({ rulebooks }: Side): Named[] {
  return [...rulebooks.values()].sort((a, b) => b.people - a.people || (a.hash < b.hash ? -1 : 1))
}

function scoreFigures(sums: Sums): PopulationComparison['score'] {
  const { before, after, moves } = sums
  const moved = (from: number, to: number) => hideFew(countBetween(moves, from, to))
  const edges = decileEdges(before.scores)
  const counted = (side: Side) => [...inBins(side.scores, edges), side.notScored]
  const places = { p5: 0.05, median: 0.5, p95: 0.95 }
  const at = (of: Tally) => ({
    mean: meanOf(of),
    p5: percentileOf(of, places.p5),
    median: percentileOf(of, places.median),
    p95: percentileOf(of, places.p95),
  })
  const side = (of: Side) => ({
    ...{ scored: hideFew(of.scores.people), notScored: hideFew(of.notScored) },
    ...at(of.scores),
  })
  return {
    before: side(before),
    after: side(after),
    histogram: binsOf(
      sums,
      Array.from({ length: BEST / BIN }, (_, index) => index * BIN),
    ),
    psi: { ...stabilityOf(counted(before), counted(after)), bins: binsOf(sums, edges) },
    moves: {
      ...{ up: moved(1, BEST + 1), same: moved(0, 1), down: moved(-BEST, 0) },
      ...at(moves),
    },
  }
}

function inBins(scores: Tally, edges: readonly number[]): number[] {
  return edges.map((from, index) => countBetween(scores, from, edges[index + 1] ?? BEST + 1))
}

function binsOf({ before, after }: Sums, edges: readonly number[]) {
  const was = inBins(before.scores, edges)
  const is = inBins(after.scores, edges)
  return edges.map((from, index) => ({
    ...{ from, to: edges[index + 1] ?? BEST + 1 },
    ...{ before: hideFew(was[index] ?? 0), after: hideFew(is[index] ?? 0) },
  }))
}

function gradeFigures({ crossings }: Sums): PopulationComparison['grades'] {
  const counts = crossings.map((row) => row.map(({ people }) => people))
  const rows = counts.map((row) => row.reduce((total, people) => total + people, 0))
  const columns = standings.map((_, c) => counts.reduce((total, row) => total + (row[c] ?? 0), 0))
  /** Those with a grade on both sides. */
  const graded = (isSo: (from: number, to: number) => boolean) =>
    counts
      .slice(0, grades.length)
      .flatMap((row, from) => row.slice(0, grades.length).filter((_, to) => isSo(from, to)))
      .reduce((total, people) => total + people, 0)
  const listed = (side: readonly number[]) =>
    side.map((people, index) => ({ grade: standingAt(index), people: hideFew(people) }))
  return {
    ...{ before: listed(rows), after: listed(columns), psi: stabilityOf(rows, columns) },
    up: hideFew(graded((from, to) => to < from)),
    down: hideFew(graded((from, to) => to > from)),
    moves: counts.map((row) => row.map(hideFew)),
  }
}

function swapAt(
  { crossings, people }: Sums,
  grade: Grade,
): { in: number; out: number; stay: number } {
  const last = grades.indexOf(grade)
  const swap = { in: 0, out: 0 }
  for (const [from, row] of crossings.entries()) {
    for (const [to, cell] of row.entries()) {
      if (from > last && to <= last) swap.in += cell.people
      if (from <= last && to > last) swap.out += cell.people
    }
  }
  return { ...swap, stay: people - swap.in - swap.out }
}

function swapOf(
  atLeast: Grade | number,
  swap: { in: number; out: number; stay: number },
): PopulationComparison['swaps'][number] {
  return { atLeast, in: hideFew(swap.in), out: hideFew(swap.out), stay: hideFew(swap.stay) }
}

function crossingsOf({ crossings }: Sums): PopulationComparison['crossings'] {
  return crossings
    .flatMap((row, from) =>
      row.flatMap((cell, to) =>
        from === to || cell.people === 0 ? [] : [{ from, to, cell, people: hideFew(cell.people) }],
      ),
    )
    .sort((a, b) => (b.people ?? 0) - (a.people ?? 0) || a.from - b.from || a.to - b.to)
    .map(({ from, to, cell, people }) => {
      const move = { from: standingAt(from), to: standingAt(to), people }
      if (people === null) {
        return { ...move, sameScore: null, meanMove: null, characteristics: [], rules: null }
      }
      return {
        ...{ ...move, sameScore: hideFew(cell.sameScore), meanMove: meanMove(cell) },
        ...{ characteristics: characteristicMoves(cell), rules: ruleMoves(cell) },
      }
    })
}
