// The rulebook of the checkout holds together: every rule's own cases, nothing ambiguous or idle.
import { expect, test } from 'vitest'
import { checkRuleset } from '../../src/core/categorisation/check.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { ruleFiles } from '../support/rule-files.ts'

test('every rule passes its own cases and every category has a rule', () => {
  expect(checkRuleset(ruleFiles())).toEqual([])
})

test('every rule has a case of its own', () => {
  const without = compileRuleset(ruleFiles()).rules.filter(({ rule }) => rule.cases === undefined)
  expect(without.map(({ rule }) => rule.id)).toEqual([])
})
