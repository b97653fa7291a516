// Many people under two rulebooks: counted by hand on a small town, and by laws on any.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { tallyPopulation } from '../../../src/core/comparison/compare-populations.ts'
import type { PopulationComparison } from '../../../src/core/comparison/population.ts'
import type { Scored, ScoredPair } from '../../../src/core/comparison/scored.ts'
import { grades } from '../../../src/core/scoring/score.ts'

const lowest = { A: 870, B: 725, C: 590, D: 420, E: 0 }
const gradeOf = (value: number | null) =>
  value === null ? null : (grades.find((grade) => value >= lowest[grade]) ?? 'E')

function scored(value: number | null, more: Partial<Scored> = {}): Scored {
  return {
    rulebook: { version: 'v1', hash: 'h1' },
    ...{ value, grade: gradeOf(value), points: {}, rules: {} },
    groups: { income: 'income.salary', accounts: 'current', bank: 'bank-a' },
    ...more,
  }
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index))

function compare(pairs: readonly ScoredPair[], cutoff?: number): PopulationComparison {
  const all = tallyPopulation(cutoff === undefined ? {} : { cutoff })
  for (const pair of pairs) all.add(pair)
  return all.compare()
}

const after = { rulebook: { version: 'v2', hash: 'h2' } }
/** 60 stay at C, 25 fall from C to D by rent, 15 rise from D to C by gambling. */
const town: ScoredPair[] = [
  ...times(60, () => ({ before: scored(600), after: scored(600, after) })),
  ...times(25, () => ({
    before: scored(600, { points: { rent: ['low', 40], pay: ['good', 10] }, rules: { a: 3 } }),
    after: scored(580, {
      ...after,
      points: { rent: ['high', 20], pay: ['good', 10] },
      rules: { b: 3 },
    }),
  })),
  ...times(15, (n) => ({
    before: scored(500, {
      points: { gambling: ['some', 0] },
      groups: { income: 'income.pension', accounts: 'current', bank: n < 4 ? 'bank-b' : 'bank-a' },
    }),
    after: scored(620, { ...after, points: { gambling: ['none', 120] } }),
  })),
]

describe('a population under two rulebooks', () => {
  const told = compare(town, 590)

  it('tells who would cross a line of approval, both ways', () => {
    expect(told.people).toBe(100)
    expect(told.swaps).toEqual([
      { atLeast: 590, in: 15, out: 25, stay: 60 },
      { atLeast: 'A', in: 0, out: 0, stay: 100 },
      { atLeast: 'B', in: 0, out: 0, stay: 100 },
      { atLeast: 'C', in: 15, out: 25, stay: 60 },
      { atLeast: 'D', in: 0, out: 0, stay: 100 },
    ])
  })

  it('tells who crosses a band and why: which characteristics, which rules', () => {
    expect(told.crossings).toEqual([
      {
        ...{ from: 'C', to: 'D', people: 25, sameScore: 0, meanMove: -20 },
        characteristics: [{ characteristic: 'rent', people: 25, points: -20 }],
        rules: [
          { rule: 'a', people: 25, gained: 0, lost: 75 },
          { rule: 'b', people: 25, gained: 75, lost: 0 },
        ],
      },
      {
        ...{ from: 'D', to: 'C', people: 15, sameScore: 0, meanMove: 120 },
        characteristics: [{ characteristic: 'gambling', people: 15, points: 120 }],
        rules: [],
      },
    ])
    expect(told.characteristics.map(({ characteristic }) => characteristic)).toEqual([
      'gambling',
      'rent',
    ])
  })

  it('counts grades and scores, with the index over the tenths before', () => {
    expect(told.grades.before.map(({ people }) => people)).toEqual([0, 0, 85, 15, 0, 0])
    expect(told.grades.after.map(({ people }) => people)).toEqual([0, 0, 75, 25, 0, 0])
    expect([told.grades.up, told.grades.down]).toEqual([15, 25])
    // (0.75−0.85)·ln(0.75/0.85) + (0.25−0.15)·ln(0.25/0.15) = 0.0125163 + 0.0510826
    expect(told.grades.psi).toEqual({ value: 0.0636, reading: 'stable' })
    expect(told.score.psi.bins.map(({ from, to }) => [from, to])).toEqual([
      [0, 500],
      [500, 600],
      [600, 1001],
    ])
    expect(told.score.before).toMatchObject({ scored: 100, notScored: 0, mean: 585, median: 600 })
    expect(told.score.moves).toMatchObject({ up: 15, same: 60, down: 25, mean: 13 })
  })

  it('looks at each group of people apart, the small ones as one', () => {
    expect(told.groups.income.shown.map(({ group, people }) => [group, people])).toEqual([
      ['income.salary', 85],
      ['income.pension', 15],
    ])
    expect(told.groups.income.shown[1]).toMatchObject({ meanMove: 120, up: 15, down: 0 })
    // bank-b has four: alone it would be had from the total, so that there is no bank to show
    expect(told.groups.bank).toMatchObject({ hidden: 2, shown: [{ group: null, people: 100 }] })
  })

  it('says when the limits of the grades moved, not the score', () => {
    const moved = times(12, () => ({
      before: scored(600),
      after: { ...scored(600, after), grade: 'D' as const },
    }))
    expect(compare(moved).crossings[0]).toMatchObject({ sameScore: 12, meanMove: 0 })
  })

  it('never shows fewer than ten', () => {
    const few = compare([...town, { before: scored(900), after: scored(600, after) }])
    expect(few.crossings.map(({ from, people }) => [from, people])).toEqual([
      ['C', 25],
      ['D', 15],
      ['A', null],
    ])
    expect(few.crossings[2]).toMatchObject({ characteristics: [], rules: null })
    expect(few.grades.before.map(({ people }) => people)).toEqual([null, 0, 85, 15, 0, 0])
    expect(few.swaps[0]).toEqual({ atLeast: 'A', in: 0, out: null, stay: 100 })
  })

  it('says that rules are not known where the lines of a side are gone', () => {
    const gone = times(12, () => ({ before: scored(600, { rules: null }), after: scored(500) }))
    expect(compare(gone).rules).toBe(null)
    expect(compare(gone).crossings[0]?.rules).toBe(null)
  })
})

const someone: fc.Arbitrary<Scored> = fc
  .record({
    value: fc.option(fc.integer({ min: 0, max: 1000 })),
    income: fc.constantFrom('salary', 'pension', 'benefit'),
    bank: fc.constantFrom('a', 'b', 'c', 'd'),
    rent: fc.constantFrom<[string, number]>(['low', 40], ['high', 10]),
  })
  .map(({ value, income, bank, rent }) =>
    scored(value, { points: { rent }, groups: { income, accounts: 'current', bank } }),
  )
const people = fc.array(fc.record({ before: someone, after: someone }), { maxLength: 80 })

describe('any population', () => {
  it('does not move under one and the same rulebook', () => {
    fc.assert(
      fc.property(fc.array(someone, { maxLength: 60 }), (all) => {
        const same = compare(
          all.map((one) => ({ before: one, after: one })),
          500,
        )
        expect(same.score.psi.value ?? 0).toBe(0)
        expect(same.grades.psi.value ?? 0).toBe(0)
        expect([same.crossings, same.characteristics, same.rules ?? []]).toEqual([[], [], []])
        expect(same.swaps.every((one) => one.in === 0 && one.out === 0)).toBe(true)
        expect(same.score.before).toEqual(same.score.after)
      }),
    )
  })

  it('is the mirror of itself with the rulebooks changed', () => {
    fc.assert(
      fc.property(people, (pairs) => {
        const there = compare(pairs, 500)
        const back = compare(
          pairs.map(({ before, after }) => ({ before: after, after: before })),
          500,
        )
        expect(back.grades.psi).toEqual(there.grades.psi)
        expect(back.grades.before).toEqual(there.grades.after)
        expect(back.swaps.map((one) => ({ ...one, in: one.out, out: one.in }))).toEqual(there.swaps)
        expect(back.score.histogram.map(({ after }) => after)).toEqual(
          there.score.histogram.map(({ before }) => before),
        )
      }),
    )
  })

  it('is the same in whatever order its people come', () => {
    fc.assert(
      fc.property(people, (pairs) => {
        expect(compare([...pairs].reverse(), 500)).toEqual(compare(pairs, 500))
      }),
    )
  })
})
