// Several rejections close to each other: which debit each reverses, and whose fee is whose.
import { describe, expect, test } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const ruleset = compileRuleset(ruleFiles())

function run(...lines: ReturnType<typeof line>[]) {
  const prepared = prepare(statement([account(lines)]))
  return new Map(categorise(prepared, ruleset).map((found) => [found.id, found]))
}
const id = (resourceId: string) => ({ resourceId })

describe('several rejections of one day', () => {
  const lines = run(
    line('2026-03-01', -30, 'PRLV SEPA SFR', id('sfr')),
    line('2026-03-02', -30, 'PRLV SEPA EDF', id('edf')),
    line('2026-03-02', -30, 'CARTE 01/03 ZARA', id('card')),
    line('2026-03-03', 30, 'REJET PRELEVEMENT', id('nameless')),
    line('2026-03-03', 30, 'REJET PRLV SEPA EDF', id('return')),
    line('2026-03-04', -20, 'FRAIS REJET PRELEVEMENT EDF', id('named')),
    line('2026-03-04', -20, 'FRAIS REJET PRELEVEMENT', id('fee')),
    line('2026-03-04', -100, 'FRAIS SUR SATD', id('seizure')),
  )
  const linked = (of: string) => lines.get(of)?.linked.map((link) => link.id)

  test('each take their own debit: the one that names its payee first, never a card purchase', () => {
    expect([linked('edf'), linked('sfr'), linked('card')]).toEqual([['return'], ['nameless'], []])
  })
  test('have a fee each: the one that names it, then the other', () => {
    expect([linked('named'), linked('fee')]).toEqual([['return'], ['nameless']])
  })
  test('do not take the fee of a seizure', () => {
    expect(linked('seizure')).toEqual([])
  })

  test('over several days, fees follow the order of the rejections', () => {
    const days = run(
      line('2026-03-03', 41, 'REJET PRLV 1', id('r1')),
      line('2026-03-05', 52, 'REJET PRLV 2', id('r2')),
      line('2026-03-05', -20, 'FRAIS REJET', id('f1')),
      line('2026-03-06', -20, 'FRAIS REJET', id('f2')),
    )
    expect(days.get('f1')?.linked).toEqual([{ id: 'r2', as: 'rejection' }])
    expect(days.get('f2')?.linked).toEqual([{ id: 'r1', as: 'rejection' }])
  })
})
