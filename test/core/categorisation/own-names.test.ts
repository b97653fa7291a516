// The applicants' own names, as they and other banks write them: a transfer to oneself is no income and no expense.
import { describe, expect, test } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { protect, saltFor } from '../../../src/core/protection/protect.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { rulebook } from '../../support/assessed.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const ruleset = compileRuleset(ruleFiles())

function categoryOf(name: string, label: string) {
  const sent = statement([account([line('2026-03-05', -200, label)])], { applicant: { name } })
  return categorise(prepare(sent), ruleset)[0]?.category
}

describe('one and the same', () => {
  test.each([
    ['Dupont Jean', ['JEAN DUPONT', 'M DUPONT JEAN', 'DUPONT J', 'MR J DUPONT']],
    [
      'Jean-Pierre Dupont',
      ['DUPONT JEAN PIERRE', 'DUPONT JEANPIERRE', 'M JP DUPONT', 'DUPONT JEAN'],
    ],
    ['Le Goff Yann', ['YANN LE GOFF', 'LE GOFF YANN', 'A M GOFF YANN', 'LEGOFF YANN']],
    ["N'Guessan Awa", ['N GUESSAN AWA', 'AWA NGUESSAN']],
    ["O'Brien Sean", ['SEAN OBRIEN', 'O BRIEN SEAN']],
    ['Mohamed Ben Ali', ['BEN ALI MOHAMED', 'MOHAMED BENALI']],
    ['Yasmine El Amrani', ['EL AMRANI YASMINE', 'ELAMRANI YASMINE']],
    ['Marc De Sousa', ['DE SOUSA MARC', 'MARC DE SOUSA']],
    ['Nguyễn Thị Hoa', ['NGUYEN THI HOA', 'MME NGUYEN HOA']],
    ['Lê Minh', ['LE MINH']],
    ['Leroux épouse Durand Claire', ['LEROUX CLAIRE', 'MME DURAND CLAIRE']],
    ['Dupont Jean', ['M OU MME DUPONT JEAN ET ANNE']],
  ])('%s', (name, ways) => {
    const found = ways.map((way) => [way, categoryOf(name, `VIR SEPA ${way}`)])
    expect(found).toEqual(ways.map((way) => [way, 'transfer.own_account']))
  })
})

describe('one’s own name and what it is for', () => {
  test.each([
    ['JEAN DUPONT PRET MAISON QUIMPER', 'transfer.own_account'],
    ['M DUPONT JEAN LOYER', 'transfer.own_account'],
    // Nobody knows the word: it may be one more name
    ['JEAN DUPONT KERAVEL', 'transfer.person'],
    // Somebody with a name more, and a company
    ['JEAN DUPONT MARTEL LOYER', 'housing.rent'],
  ])('%s', (label, category) => {
    expect(categoryOf('Dupont Jean', `VIR SEPA ${label}`)).toBe(category)
  })
})

describe('somebody else', () => {
  test.each([
    ['a namesake', 'Dupont Jean', 'DUPONT MARIE'],
    ['another initial', 'Dupont Jean', 'M DUPONT P'],
    ['whose first name is only the second', 'Jean-Pierre Dupont', 'PIERRE DUPONT'],
    ['with the same particle', 'Le Goff Yann', 'YANN LE BRIS'],
    ['with the same first name', 'Le Goff Yann', 'YANN MOREL'],
    ['with more names', 'Dupont Jean', 'JEAN DUPONT MARTEL'],
  ])('%s', (_, name, other) => {
    expect(categoryOf(name, `VIR SEPA ${other}`)).toBe('transfer.person')
  })
})

describe('in an app bank, a name and what its bearer wrote', () => {
  test.each([
    ['Chloe Martin', 'kebab', 'transfer.person'],
    ['Lea Dumont', 'blablacar', 'transfer.person'],
    // A brand with the name of a person, and a shop with its card
    ['Yves Rocher', 'Nantes', 'living.beauty'],
    ['Boulangerie Martin', 'Carte **9055', 'living.groceries'],
  ])('%s, %s', (who, what, category) => {
    const sent = line('2026-03-05', -12, who, {
      remittanceInformation: { unstructured: [who, what] },
    })
    const raw = statement([account([sent])])
    // A name that was withheld is read as the name was
    for (const given of [raw, protect(raw, rulebook, saltFor(raw))]) {
      expect(categorise(prepare(given), ruleset)[0]?.category).toBe(category)
    }
  })
})
