// The ledger: every line once under its account, its category and its role, and what moves private money.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Ledger, ledgerOf, seesPrivateLines } from '../../../src/core/ledger/ledger.ts'
import { aLine, anAccount, aPrepared } from '../../support/indicator-input.ts'

const accounts = [
  anAccount(),
  anAccount({ id: 'firm', usage: 'business' }),
  anAccount({ id: 'book', kind: 'savings' }),
]
const of = (lines: ReturnType<typeof aLine>[]): Ledger =>
  ledgerOf(aPrepared({ accounts, lines }), lines)

const anySketch = fc.record({
  daysAgo: fc.integer({ min: 0, max: 89 }),
  euros: fc.integer({ min: -500, max: 500 }),
  accountId: fc.constantFrom('a0', 'firm', 'book', 'unknown'),
  kind: fc.constantFrom(
    { category: 'living.groceries', role: 'living' as const },
    { category: 'income.salary', role: 'income' as const },
    { category: 'savings.deposit', role: 'saving' as const },
    { category: 'transfer.own_account', role: 'internal' as const },
  ),
  excluded: fc.constantFrom(null, null, null, 'duplicate' as const),
})
const anyLines = fc
  .array(anySketch, { maxLength: 40 })
  .map((sketches) =>
    sketches
      .sort((a, b) => b.daysAgo - a.daysAgo)
      .map(({ kind, ...sketch }, n) => aLine({ id: `l${n}`, ...sketch, ...kind })),
  )

describe('the ledger', () => {
  it('has every line under its account, and every line that counts under category and role', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const ledger = of(lines)
        const counting = lines.filter(({ excluded }) => excluded === null)
        for (const [id, own] of ledger.byAccount) {
          expect(own).toEqual(lines.filter(({ accountId }) => accountId === id))
        }
        for (const [category, { lines: own }] of ledger.byCategory) {
          expect(own).toEqual(counting.filter((line) => line.category === category))
        }
        for (const [role, { lines: own }] of ledger.byRole) {
          expect(own).toEqual(counting.filter((line) => line.role === role))
        }
      }),
    )
  })

  it('has as flows what moves private money, and sums that add up to them', () => {
    fc.assert(
      fc.property(anyLines, (lines) => {
        const ledger = of(lines)
        const expected = lines.filter(
          ({ excluded, accountId, role, amount }) =>
            excluded === null && accountId === 'a0' && amount !== 0 && /living|income/.test(role),
        )
        expect(ledger.flows.map(({ line }) => line)).toEqual(expected)
        const net = expected.reduce((sum, { amount }) => sum + amount, 0)
        for (const groups of [ledger.byCategory, ledger.byRole]) {
          const sums = [...groups.values()]
          expect(sums.reduce((sum, group) => sum + group.in - group.out, 0)).toBe(net)
          expect(sums.flatMap(({ ids }) => ids).sort()).toEqual(expected.map(({ id }) => id).sort())
          expect(sums.reduce((sum, { count }) => sum + count, 0)).toBe(expected.length)
        }
      }),
    )
  })

  it('counts the lines of each day on private accounts, own transfers among them', () => {
    const own = { category: 'transfer.own_account', role: 'internal' } as const
    const ledger = of([
      aLine({ id: 'a', daysAgo: 3, euros: -5, ...own }),
      aLine({ id: 'b', daysAgo: 3, euros: -5 }),
      aLine({ id: 'c', daysAgo: 0, euros: -5, accountId: 'firm' }),
    ])
    expect(ledger.privateLines[3]).toBe(2)
    expect(ledger.privateLines[0]).toBe(0)
    expect(seesPrivateLines(ledger)).toBe(true)
    expect(seesPrivateLines(of([]))).toBe(false)
  })
})
