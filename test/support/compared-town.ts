// A hundred made-up people under two rulebooks, counted by hand: 60 stay at C, 25 fall to D by their rent and a rule,
// 15 rise from D to C.
import { tallyPopulation } from '../../src/core/comparison/compare-populations.ts'
import type { ComparisonReport } from '../../src/core/comparison/comparison-report.ts'
import type { Scored, ScoredPair } from '../../src/core/comparison/scored.ts'

const old = { version: 'fr-1', hash: 'a'.repeat(64) }
const now = { version: 'fr-2', hash: 'b'.repeat(64) }

function scored(value: number, grade: 'C' | 'D', more: Partial<Scored> = {}): Scored {
  const groups = { income: 'income.salary', accounts: 'current', bank: 'bank-a' }
  return { rulebook: old, value, grade, points: {}, rules: {}, groups, ...more }
}

const times = <T>(count: number, make: () => T): T[] => Array.from({ length: count }, make)

export const townPeople: readonly ScoredPair[] = [
  ...times(60, () => ({
    before: scored(600, 'C'),
    after: scored(600, 'C', { rulebook: now }),
  })),
  ...times(25, () => ({
    before: scored(600, 'C', { points: { rent: ['low', 40] }, rules: { 'leisure.games': 3 } }),
    after: scored(580, 'D', {
      ...{ rulebook: now, points: { rent: ['high', 20] }, rules: { 'gambling.casino': 3 } },
    }),
  })),
  ...times(15, () => {
    const groups = { income: 'income.pension', accounts: 'current+savings', bank: 'bank-b' }
    return {
      before: scored(500, 'D', { groups, points: { gambling: ['some', 0] } }),
      after: scored(620, 'C', { groups, rulebook: now, points: { gambling: ['none', 120] } }),
    }
  }),
]

export function comparedTown(): ComparisonReport {
  const all = tallyPopulation({ cutoff: 590 })
  for (const pair of townPeople) all.add(pair)
  return {
    source: { kind: 'rescoring', id: 'rsc_town' },
    ...{ before: old, after: now },
    changes: {
      rules: { added: ['gambling.casino'], removed: [], changed: ['leisure.games'] },
      files: ['scorecards/expert.yaml'],
    },
    leftOut: { failed: 0, withoutReport: 0 },
    comparison: all.compare(),
  }
}
