// The same figures for each group of people apart, so that a change that falls on one of them is seen.
import { grades } from '../scoring/score.ts'
import { populationStability, readStability } from '../values/psi.ts'
import type { GroupFigures, PopulationComparison, StabilityIndex, Standing } from './population.ts'
import { standings } from './population.ts'
import type { Scored, ScoredPair } from './scored.ts'
import { hideFew, hideSmall, isSmall } from './small-groups.ts'

type GroupSums = {
  people: number
  readonly before: { people: number; sum: number }
  readonly after: { people: number; sum: number }
  readonly move: { people: number; sum: number }
  up: number
  down: number
  readonly gradesBefore: number[]
  readonly gradesAfter: number[]
}

export type Groups = Map<string, GroupSums>

/** Names beyond this many go together: what is counted must not grow with what a bank may call itself. */
const MOST_GROUPS = 1_000

export function addToGroup(groups: Groups, name: string, pair: ScoredPair): void {
  const key = groups.has(name) || groups.size < MOST_GROUPS ? name : ''
  const sums = groups.get(key) ?? noSums()
  groups.set(key, sums)
  const { before, after } = pair
  sums.people++
  addValue(sums.before, before.value)
  addValue(sums.after, after.value)
  if (before.value !== null && after.value !== null) {
    addValue(sums.move, after.value - before.value)
  }
  const [from, to] = [standingIndex(before), standingIndex(after)]
  sums.gradesBefore[from] = (sums.gradesBefore[from] ?? 0) + 1
  sums.gradesAfter[to] = (sums.gradesAfter[to] ?? 0) + 1
  if (before.grade === null || after.grade === null || from === to) return
  if (to < from) sums.up++
  else sums.down++
}

/** The greatest first; those too small, and as many more as their sum would betray, are one group without a name. */
export function groupFigures(groups: Groups): PopulationComparison['groups']['bank'] {
  const list = [...groups].sort(([a, x], [b, y]) => y.people - x.people || (a < b ? -1 : 1))
  const counts = hideSmall(list.map(([, { people }]) => people))
  const shown = list.filter((_, index) => counts[index] !== null)
  const hidden = list.filter((_, index) => counts[index] === null).map(([, sums]) => sums)
  const pool = hidden.reduce(together, noSums())
  const others = pool.people === 0 || isSmall(pool.people) ? [] : [figuresOf(null, pool)]
  return {
    shown: [...shown.map(([name, sums]) => figuresOf(name, sums)), ...others],
    hidden: hidden.length,
  }
}

export function standingIndex({ grade }: Pick<Scored, 'grade'>): number {
  return grade === null ? grades.length : grades.indexOf(grade)
}

export function standingAt(index: number): Standing {
  return standings[index] ?? 'none'
}

export function stabilityOf(before: readonly number[], after: readonly number[]): StabilityIndex {
  const index = populationStability(before, after)
  if (index === null) return { value: null, reading: null }
  return { value: Math.round(index * 10_000) / 10_000, reading: readStability(index) }
}

function noSums(): GroupSums {
  const none = () => ({ people: 0, sum: 0 })
  const zeros = () => standings.map(() => 0)
  return {
    ...{ people: 0, up: 0, down: 0, before: none(), after: none(), move: none() },
    ...{ gradesBefore: zeros(), gradesAfter: zeros() },
  }
}

function addValue(to: { people: number; sum: number }, value: number | null): void {
  if (value === null) return
  to.people++
  to.sum += value
}

function together(a: GroupSums, b: GroupSums): GroupSums {
  const sums = (x: { people: number; sum: number }, y: { people: number; sum: number }) => ({
    people: x.people + y.people,
    sum: x.sum + y.sum,
  })
  const counts = (x: number[], y: number[]) => x.map((count, index) => count + (y[index] ?? 0))
  return {
    people: a.people + b.people,
    before: sums(a.before, b.before),
    after: sums(a.after, b.after),
    move: sums(a.move, b.move),
    up: a.up + b.up,
    down: a.down + b.down,
    gradesBefore: counts(a.gradesBefore, b.gradesBefore),
    gradesAfter: counts(a.gradesAfter, b.gradesAfter),
  }
}

function figuresOf(group: string | null, sums: GroupSums): GroupFigures {
  const mean = ({ people, sum }: { people: number; sum: number }) =>
    people === 0 || isSmall(people) ? null : Math.round((sum / people) * 10) / 10
  return {
    ...{ group, people: sums.people },
    meanBefore: mean(sums.before),
    meanAfter: mean(sums.after),
    meanMove: mean(sums.move),
    ...{ up: hideFew(sums.up), down: hideFew(sums.down) },
    grades: stabilityOf(sums.gradesBefore, sums.gradesAfter),
  }
}
