// Thousands of equal amounts on one day: each leg is paired once, in order, without comparing all with all.
import { expect, it } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const PAIRS = 5000

it('pairs every leg once, the first debit with the first credit', () => {
  const legs = (sign: number, prefix: string) =>
    Array.from({ length: PAIRS }, (_, i) =>
      line('2026-03-05', sign * 20, 'VIR SEPA DUPONT JEAN', { resourceId: `${prefix}${i}` }),
    )
  const other = { iban: 'FR1420041010050500013M02606', currency: 'EUR' }
  const given = statement(
    [
      account(legs(-1, 'out'), { resourceId: 'a' }),
      account(legs(1, 'in'), { resourceId: 'b', accountId: other }),
    ],
    { applicant: { name: 'DUPONT JEAN' } },
  )
  const lines = categorise(prepare(given), compileRuleset(ruleFiles()))
  const partners = new Map(lines.map(({ id, linked }) => [id, linked.map((link) => link.id)]))
  expect(lines).toHaveLength(2 * PAIRS)
  for (let i = 0; i < PAIRS; i++) {
    if (partners.get(`out${i}`)?.join() !== `in${i}`)
      expect(partners.get(`out${i}`)).toEqual([`in${i}`])
    if (partners.get(`in${i}`)?.join() !== `out${i}`)
      expect(partners.get(`in${i}`)).toEqual([`out${i}`])
  }
})

it('takes a transfer said to be for something for one’s own, when it comes in on another account in one’s name', () => {
  const other = { iban: 'FR1420041010050500013M02606', currency: 'EUR' }
  const categories = (day: string) => {
    const given = statement(
      [
        account([line('2026-03-05', -1150, 'VIR SEPA VIREMENT PERMANENT PRET MAISON')], {
          resourceId: 'a',
        }),
        account([line(day, 1150, 'VIR SEPA M DUPONT JEAN PRET MAISON')], {
          resourceId: 'b',
          accountId: other,
        }),
      ],
      { applicant: { name: 'DUPONT JEAN' } },
    )
    return categorise(prepare(given), compileRuleset(ruleFiles())).map(({ category }) => category)
  }
  const own = 'transfer.own_account'
  expect(categories('2026-03-06')).toEqual([own, own])
  expect(categories('2026-03-08')).toEqual(['housing.mortgage', own])
})
