// Money as banks write it, to the cent, and the one way halves are rounded.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  minorUnits,
  negate,
  parseAmount,
  scale,
  sum,
  ZERO,
} from '../../../src/core/values/money.ts'
import { medianAmount, round } from '../../../src/core/values/statistics.ts'

const cents = fc.integer({ min: -1e12, max: 1e12 })

describe('an amount as text', () => {
  test.each([
    ['1250.3', 125_030],
    ['-12.5', -1250],
    ['+7', 700],
    ['0.004', 0],
    ['0.005', 1],
    ['-0.005', -1],
    ['19.994', 1999],
    ['19.995', 2000],
    ['5.', 500],
  ])('%s is %d cents', (text, amount) => expect(parseAmount(text)).toBe(amount))

  test.each(['', 'abc', '1,50', '1e3', '--1', '.5', '99999999999999', '1.000000'])(
    '%j is none',
    (text) => expect(parseAmount(text)).toBeNull(),
  )

  test('comes back as it was written, for every number of cents', () => {
    fc.assert(
      fc.property(cents, (amount) => {
        const size = Math.abs(amount)
        const text = `${amount < 0 ? '-' : ''}${Math.floor(size / 100)}.${String(size % 100).padStart(2, '0')}`
        expect(parseAmount(text)).toBe(amount)
      }),
    )
  })
})

describe('rounding', () => {
  test.each([
    [0.5, 1],
    [-0.5, -1],
    [2.5, 3],
    [-2.5, -3],
    [-2.4, -2],
  ])('%d is rounded to %d: a half goes away from zero', (exact, rounded) =>
    expect(round(exact)).toBe(rounded),
  )

  test('treats what goes out as what comes in', () => {
    fc.assert(
      fc.property(cents, fc.integer({ min: 1, max: 365 }), (amount, parts) => {
        const one = minorUnits(amount)
        expect(scale(negate(one), 1, parts)).toBe(negate(scale(one, 1, parts)))
        const two = minorUnits(Math.trunc(amount / 2))
        expect(medianAmount([negate(one), negate(two)])).toBe(negate(medianAmount([one, two])))
      }),
    )
  })
})

test('a sum of nothing is zero, and zero has no sign', () => {
  expect(Object.is(sum([]), ZERO)).toBe(true)
  expect(Object.is(negate(ZERO), ZERO)).toBe(true)
})
