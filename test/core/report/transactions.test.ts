import { describe, expect, it } from 'vitest'
import { parseTaxonomy } from '../../../src/core/categorisation/taxonomy.ts'
import { applyCorrections, correctionsHash } from '../../../src/core/report/corrections.ts'
import { toReportTransaction } from '../../../src/core/report/transactions.ts'
import { aLine } from '../../support/indicator-input.ts'
import { ruleFiles } from '../../support/rule-files.ts'

const taxonomy = parseTaxonomy(ruleFiles())

describe('a transaction as it leaves', () => {
  it.each(
    [...taxonomy.values()]
      .filter((one) => one.shownAs !== one.category)
      .map((one) => [one.category, one.shownAs]),
  )('%s is only ever printed as %s', (category, shown) => {
    const line = aLine({
      id: 'x',
      daysAgo: 1,
      euros: -10,
      category,
      rule: `fr.${category}`,
      matched: 'WORDS',
    })
    const losers = [{ rule: `other.${category}`, category, matched: 'WORDS' }]
    const printed = toReportTransaction({ ...line, losers }, taxonomy)
    expect(printed).toMatchObject({ category: shown, rule: shown, matched: null, losers: [] })
    expect(JSON.stringify(printed)).not.toContain(category)
  })

  it('shows no text of a restricted line', () => {
    const printed = toReportTransaction(
      aLine({
        id: 'x',
        daysAgo: 1,
        euros: -10,
        restricted: true,
        label: ['SECRET'],
        counterpartyName: 'SECRET',
        matched: 'SECRET',
        category: 'donation',
        role: 'sensitive',
      }),
      taxonomy,
    )
    expect(JSON.stringify(printed)).not.toMatch(/SECRET|donation/)
    expect(printed).toMatchObject({ label: [], counterparty: null, category: 'living.other' })
  })

  it('keeps rule, fragment and losers of an ordinary line', () => {
    const line = aLine({
      id: 'x',
      daysAgo: 1,
      euros: -10,
      rule: 'r',
      matched: 'M',
      losers: [{ rule: 'l', category: 'living.fuel', matched: 'F' }],
    })
    expect(toReportTransaction(line, taxonomy)).toMatchObject({
      rule: 'r',
      matched: 'M',
      losers: [{ rule: 'l' }],
    })
  })
})

describe('corrections', () => {
  const line = aLine({ id: 'x', daysAgo: 1, euros: -10, rule: 'r' })
  const apply = (category: string, on = line) =>
    applyCorrections([on], [{ transactionId: 'x', category }], taxonomy)

  it('change category and role, and keep the rule that had won among the losers', () => {
    expect(apply('housing.rent').lines[0]).toMatchObject({
      category: 'housing.rent',
      role: 'fixed_charge',
      rule: 'correction',
      losers: [{ rule: 'r', category: 'living.groceries' }],
    })
  })
  it('take the shown name too', () => {
    expect(apply('living.other').lines[0]?.category).not.toBe('living.groceries')
  })
  it.each([
    ['an unknown category', 'no.such', line],
    ['the other direction', 'income.salary', line],
    ['a restricted line', 'housing.rent', { ...line, restricted: true }],
    ['an unknown line', 'housing.rent', { ...line, id: 'y' }],
  ])('change nothing for %s, and say so', (_, category, on) => {
    const { lines, warnings } = apply(category, on)
    expect(lines).toEqual([on])
    expect(warnings).toEqual([{ code: 'correction_not_applied', transactionIds: ['x'] }])
  })
  it('are hashed whatever their order', () => {
    const a = { transactionId: 'a', category: 'x' }
    const b = { transactionId: 'b', category: 'y' }
    expect(correctionsHash([a, b])).toBe(correctionsHash([b, a]))
    expect(correctionsHash([])).toBeNull()
  })
})
