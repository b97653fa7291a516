// The stability index, against sums done by hand and against its laws.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { populationStability, readStability } from '../../../src/core/values/psi.ts'

describe('the population stability index', () => {
  it.each([
    // (0.4−0.5)·ln(0.4/0.5) + (0.4−0.3)·ln(0.4/0.3) + 0 = 0.1·0.2231435513 + 0.1·0.2876820724
    { before: [50, 30, 20], after: [40, 40, 20], index: 0.0510825624 },
    // 0.25·ln(1.5) − 0.25·ln(0.5) = 0.25·ln 3
    { before: [1, 1], after: [3, 1], index: 0.2746530722 },
    // the empty bin counts as half of one in ten: −0.1·ln(0.9) + (0.1−0.05)·ln 2
    { before: [10, 0], after: [9, 1], index: 0.0451934106 },
    // sizes do not matter, shares do; a bin empty on both sides is none
    { before: [500, 300, 0, 200], after: [4, 4, 0, 2], index: 0.0510825624 },
  ])('of $before and $after is $index', ({ before, after, index }) => {
    expect(populationStability(before, after)).toBeCloseTo(index, 10)
  })

  it('is not known when a side has nobody, and refuses bins that do not match', () => {
    expect(populationStability([0, 0], [1, 2])).toBe(null)
    expect(populationStability([1], [0])).toBe(null)
    expect(() => populationStability([1], [1, 2])).toThrow(RangeError)
  })

  const sides = fc
    .array(fc.tuple(fc.nat(10_000), fc.nat(10_000)), { minLength: 1, maxLength: 20 })
    .map((bins) => [bins.map(([a]) => a), bins.map(([, b]) => b)] as const)

  it('is 0 for one and the same, never negative, and the same both ways', () => {
    fc.assert(
      fc.property(sides, ([before, after]) => {
        const same = populationStability(before, before)
        expect(same === null || same === 0).toBe(true)
        const there = populationStability(before, after)
        const back = populationStability(after, before)
        expect(there === null).toBe(back === null)
        if (there === null || back === null) return
        expect(there).toBeGreaterThanOrEqual(0)
        expect(there).toBeCloseTo(back, 10)
      }),
    )
  })

  it('is read by the customary edges', () => {
    expect([0, 0.0999, 0.1, 0.2499, 0.25, 3].map(readStability)).toEqual([
      ...['stable', 'stable', 'some_shift', 'some_shift'],
      ...['large_shift', 'large_shift'],
    ])
  })
})
