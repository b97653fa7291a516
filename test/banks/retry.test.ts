// How long a failed read waits, for any answer and any chance.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { defaultRetry, waitAfter } from '../../src/banks/retry.ts'

const failed = fc.record({
  status: fc.option(fc.constantFrom(200, 401, 403, 404, 408, 429, 500, 501, 502, 503, 504)),
  retryAfterSeconds: fc.option(fc.nat({ max: 999_999_999 })),
  comeAgain: fc.constant(null),
})
const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
const tried = fc.integer({ min: 1, max: 50 })

describe('the wait before the next try', () => {
  it('is never shorter than the bank asked for, never much longer than our longest', () => {
    const { mostMs, firstMs, tries } = defaultRetry
    let waits = 0
    fc.assert(
      fc.property(failed, chance, tried, (answer, random, after) => {
        const ms = waitAfter(after, answer, defaultRetry, () => random)
        if (ms === null) return
        waits += 1
        expect(after).toBeLessThan(tries)
        expect(ms).toBeGreaterThanOrEqual((answer.retryAfterSeconds ?? 0) * 1000)
        expect(ms).toBeGreaterThanOrEqual(firstMs / 2)
        expect(ms).toBeLessThan(mostMs + firstMs * 2 ** (tries - 2))
      }),
      { numRuns: 5_000 },
    )
    expect(waits).toBeGreaterThan(20)
  })

  it.each([200, 401, 403, 404, 408, 501])('there is none after %i', (status) => {
    const answer = { status, retryAfterSeconds: 1, comeAgain: null }
    expect(waitAfter(1, answer, defaultRetry, () => 0)).toBeNull()
  })

  it('is as the bank has it when it says how it wants to be asked', () => {
    const answer = { status: 500, retryAfterSeconds: null, comeAgain: { everyMs: 3000, tries: 10 } }
    const waits = [1, 3, 9, 10].map((after) => waitAfter(after, answer, defaultRetry, () => 0.9))
    expect(waits).toEqual([3000, 3000, 3000, null])
  })
})
