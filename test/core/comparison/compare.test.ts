// What a change of rules or points does to one household, told without a word about what stayed.
import { describe, expect, it } from 'vitest'
import { assess, ENGINE_VERSION } from '../../../src/core/assess.ts'
import { compareAssessments, isSame } from '../../../src/core/comparison/compare.ts'
import { compareRulebookTexts } from '../../../src/core/comparison/compare-rulebooks.ts'
import { protect, saltFor } from '../../../src/core/protection/protect.ts'
import type { Assessment } from '../../../src/core/report/report.ts'
import { compileRulebook } from '../../../src/core/rulebook.ts'
import { statementSchema } from '../../../src/core/statement/statement.ts'
import { rulebook } from '../../support/assessed.ts'
import {
  HOUSEHOLD_AS_OF,
  householdStatement,
  transaction,
} from '../../support/household-statement.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const files = ruleFiles()

function changed(path: string, change: (text: string) => string) {
  const text = files.get(path) ?? ''
  expect(change(text)).not.toBe(text)
  const all = new Map([...files, [path, change(text)]])
  return { files: all, rulebook: compileRulebook(all) }
}

function compare(after: typeof rulebook) {
  const extra = [transaction('odd', HOUSEHOLD_AS_OF, -40, 'CARTE TARTEMPION QUIMPER')]
  const parsed = statementSchema.parse(householdStatement({ extra }))
  const snapshot = protect(parsed, rulebook, saltFor(parsed))
  return compareAssessments(
    assess(snapshot, [], rulebook, ENGINE_VERSION),
    assess(snapshot, [], after, ENGINE_VERSION),
  )
}

const newRule =
  '- {id: test.tartempion, category: gambling, words: [TARTEMPION], cases: {match: [CARTE TARTEMPION]}}\n'

describe('two assessments of one snapshot', () => {
  it('are the same under the same rulebook', () => {
    expect(isSame(compare(rulebook))).toBe(true)
  })

  it('tell the lines that are read otherwise, by the rules before and after', () => {
    const { rulebook: after } = changed(
      'categories/fr/gambling.yaml',
      (text) => `${text}\n${newRule}`,
    )
    const comparison = compare(after)
    expect(comparison.lines).toEqual({
      moved: 1,
      byRule: [
        {
          before: { category: 'uncategorized.out', rule: null },
          after: { category: 'gambling', rule: 'test.tartempion' },
          lines: 1,
          amount: { amount: 4000, currency: 'EUR' },
          transactionIds: ['odd'],
        },
      ],
    })
    expect(comparison.indicators.map(({ id }) => id)).toContain('gambling_to_income')
    expect(isSame(comparison)).toBe(false)
  })

  it('tell the points of each characteristic that moved, and they add up to the score', () => {
    const { rulebook: after } = changed(
      'categories/fr/gambling.yaml',
      (text) => `${text}\n${newRule.replaceAll('TARTEMPION', 'CARREFOUR MARKET PARIS')}`,
    )
    const { score, characteristics } = compare(after)
    expect(score.points).not.toBe(0)
    expect(characteristics.reduce((sum, { points }) => sum + points, 0)).toBe(score.points)
  })
})

describe('two assessments, written by hand', () => {
  const line = (rule: string) => ({
    accountId: 'main',
    transactionId: 'x',
    category: 'living.groceries',
    rule,
    amount: { amount: -3140, currency: 'EUR' },
  })
  const contribution = (characteristic: string, points: number) => ({
    characteristic,
    indicator: characteristic,
    bin: 'any',
    points,
  })
  const of = (value: number, points: Readonly<Record<string, number>>, rule: string) =>
    ({
      report: {
        score: {
          value,
          grade: 'B',
          contributions: Object.entries(points).map(([id, each]) => contribution(id, each)),
        },
        indicators: [],
      },
      transactions: [line(rule)],
    }) as unknown as Assessment

  it('tell a fall with a minus, and the greatest move first whichever way it goes', () => {
    const { score, characteristics } = compareAssessments(
      of(700, { a: 40, b: 10, c: 60, d: 5 }, 'r'),
      of(640, { a: 45, b: 20, c: 0, d: 5 }, 'r'),
    )
    expect(score.points).toBe(-60)
    expect(characteristics.map(({ characteristic, points }) => [characteristic, points])).toEqual([
      ['c', -60],
      ['b', 10],
      ['a', 5],
    ])
  })

  it('tell a line that another rule decides, though its category is the same', () => {
    const { lines } = compareAssessments(of(700, {}, 'words'), of(700, {}, 'brand'))
    expect(lines.byRule).toMatchObject([
      { before: { rule: 'words' }, after: { rule: 'brand' }, transactionIds: ['x'] },
    ])
  })
})

describe('two rulebooks as written', () => {
  const side = { files, ruleset: rulebook.ruleset }
  const none = { rules: { added: [], removed: [], changed: [] }, files: [] }

  it('do not differ from themselves, nor by a remark in a rule file', () => {
    expect(compareRulebookTexts(side, side)).toEqual(none)
    const { files: remarked, rulebook: after } = changed(
      'categories/fr/gambling.yaml',
      (text) => `# a remark\n${text}`,
    )
    const remark = { files: remarked, ruleset: after.ruleset }
    expect(compareRulebookTexts(side, remark)).toEqual(none)
  })

  it('differ by the rules added, removed and changed, and by other files', () => {
    const added = changed('categories/fr/gambling.yaml', (text) => `${text}\n${newRule}`)
    const more = { files: added.files, ruleset: added.rulebook.ruleset }
    expect(compareRulebookTexts(side, more).rules.added).toEqual(['test.tartempion'])
    expect(compareRulebookTexts(more, side).rules.removed).toEqual(['test.tartempion'])
    const other = changed('settings.yaml', (text) => `${text}# a remark\n`)
    expect(
      compareRulebookTexts(side, { files: other.files, ruleset: other.rulebook.ruleset }).files,
    ).toEqual(['settings.yaml'])
  })
})
