// The comparison page: what it says, that nothing of a label or a name gets in, and the same bytes each time.
import { describe, expect, it } from 'vitest'
import { tallyPopulation } from '../../src/core/comparison/compare-populations.ts'
import type { ComparisonReport } from '../../src/core/comparison/comparison-report.ts'
import {
  comparisonContentSecurityPolicy,
  comparisonPage,
} from '../../src/documents/comparison/comparison-html.ts'
import { comparisonReader } from '../../src/documents/comparison/reader.ts'
import { comparisonWords } from '../../src/documents/comparison/words.ts'
import { comparedTown } from '../support/compared-town.ts'

function reportOf(change: Partial<ComparisonReport> = {}): ComparisonReport {
  return { ...comparedTown(), ...change }
}
const page = (report: ComparisonReport, language: 'fr' | 'en' = 'en') =>
  comparisonPage(comparisonReader(report, language), null)
const textOf = (html: string) =>
  html
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/[ \n]+/g, ' ')

describe('the comparison page', () => {
  it('tells who crosses which band and why', () => {
    const text = textOf(page(reportOf()))
    expect(text).toContain('Before roll-out: fr-1 → fr-2')
    expect(text).toContain('From C to D: 25 Mean move of their score: −20.')
    expect(text).toMatch(/rent 25 −20/)
    expect(text).toMatch(/gambling\.casino 25 75 0/)
    expect(text).toMatch(/At least Come in Go out No change 590 15 25 60/)
    expect(text).toMatch(/Salary 85/)
  })

  it('is in French as in English, with the spaces of each', () => {
    const text = textOf(page(reportOf(), 'fr'))
    expect(text).toContain('Avant mise en service\u00a0: fr-1 → fr-2')
    expect(text).not.toMatch(/ [:;?]/)
    expect(Object.keys(comparisonWords.fr)).toEqual(Object.keys(comparisonWords.en))
  })

  it('says what was left out, and nothing when nobody was', () => {
    expect(textOf(page(reportOf()))).not.toContain('Not compared')
    const left = reportOf({ leftOut: { failed: 3, withoutReport: 2 } })
    expect(textOf(page(left))).toContain('Not compared: 3 that could not be scored, 2 whose')
  })

  it('says that nobody moves between a rulebook and itself', () => {
    const all = tallyPopulation()
    const { groups, rulebook } = {
      groups: { income: 'a', accounts: 'b', bank: 'c' },
      rulebook: { version: 'v', hash: 'h' },
    }
    const one = { rulebook, value: 700, grade: 'C' as const, points: {}, rules: {}, groups }
    for (let n = 0; n < 12; n++) all.add({ before: one, after: one })
    const text = textOf(page(reportOf({ comparison: all.compare() })))
    expect(text).toContain('Nobody changes grade.')
    expect(text).toContain('Change grade 0')
  })

  it('escapes what comes from a rulebook', () => {
    const head = { version: '<b>v</b>', hash: 'h' }
    expect(page(reportOf({ before: head }))).not.toContain('<b>v')
  })

  it('is the same bytes for the same comparison, without script or inline style', () => {
    const html = page(reportOf())
    expect(page(reportOf())).toBe(html)
    expect(html).not.toMatch(/<script| style=| on\w+=/)
    expect(comparisonContentSecurityPolicy).toMatch(/^default-src 'none'; style-src 'sha256-/)
  })
})
