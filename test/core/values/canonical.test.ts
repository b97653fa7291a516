// Canonical JSON as RFC 8785 has it: what a hash is taken of must not depend on how a value was built.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { canonicalHash, canonicalJson } from '../../../src/core/values/canonical.ts'

describe('canonical JSON', () => {
  test.each([
    [
      'keys in the order of their code units',
      { b: 1, a: 2, '10': 3, é: 4 },
      '{"10":3,"a":2,"b":1,"é":4}',
    ],
    ['numbers as short as they can be', [1.0, 1e21, 0.000001, -0], '[1,1e+21,0.000001,0]'],
    ['only what must be escaped', '€\u000f\n"\\', '"€\\u000f\\n\\"\\\\"'],
    ['no member that has no value', { a: undefined, b: null }, '{"b":null}'],
  ])('has %s', (_, value, text) => {
    expect(canonicalJson(value)).toBe(text)
  })

  test('is the same whatever order the members came in', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.jsonValue()), (members) => {
        const turned = Object.fromEntries(Object.entries(members).reverse())
        expect(canonicalHash(turned)).toBe(canonicalHash(members))
      }),
    )
  })

  test('reads back as the value it was written from', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
      }),
    )
  })

  test('refuses what has no JSON form', () => {
    expect(() => canonicalJson(undefined)).toThrow(TypeError)
  })
})
