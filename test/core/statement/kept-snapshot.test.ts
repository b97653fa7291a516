// A snapshot read back without its lines being held against their schema is the same as one read with it.
import { describe, expect, test } from 'vitest'
import { protect, saltFor } from '../../../src/core/protection/protect.ts'
import { compileRulebook } from '../../../src/core/rulebook.ts'
import { readKeptSnapshot } from '../../../src/core/statement/kept-snapshot.ts'
import { parseStatement } from '../../../src/core/statement/parse.ts'
import { canonicalJson } from '../../../src/core/values/canonical.ts'
import { household } from '../../support/households.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const rulebook = compileRulebook(ruleFiles())
const kept = (seed: number) => {
  const statement = parseStatement(JSON.parse(JSON.stringify(household(seed).statement)))
  return canonicalJson(protect(statement, rulebook, saltFor(statement)))
}

describe('a kept snapshot', () => {
  test.each([1, 2, 3, 40, 77])('of household %i reads as the statement it is', (seed) => {
    const text = kept(seed)
    expect(readKeptSnapshot(text)).toEqual(parseStatement(JSON.parse(text)))
    expect(canonicalJson(readKeptSnapshot(text))).toBe(text)
  })

  test('that is none is refused: without its protection, or with a line that is none', () => {
    const { protection: _, ...bare } = JSON.parse(kept(1))
    expect(() => readKeptSnapshot(JSON.stringify(bare))).toThrow()
    const broken = JSON.parse(kept(1))
    broken.accounts[0].transactions[3] = 'a line'
    expect(() => readKeptSnapshot(JSON.stringify(broken))).toThrow()
  })
})
