// The simulator keeps its word, and a few simulated households keep the analysis from slipping. The whole
// measure is `npm run bench:quality`.
import { describe, expect, test } from 'vitest'
import { statementSchema } from '../../src/core/statement/statement.ts'
import { measureHousehold } from '../bench/quality/measure-household.ts'
import * as totals from '../bench/quality/totals.ts'
import { rulebook } from '../support/assessed.ts'
import { type Household, household } from '../support/households.ts'

const seeds = Array.from({ length: 24 }, (_, index) => index + 1)
const households = seeds.map((seed) => household(seed))
const linesOf = ({ statement }: Household) =>
  statement.accounts.flatMap(({ transactions }) => transactions ?? [])

describe('the household simulator', () => {
  test('the same seed is the same household, another seed another', () => {
    expect(household(7)).toEqual(households[6])
    expect(household(8)).not.toEqual(households[6])
  })

  test.each(households)('seed $seed: a statement as banks send it, within its window', (one) => {
    expect(() => statementSchema.parse(one.statement)).not.toThrow()
    const days = linesOf(one).map(
      ({ bookingDate, transactionDate }) => bookingDate ?? transactionDate,
    )
    const from = Date.parse(one.truth.asOf) - 89 * 86_400_000
    expect(days.every((day) => day && day <= one.truth.asOf && Date.parse(day) >= from)).toBe(true)
  })

  test.each(households)(
    'seed $seed: the truth is about its own lines, each with a category',
    (one) => {
      const ids = linesOf(one).map(({ resourceId }) => resourceId ?? '')
      const { streams, contracts, incidents, categories } = one.truth
      const named = [
        ...streams.flatMap(({ members, optional }) => [...members, ...optional]),
        ...contracts.flatMap(({ members }) => members),
        ...incidents.flatMap(({ line, fees }) => [line, ...fees]),
      ]
      expect(new Set(ids).size).toBe(ids.length)
      expect(named.filter((id) => !ids.includes(id))).toEqual([])
      expect(Object.keys(categories).sort()).toEqual([...ids].sort())
      const { taxonomy } = rulebook.ruleset
      expect(
        Object.values(categories)
          .flat()
          .filter((name) => !taxonomy.has(name)),
      ).toEqual([])
    },
  )

  test('one in three is read on a day that sees only two pays of the main income', () => {
    const few = households.filter(({ truth }) => truth.twoPays)
    expect(few).toHaveLength(households.length / 3)
    const payments = few.map(({ truth }) => {
      const main = truth.streams.find(({ direction }) => direction === 'in')
      const of = new Set(main?.members.map((id) => truth.categories[id]?.[0]))
      return { regular: main?.members.length ?? 0, advanced: main?.type === 'advance_balance', of }
    })
    for (const { regular, advanced } of payments)
      expect(regular).toBeLessThanOrEqual(advanced ? 5 : 2)
  })
})

test('a floor for the analysis on simulated households', () => {
  const measured = households.map(measureHousehold)
  const figures = totals.streamFigures(measured.map(({ streams }) => streams))
  expect(figures.precision).toBeGreaterThan(0.93)
  expect(figures.recall).toBeGreaterThan(0.88)
  expect(totals.shareOf(measured, ({ income }) => income.right)).toBeGreaterThan(0.9)
  expect(totals.shareOf(measured, ({ contracts }) => contracts.countRight)).toBeGreaterThan(0.85)
  expect(totals.categoryAccuracy(measured)).toBeGreaterThan(0.9)
})
