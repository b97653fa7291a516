// Canonical JSON is written by our own hand for speed: it must say what the library says, on anything.
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHash, canonicalJson } from '../../../src/core/values/canonical.ts'

const outcome = (write: (value: unknown) => string | undefined, value: unknown) => {
  try {
    return write(value) ?? 'no JSON form'
  } catch (error) {
    return error instanceof TypeError && error.message === 'value has no JSON form'
      ? 'no JSON form'
      : 'refused'
  }
}

describe('canonical JSON', () => {
  test('is that of the library for any value, those it refuses too', () => {
    const anything = fc.anything({
      withBoxedValues: true,
      withDate: true,
      withMap: true,
      withNullPrototype: true,
      withObjectString: true,
      stringUnit: 'binary',
    })
    fc.assert(
      fc.property(anything, (value) => {
        expect(outcome(canonicalJson, value)).toBe(outcome(canonicalize, value))
      }),
      { numRuns: 1000 },
    )
  })

  test.each([
    [{ 10: 1, 9: 2, a: 3, B: 4, é: 5, '€': 6 }],
    [{ __proto__: null, '"': '\\', '\u0007': '\u001f', '😀': '😀' }],
    [[undefined, -0, 1e21, 1e-7, Number.MAX_SAFE_INTEGER, { gone: undefined, kept: null }]],
    [
      [
        { a: 1, b: 2 },
        { b: 2, a: 1 },
        { a: 1, c: 2 },
      ],
    ],
  ])('%j is written as the library writes it', (value) => {
    expect(canonicalJson(value)).toBe(canonicalize(value))
  })

  test.each([
    ['a lone surrogate', '\ud800'],
    ['a number that is none', Number.NaN],
    ['nothing', undefined],
  ])('refuses %s', (_, value) => {
    expect(() => canonicalJson(value)).toThrow()
  })

  test('gives one hash to one content, whatever the order of its keys', () => {
    expect(canonicalHash({ a: [1, { c: 2, b: 3 }] })).toBe(
      canonicalHash({ a: [1, { b: 3, c: 2 }] }),
    )
  })
})
