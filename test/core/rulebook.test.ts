import { describe, expect, it } from 'vitest'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { RuleFileError } from '../../src/core/values/rule-file.ts'
import { ruleFiles, withFile } from '../support/rule-files.ts'

describe('a rulebook', () => {
  it('has the same hash for the same folder, in whatever order its files come', () => {
    const turned = new Map([...ruleFiles()].reverse())
    expect(compileRulebook(turned).hash).toBe(compileRulebook(ruleFiles()).hash)
  })

  it('has another hash for any other byte', () => {
    const other = withFile('settings.yaml', (text) => `${text}# a remark\n`)
    expect(compileRulebook(other).hash).not.toBe(compileRulebook(ruleFiles()).hash)
  })

  it.each([
    [
      'a version that is no version',
      'rulebook.yaml',
      (t: string) => t.replace(/version: .*/, 'version: Été 1'),
    ],
    ['a setting nobody reads', 'settings.yaml', (t: string) => `${t}\nscoring: {}\n`],
    [
      'a category that does not exist',
      'settings.yaml',
      (t: string) => t.replace('[insurance.loan]', '[insurance.lawn]'),
    ],
    [
      'a flag without words',
      'reasons/fr.yaml',
      (t: string) => t.replace(/^ {2}seizure: .*\n/m, ''),
    ],
  ] as const)('refuses %s', (_, path, change) => {
    expect(() => compileRulebook(withFile(path, change))).toThrow(RuleFileError)
  })

  it.each(['rulebook.yaml', 'settings.yaml', 'scorecards/expert.yaml', 'reasons/en.yaml'])(
    'refuses a folder without %s, and names it',
    (path) => {
      const files = new Map([...ruleFiles()].filter(([at]) => at !== path))
      expect(() => compileRulebook(files)).toThrow(`${path}: is missing from the rulebook`)
    },
  )
})
