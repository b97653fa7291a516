// The two public personas: pay, home loan, credits and split payments are in their places.
import { describe, expect, test } from 'vitest'
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { type AlgoanPersona, algoanAvailable, algoanStatement } from '../support/algoan.ts'
import { ruleFiles } from '../support/rule-files.ts'

describe.skipIf(!algoanAvailable)('the public personas (skipped without ../shared/data)', () => {
  const ruleset = compileRuleset(ruleFiles())
  const lines = (name: AlgoanPersona) =>
    categorise(prepare(parseStatement(algoanStatement(name))), ruleset)
  const of = (name: AlgoanPersona, word: string) =>
    new Set(
      lines(name)
        .filter(({ label }) => label.join(' ').includes(word))
        .map(({ category }) => category),
    )

  test.each([
    ['lara_croft', 'NEFAB', 'income.salary'],
    ['lara_croft', 'AVANCE', 'income.salary'],
    ['lara_croft', 'PRET IMMOBILIER', 'housing.mortgage'],
    ['lara_croft', 'ASSU. CNP PRET', 'insurance.loan'],
    ['lara_croft', 'CREDIPAR', 'loan.consumer'],
    ['lara_croft', 'PRLV SEPA COFIDIS', 'loan.consumer'],
    ['lara_croft', 'COF GEC', 'loan.revolving'],
    ['lara_croft', 'ONEY', 'loan.bnpl'],
    ['lara_croft', 'Tot Dif', 'transfer.deferred_card'],
    ['dana_scully_be-fr', 'NEFAB', 'income.salary'],
    ['dana_scully_be-fr', 'AVANCE', 'income.salary'],
    ['dana_scully_be-fr', 'ECHEANCE PRET HYPO', 'housing.mortgage'],
    ['dana_scully_be-fr', 'ALPHABET', 'loan.leasing'],
    ['dana_scully_be-fr', 'DE COFIDIS BE', 'loan.consumer'],
    ['dana_scully_be-fr', 'KLARNA', 'loan.bnpl'],
  ] as const)('%s: %s is %s', (name, word, category) => {
    expect(of(name, word)).toEqual(new Set([category]))
  })

  test.each(['lara_croft', 'dana_scully_be-fr'] as const)(
    '%s: no incident, nothing unsaid',
    (name) => {
      const found = lines(name)
      expect(found.filter(({ role }) => role === 'incident')).toEqual([])
      expect(found.filter(({ rule }) => rule === null)).toEqual([])
    },
  )

  test('one lender has one name, whatever the wording', () => {
    const names = lines('lara_croft')
      .filter(({ label }) => label.join(' ').includes('COFIDIS'))
      .map(({ counterpartyName }) => counterpartyName)
    expect(new Set(names)).toEqual(new Set(['Cofidis']))
  })
})
