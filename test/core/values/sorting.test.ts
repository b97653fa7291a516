// Sorting in place gives what the engine's sort gives, equal ones in their order, whatever the list.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ascendingNumbers, sortInPlace } from '../../../src/core/values/sorting.ts'

type Ranked = { readonly rank: number; readonly at: number }
const byRank = (a: Ranked, b: Ranked) => a.rank - b.rank
const anyRanked = fc
  .array(fc.integer({ min: 0, max: 9 }), { maxLength: 80 })
  .map((ranks) => ranks.map((rank, at): Ranked => ({ rank, at })))

describe('sortInPlace', () => {
  it('sorts as the engine does, and is stable', () => {
    fc.assert(
      fc.property(anyRanked, (list) => {
        expect(sortInPlace([...list], byRank)).toEqual(list.toSorted(byRank))
      }),
    )
  })

  it('gives the same list back', () => {
    const list = [3, 1, 2]
    expect(sortInPlace(list, ascendingNumbers)).toBe(list)
    expect(list).toEqual([1, 2, 3])
  })

  it('takes no square of time over a long list in the wrong order', () => {
    let compared = 0
    const list = Array.from({ length: 5_000 }, (_, at) => 5_000 - at)
    sortInPlace(list, (a, b) => {
      compared++
      return a - b
    })
    expect(list[0]).toBe(1)
    expect(compared).toBeLessThan(5_000 * 40)
  })
})
