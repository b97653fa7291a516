// A rulebook that is wrong does not load, and says where.
import { describe, expect, test } from 'vitest'
import { checkRuleset } from '../../../src/core/categorisation/check.ts'
import { explainLabel } from '../../../src/core/categorisation/explain.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { shownAs } from '../../../src/core/categorisation/taxonomy.ts'
import { RuleFileError } from '../../../src/core/values/rule-file.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const FILE = 'categories/fr/zz-test.yaml'
const withRules = (yaml: string) => new Map([...ruleFiles(), [FILE, yaml]])

describe('compiling refuses', () => {
  test.each([
    ['an unknown key', '- {id: zz, category: housing.rent, wordz: [X1]}', /Unrecognized|wordz/],
    ['no condition', '- {id: zz, category: housing.rent}', /no condition/],
    ['an unknown category', '- {id: zz, category: housing.rant, words: [X1]}', /not in taxonomy/],
    [
      'a wrong direction',
      '- {id: zz, category: housing.rent, direction: in, words: [X1]}',
      /out only/,
    ],
    [
      'an id used elsewhere',
      '- {id: cash.withdrawal, category: housing.rent, words: [X1]}',
      /already used/,
    ],
    ['an empty phrase', '- {id: zz, category: housing.rent, words: ["**"]}', /zz/],
    ['the same words twice', '- {id: zz, category: housing.rent, words: [Café, CAFE]}', /twice/],
    [
      'what excludes itself',
      '- {id: zz, category: housing.rent, words: [X1], not: [X1]}',
      /never match/,
    ],
    [
      'bounds that cross',
      '- {id: zz, category: housing.rent, words: [X1], amount: {min: 5, max: 4}}',
      /never match/,
    ],
    ['an unknown operation', '- {id: zz, category: housing.rent, operation: [cart]}', /operation/],
    ['broken YAML', '- {id: zz', /zz-test/],
  ])('%s, naming the file', (_, yaml, message) => {
    const compile = () => compileRuleset(withRules(yaml))
    expect(compile).toThrow(RuleFileError)
    expect(compile).toThrow(message)
    expect(compile).toThrow(FILE)
  })

  test('and names the line of a rule', () => {
    const yaml =
      '- id: zz1\n  category: housing.rent\n  words: [X1]\n- id: zz2\n  category: nope\n  words: [X2]\n'
    expect(() => compileRuleset(withRules(yaml))).toThrow(`${FILE}:4`)
  })
})

describe('checking finds', () => {
  const kinds = (yaml: string) => checkRuleset(withRules(yaml)).map(({ kind }) => kind)
  test.each([
    ['a case that fails', 'words: [QSDFG], cases: {match: [AZERTY]}', 'case_not_matched'],
    [
      'a trap that is sprung',
      'words: [QSDFG], cases: {match: [QSDFG], no_match: [UN QSDFG]}',
      'case_wrongly_matched',
    ],
    ['a rule without cases', 'words: [QSDFG]', 'no_cases'],
    [
      'words that the rule itself refuses',
      'words: [QSDFG, QSDFG WXCVB], not: [WXCVB], cases: {match: [QSDFG]}',
      'dead_words',
    ],
  ])('%s', (_, rest, kind) => {
    expect(kinds(`- {id: zz, category: housing.rent, ${rest}}`)).toEqual([kind])
  })

  test('two rules that only their id would part', () => {
    expect(
      kinds(
        '- {id: zz1, category: housing.rent, words: [QSDFG], cases: {match: [QSDFG]}}\n' +
          '- {id: zz2, category: tax.other, words: [QSDFG], cases: {match: [{label: QSDFG WXCVB}]}}',
      ),
    ).toContain('ambiguous')
  })
})

describe('the winner', () => {
  const explain = (yaml: string, label: string) =>
    explainLabel(compileRuleset(withRules(yaml)), { label })
  const rule = (id: string, category: string, rest: string) =>
    `- {id: ${id}, category: ${category}, ${rest}}\n`

  test.each([
    ['higher priority', 'words: [QSDFG], priority: 1', 'words: [QSDFG WXCVB]'],
    ['stronger evidence', 'creditor: [FR12ZZZ123456]', 'words: [QSDFG WXCVB]'],
    ['longer words', 'words: [QSDFG WXCVB]', 'words: [QSDFG]'],
    ['more conditions', 'words: [QSDFG], not: [AZERT]', 'words: [QSDFG]'],
  ])('has %s', (_, winning, losing) => {
    // The loser's id comes first by alphabet, so that the id decides nothing
    const yaml = rule('zz.b', 'housing.rent', winning) + rule('zz.a', 'tax.other', losing)
    const { line } = explain(yaml, 'PRLV QSDFG WXCVB FR12ZZZ123456')
    expect(line.rule).toBe('zz.b')
    expect(line.losers.map((loser) => loser.rule)).toContain('zz.a')
  })

  test('is the first id when all else is equal, and is less sure', () => {
    const yaml =
      rule('zz.b', 'housing.rent', 'words: [QSDFG]') + rule('zz.a', 'tax.other', 'words: [QSDFG]')
    const { line } = explain(yaml, 'QSDFG')
    expect(line).toMatchObject({ rule: 'zz.a', confidence: 0.75 })
  })
})

test('kinds of benefit, health, fines and donations leave the engine under plain names', () => {
  const { taxonomy } = compileRuleset(ruleFiles())
  expect(
    ['income.disability', 'income.family_benefit', 'living.health', 'tax.other', 'donation'].map(
      (category) => shownAs(taxonomy, category),
    ),
  ).toEqual([
    'income.social_benefit',
    'income.social_benefit',
    'living.other',
    'living.other',
    'living.other',
  ])
})
