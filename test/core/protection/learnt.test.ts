// Lines of health, benefits and fines keep what they were read as and lose their text: category, stream and figures
// stay, and nobody learns who insured, cared or paid.
import { describe, expect, test } from 'vitest'
import { assess, ENGINE_VERSION } from '../../../src/core/assess.ts'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { protect } from '../../../src/core/protection/protect.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { rulebook } from '../../support/assessed.ts'
import { account, line, statement } from '../../support/statements.ts'

const SALT = 'a'.repeat(64)
const monthly = (label: string, euros: number) =>
  ['2026-01-05', '2026-02-05', '2026-03-05'].map((on) => line(on, euros, label))
const keep = (...lines: ReturnType<typeof line>[]) =>
  protect(statement([account(lines)]), rulebook, SALT)

describe('lines that lose their text', () => {
  test.each([
    ['a health insurer', 'PRLV SEPA HARMONIE MUTUELLE COTISATION', -62, 'insurance.health'],
    ['sickness benefits', 'VIR CPAM INDEMNITES JOURNALIERES', 410, 'income.sickness_benefit'],
    ['a health refund', 'VIR CPAM LOIRE REMB SOINS', 23, 'inflow.health_refund'],
    ['disability benefits', 'VIR CAF AAH', 970, 'income.disability'],
    ['a pharmacy', 'CARTE 04/03 PHARMACIE DU PORT', -12, 'living.health'],
    ['a fine', 'CARTE AMENDE.GOUV.FR', -135, 'tax.other'],
  ])('%s', (_, label, euros, category) => {
    const sent = statement([account([line('2026-03-05', euros, label)])])
    const before = categorise(prepare(sent), rulebook.ruleset)[0]
    expect(before?.category).toBe(category)
    const snapshot = protect(sent, rulebook, SALT)
    const [after] = categorise(prepare(snapshot), rulebook.ruleset)
    const { operation, role, confidence, amount, date } = before ?? {}
    expect(after).toMatchObject({ category, operation, role, confidence, amount, date })
    expect(after?.label).toEqual([])
    expect(snapshot.protection.withheld.labels).toBe(1)
    const text = JSON.stringify(snapshot.accounts)
    for (const word of label.split(/[^A-Z]+/).filter(({ length }) => length > 4)) {
      expect(text).not.toContain(word)
    }
  })

  test('lose creditor, mandate, names and the bank’s own code with it', () => {
    const text = JSON.stringify(
      keep(
        line('2026-03-05', -62, 'PRLV HARMONIE MUTUELLE', {
          creditorId: 'FR45ZZZ395445',
          mandateId: 'MUT12345',
          relatedParties: { creditor: { name: 'HARMONIE MUTUELLE' } },
          bankCategoryHint: 'health',
        }),
      ).accounts,
    )
    expect(text).not.toMatch(/HARMONIE|395445|MUT12345|hint/i)
  })

  test('the value-added tax of a business says nothing of anybody', () => {
    const { protection } = keep(line('2026-03-05', -800, 'PRLV DGFIP TVA CA3'))
    expect(protection.withheld.labels).toBe(0)
  })
})

describe('what comes back still does', () => {
  const snapshot = keep(
    ...monthly('PRLV SEPA HARMONIE MUTUELLE COTISATION', -62),
    ...monthly('PRLV SEPA MGEN MUTUELLE SANTE', -48),
    line('2026-03-09', 48, 'REJET PRLV SEPA MGEN MUTUELLE SANTE'),
  )
  const { report, transactions } = assess(snapshot, [], rulebook, ENGINE_VERSION)

  test('two insurers are two charges, named by nobody', () => {
    const { streams } = report.charges
    expect(streams.map(({ category }) => category)).toEqual(['insurance.other', 'insurance.other'])
    expect(streams.map(({ counterparty }) => counterparty)).toEqual([null, null])
    expect(streams.map(({ amount }) => Math.abs(amount.median)).sort()).toEqual([4800, 6200])
  })

  test('a returned debit is paired with its own, and names the insurer no more than it', () => {
    expect(report.incidents.rejections).toHaveLength(1)
    expect(report.incidents.rejections[0]?.originalId).not.toBeNull()
    const said = JSON.stringify({ report, transactions, snapshot })
    expect(said).not.toMatch(/MGEN|HARMONIE|MUTUELLE/i)
  })
})
