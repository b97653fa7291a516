// What is hidden of few people, and that no subtraction brings it back.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hideFew, hideSmall, isSmall } from '../../../src/core/comparison/small-groups.ts'

const counts = fc.array(fc.oneof(fc.nat(15), fc.nat(500)), { minLength: 1, maxLength: 12 })
const sum = (list: readonly number[]) => list.reduce((total, one) => total + one, 0)

describe('small groups', () => {
  it.each([
    [
      [100, 50, 0],
      [100, 50, 0],
    ],
    [
      [100, 50, 9, 3],
      [100, 50, null, null],
    ],
    [
      [100, 50, 12, 3],
      [100, 50, null, null],
    ],
    [
      [100, 4, 3, 40],
      [100, null, null, null],
    ],
    [
      [9, 0],
      [null, 0],
    ],
  ])('of %j, %j is shown', (given, shown) => {
    expect(hideSmall(given)).toEqual(shown)
  })

  it('are never shown, and never had from the total and the rest', () => {
    fc.assert(
      fc.property(counts, (given) => {
        const shown = hideSmall(given)
        expect(shown.every((one) => one === null || !isSmall(one))).toBe(true)
        const hidden = given.filter((_, index) => shown[index] === null)
        const all = given.every((one, index) => one === 0 || shown[index] === null)
        if (hidden.length > 0 && !all) {
          expect(hidden.length).toBeGreaterThan(1)
          expect(sum(hidden)).toBeGreaterThanOrEqual(10)
        }
        // what is shown is true
        for (const [index, one] of shown.entries()) if (one !== null) expect(one).toBe(given[index])
      }),
    )
  })

  it('that are no groups, as a grade, only hide themselves', () => {
    expect([0, 1, 9, 10, 300].map(hideFew)).toEqual([0, null, null, 10, 300])
  })
})
