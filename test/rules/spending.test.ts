// Everyday spending and its traps: names that are also words, places that hide a trade, money between
// persons that speaks of spending. Each table is one guarantee.
import { describe, expect, test } from 'vitest'
import { explainLabel } from '../../src/core/categorisation/explain.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { minorUnits } from '../../src/core/values/money.ts'
import { ruleFiles } from '../support/rule-files.ts'

const ruleset = compileRuleset(ruleFiles())
const categoryOf = (label: string) =>
  explainLabel(ruleset, { label, amount: minorUnits(-2500) }).line.category

function guarantee(name: string, rows: readonly (readonly [label: string, category: string])[]) {
  describe(name, () => {
    test.each(rows)('%s is %s', (label, category) => {
      expect(categoryOf(label)).toBe(category)
    })
  })
}

guarantee('the trade beats the place it stands in', [
  ['CB CAFE DU THEATRE', 'living.restaurant'],
  ['CB SNACK DE LA PISCINE', 'living.restaurant'],
  ['CB HOTEL DE LA GARE', 'living.travel'],
  ['CB GARAGE DE LA STATION', 'living.vehicle'],
  ['CB PRESSING DE LA POSTE', 'living.services'],
  ['CB PHCIE DU MARCHE', 'living.health'],
  ['CB BOULANGERIE DU THEATRE', 'living.groceries'],
  ['CB FLEURISTE DE LA GARE', 'living.home'],
  ['CB TABAC DE LA GARE', 'living.leisure'],
])

guarantee('the trade beats the brand beside it', [
  ['CB PARKING LECLERC', 'living.vehicle'],
  ['CB LAVAGE SUPER U', 'living.vehicle'],
  ['CB PHARMACIE CARREFOUR', 'living.health'],
  ['CARTE 12/03 OPTIQUE LECLERC', 'living.health'],
  ['CB FLUNCH AUCHAN', 'living.restaurant'],
  ['CB LECLERC VOYAGES', 'living.travel'],
  ['ACHAT CB CARREFOUR DAC CARTE NUMERO 360', 'living.fuel'],
  ['CB STATION DE LAVAGE', 'living.vehicle'],
  ['CB CLINIQUE VET DU PARC', 'living.pets'],
])

guarantee('the town does not make the trade', [
  ['CB CARREFOUR ORANGE', 'living.groceries'],
  ['CB LECLERC BAR LE DUC', 'living.groceries'],
  ['CB FRANPRIX HOTEL DE VILLE', 'living.groceries'],
  ['CB MONOPRIX GARE DU NORD', 'living.groceries'],
  ['CB PARKING HOTEL DE VILLE', 'living.vehicle'],
])

guarantee('a brand that is a first name or a common word needs the number of a shop', [
  ['CB NICOLAS 4321 PARIS', 'living.groceries'],
  ['CB NICOLAS DURAND', 'uncategorized.out'],
  ['CB PAUL 2314', 'living.restaurant'],
  ['CB LOUIS PAUL', 'uncategorized.out'],
  ['CB JULES 0412 ANGERS', 'living.shopping'],
  ['CB JULES MARTIN', 'uncategorized.out'],
  ['CB BUT 0123', 'living.home'],
  ['CB ORANGE 84', 'uncategorized.out'],
  ['CB ALAN MARTIN', 'uncategorized.out'],
  ['CB MILAN', 'uncategorized.out'],
])

guarantee('the same brand by card and by direct debit', [
  ['PRLV SEPA TOTALENERGIES 123', 'utilities.energy'],
  ['CARTE TOTALENERGIES 123', 'living.fuel'],
  ['PRLV SEPA ENI 123', 'utilities.energy'],
  ['CB ENI 4412 A7', 'living.fuel'],
  ['PRLV SEPA FREE 1102333700', 'utilities.telecom'],
  ['CB FREE NOW', 'living.transport'],
  ['CB UBER EATS', 'living.restaurant'],
  ['CB UBER *TRIP', 'living.transport'],
  ['CB PLAYSTATION STORE', 'living.leisure'],
  ['CB PLAYSTATION PLUS', 'subscription.media'],
  ['CB APPLE STORE OPERA', 'living.shopping'],
  ['CB APPLE.COM/BILL', 'subscription.software'],
])

guarantee('money between persons stays so, whatever it is for', [
  ...['RESTO', 'VACANCES', 'ESSENCE', 'CADEAU', 'EDF', 'TAXI', 'TRAVAUX', 'NETFLIX'].map(
    (motive) => [`VIR SEPA EMIS /BEN MARTIN JULIE /MOTIF ${motive}`, 'transfer.person'] as const,
  ),
  ['VIR SEPA EMIS /BEN M LECLERC JEAN', 'transfer.person'],
  ['VIR SEPA EMIS /BEN M FREE PAUL', 'transfer.person'],
  ['VIR SEPA EMIS /BEN GARAGE DU CANAL', 'living.vehicle'],
  ['VIR SEPA EMIS /BEN OFFICE NOTARIAL DES QUAIS', 'living.services'],
])

guarantee('insurance by what it covers, and no more than is said', [
  ['PRLV SEPA MAIF', 'insurance.other'],
  ['PRLV SEPA MAIF HABITATION', 'insurance.home'],
  ['PRLV SEPA MAIF CONTRAT AUTO', 'insurance.vehicle'],
  ['PRLV SEPA MAIF SANTE', 'insurance.health'],
  ['PRLV SEPA MAIF PROTECTION JURIDIQUE', 'insurance.other'],
  ['PRLV SEPA MAIF SOLLICITUDE', 'insurance.loan'],
  ['ASSURANCE AUTO CREDIT MUTUEL', 'insurance.vehicle'],
  ['PRLV SEPA MUTUELLE DES MOTARDS', 'insurance.vehicle'],
  ['PRLV SEPA MUTUELLE FAMILIALE', 'insurance.health'],
  ['ECHEANCE PRET HABITAT DONT ASSURANCE', 'housing.mortgage'],
])

guarantee('spending words leave alone what is not spending', [
  ['PRLV SEPA INTRUM SFR', 'debt.collection'],
  ['PRLV SEPA FRANFINANCE DARTY', 'loan.consumer'],
  ['PRLV SEPA BMW FINANCE LOA', 'loan.leasing'],
  ['VIR PERM LOYER GARAGE', 'housing.rent'],
  ['CB CASINO BARRIERE DEAUVILLE', 'gambling'],
  ['RETRAIT DAB LA POSTE NANTES', 'cash.withdrawal'],
  ['PRLV SEPA SIVU CANTINE', 'family.childcare'],
  ['COTISATION CARTE VISA PREMIER', 'bank.fee'],
])
