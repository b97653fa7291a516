// What must not matter: the order of lines, the size of money, the kind of a benefit.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { findStreams } from '../../../src/core/streams/find-streams.ts'
import { measuredValue } from '../../../src/core/values/observed.ts'
import { account, lines, monthlyDates, prepared } from '../../support/lines.ts'
import { ASOF, pay, streamSettings, streams } from '../../support/streams.ts'

describe('laws', () => {
  const sketches = [
    ...pay(monthlyDates(ASOF, 28), 200_000),
    ...pay(monthlyDates(ASOF, 5), 31_000, {
      category: 'income.family_benefit',
      counterpartyName: 'CAF',
    }),
    ...pay(monthlyDates(ASOF, 6), -72_000, {
      category: 'housing.rent',
      counterpartyName: 'LANDLORD',
    }),
    ...pay(monthlyDates(ASOF, 10), -5_012, {
      category: 'loan.consumer',
      counterpartyName: 'LENDER',
    }),
    ...pay(monthlyDates(ASOF, 10), -9_999, {
      category: 'loan.consumer',
      counterpartyName: 'LENDER',
    }),
  ].map((sketch, index) => ({ ...sketch, id: `t${index}` }))

  it('the order of the lines changes nothing', () => {
    const { lines: _, ...expected } = streams(sketches)
    fc.assert(
      fc.property(fc.shuffledSubarray(sketches, { minLength: sketches.length }), (shuffled) => {
        const { lines: __, ...found } = streams(shuffled)
        expect(found).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('lines that do not count change nothing, wherever they stand', () => {
    const { lines: _, ...expected } = streams(sketches)
    const twin = fc.constantFrom(...sketches).map((sketch) => ({
      ...sketch,
      id: `${sketch.id}-again`,
      excluded: 'duplicate' as const,
    }))
    fc.assert(
      fc.property(fc.uniqueArray(twin, { selector: ({ id }) => id, maxLength: 12 }), (twins) => {
        const { lines: __, ...found } = streams([...twins, ...sketches])
        expect(found).toEqual(expected)
      }),
      { numRuns: 30 },
    )
  })

  it('a payee whose lines are on another account of the household changes no total', () => {
    const totals = (accountsOf: readonly string[]) => {
      const list = lines(
        sketches.map((sketch) => {
          const party = parties.indexOf(sketch.counterpartyName ?? '')
          return { ...sketch, accountId: accountsOf[party] ?? 'a0' }
        }),
      )
      const accounts = ['a0', 'a1', 'a2'].map((id) => account({ id }))
      const { income, charges, credit } = findStreams(
        prepared(ASOF, list, accounts),
        list,
        streamSettings,
      )
      const { observed, retained, low, high } = income.monthlyNet
      const { monthly, housingCost, essentialMonthly } = charges
      const { monthlyRepayment, distinctLenders } = credit
      return {
        income: [observed, retained, low, high],
        charges: [monthly, housingCost, essentialMonthly],
        credit: [monthlyRepayment, distinctLenders, credit.contracts.length],
      }
    }
    const parties = [...new Set(sketches.map(({ counterpartyName }) => counterpartyName ?? ''))]
    const expected = totals([])
    const anywhere = fc.array(fc.constantFrom('a0', 'a1', 'a2'), {
      minLength: parties.length,
      maxLength: parties.length,
    })
    fc.assert(
      fc.property(anywhere, (accountsOf) => {
        expect(totals(accountsOf)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  })

  it('all amounts twenty times larger make all figures twenty times larger', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 40 }), (times) => {
        const larger = sketches.map((sketch) => ({ ...sketch, amount: sketch.amount * times }))
        const one = streams(sketches)
        const many = streams(larger)
        const figures = (all: typeof one) => [
          measuredValue(all.income.monthlyNet.observed)?.amount,
          measuredValue(all.charges.monthly)?.amount,
          measuredValue(all.credit.monthlyRepayment)?.amount,
        ]
        expect(figures(many)).toEqual(figures(one).map((figure) => (figure ?? 0) * times))
      }),
    )
  })

  it('a line of one kind of benefit read as another changes no figure', () => {
    const relabelled = sketches.map((sketch, index) =>
      index === 3 ? { ...sketch, category: 'income.disability' } : sketch,
    )
    expect(streams(relabelled).income.monthlyNet).toEqual(streams(sketches).income.monthlyNet)
  })
})
