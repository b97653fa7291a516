// Long lists are read around the YAML library: what comes out is what the library alone would give.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { shortenLists } from '../../../src/core/values/plain-lists.ts'
import { parseRuleFile, RuleFileError } from '../../../src/core/values/rule-file.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const read = (text: string) => parseRuleFile('a.yaml', text, z.unknown())

describe('a rule file', () => {
  test('of this rulebook reads as the library reads it, and most of its text is read without it', () => {
    const texts = [...ruleFiles()].filter(([path]) => path.startsWith('categories/'))
    for (const [, text] of texts) expect(read(text)).toEqual(parse(text))
    const whole = texts.reduce((sum, [, text]) => sum + text.length, 0)
    const left = texts.reduce((sum, [, text]) => sum + (shortenLists(text)?.text ?? text).length, 0)
    expect(left).toBeLessThan(whole * 0.6)
  })

  test.each([
    ['a: [A, B C, D, ASSUR*]'],
    ['a: [A, B, C, TRUE]'],
    ['a: [A, B, C, Null]'],
    ['a: [A, B, C, D ]'],
    ['a: [A, B, C , D]'],
    ['a: [A, B, C, D,]'],
    ['a: [A, B, C, 12]'],
    ['a: [A, B, C, D: 1]'],
    ["a: [A, B, L'AN, 'D, E', F]"],
    ['# [A, B, C, D]\na: [E, F, G, H]'],
    ['a: "x [A, B, C, D] y"\nb: [E, F, G, H]'],
    ['a: |\n  [A, B, C, D]\nb: [E, F, G, H]'],
    ['a: [A, B,\n  C, D, E, F]'],
    ['a: [[A, B, C, D], [E, F, G, H], [§0]]'],
    ['a: {x: [A, B, C, D], y: [A, B  C, D, E]}'],
    ['a: &it [A, B, C, D]\nb: *it'],
  ])('%j reads as the library reads it', (text) => {
    expect(read(text)).toEqual(parse(text))
  })

  test('of any words in any list reads as the library reads it', () => {
    const word = fc.stringMatching(/^[A-Za-zÉ0-9*'&+. -]{1,6}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (words) => {
        const text = `a: [${words.join(', ')}]`
        const outcome = (by: (text: string) => unknown) => {
          try {
            return { value: by(text) }
          } catch {
            return 'refused'
          }
        }
        const own = outcome(read)
        // Warnings of the library are faults here
        if (own !== 'refused') expect(own).toEqual(outcome(parse))
        else expect(shortenLists(text)).toBeNull()
      }),
      { numRuns: 500 },
    )
  })

  test('at fault in a long list names the line of that list', () => {
    const schema = z.strictObject({ a: z.string(), b: z.array(z.string().max(3)) })
    const fault = () => parseRuleFile('a.yaml', 'a: x\n\nb: [A, B, C, LONG]\n', schema)
    expect(fault).toThrow(RuleFileError)
    expect(fault).toThrow(/^a\.yaml:3: b\.3: /)
  })
})
