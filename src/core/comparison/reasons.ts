// Why a number of people moved: which characteristics' points and which rules' lines, added up over them.
import type { PopulationComparison } from './population.ts'
import { NO_RULE, type ScoredPair } from './scored.ts'
import { FEWEST_SHOWN } from './small-groups.ts'

type CharacteristicMove = { people: number; total: number }
type RuleMove = { people: number; gained: number; lost: number }

export type Reasons = {
  people: number
  /** Of whom the lines of a side were not there. */
  withoutLines: number
  /** Whose score is the same: what moved is the limits of the grades. */
  sameScore: number
  readonly move: { people: number; sum: number }
  readonly characteristics: Map<string, CharacteristicMove>
  readonly rules: Map<string, RuleMove>
}

export function noReasons(): Reasons {
  return {
    ...{ people: 0, withoutLines: 0, sameScore: 0, move: { people: 0, sum: 0 } },
    ...{ characteristics: new Map(), rules: new Map() },
  }
}

export function addReasons(to: Reasons, pair: ScoredPair): void {
  to.people++
  const { before, after } = pair
  if (before.value !== null && after.value !== null) {
    to.move.people++
    to.move.sum += after.value - before.value
    if (before.value === after.value) to.sameScore++
  }
  for (const id of new Set([...Object.keys(before.points), ...Object.keys(after.points)])) {
    const moved = (after.points[id]?.[1] ?? 0) - (before.points[id]?.[1] ?? 0)
    if (moved === 0) continue
    const one = to.characteristics.get(id) ?? { people: 0, total: 0 }
    to.characteristics.set(id, { people: one.people + 1, total: one.total + moved })
  }
  if (before.rules === null || after.rules === null) {
    // where nothing moved, there is nothing that lines would explain
    if (before.value !== after.value || before.grade !== after.grade) to.withoutLines++
    return
  }
  for (const rule of new Set([...Object.keys(before.rules), ...Object.keys(after.rules)])) {
    const moved = (after.rules[rule] ?? 0) - (before.rules[rule] ?? 0)
    if (moved === 0) continue
    const one = to.rules.get(rule) ?? { people: 0, gained: 0, lost: 0 }
    one.people++
    if (moved > 0) one.gained += moved
    else one.lost -= moved
    to.rules.set(rule, one)
  }
}

/** Mean move of the score, to one decimal. */
export function meanMove({ move }: Reasons): number | null {
  return move.people === 0 ? null : Math.round((move.sum / move.people) * 10) / 10
}

/** Those that moved too few people to be shown are left out; the greatest sum of points first. */
export function characteristicMoves({ characteristics }: Reasons) {
  return [...characteristics]
    .filter(([, { people }]) => people >= FEWEST_SHOWN)
    .sort(([a, x], [b, y]) => Math.abs(y.total) - Math.abs(x.total) || (a < b ? -1 : 1))
    .map(([characteristic, { people, total }]) => ({
      characteristic,
      people,
      points: Math.round((total / people) * 10) / 10,
    }))
}

/** The most people first; lines no rule decides last, as they only mirror the others. */
export function ruleMoves({ rules, withoutLines }: Reasons): PopulationComparison['rules'] {
  if (withoutLines > 0 && rules.size === 0) return null
  return [...rules]
    .filter(([, one]) => one.people >= FEWEST_SHOWN)
    .sort(
      ([a, x], [b, y]) =>
        Number(a === NO_RULE) - Number(b === NO_RULE) || y.people - x.people || (a < b ? -1 : 1),
    )
    .map(([rule, one]) => ({ rule, ...one }))
}
