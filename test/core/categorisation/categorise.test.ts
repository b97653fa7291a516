// Lines get the meaning an underwriter would give them, each with the rule that gave it.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categorise } from '../../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../../src/core/statement/prepare.ts'
import { ruleFiles } from '../../support/rule-files.ts'
import { account, line, statement } from '../../support/statements.ts'

const ruleset = compileRuleset(ruleFiles())
const APPLICANT = { applicant: { name: 'MALLOW MARC' } }

function run(...lines: ReturnType<typeof line>[]) {
  return categorise(prepare(statement([account(lines)], APPLICANT)), ruleset)
}
const one = (label: string | string[], amount: number, more = {}) =>
  run(line('2026-03-10', amount, label, more))[0]!

describe('label heads of each bank family', () => {
  test.each([
    ['Société Générale', 'CARTE X1234 03/10 LIDL', -1, 'card'],
    ['LCL', 'CB LIDL 03/10/26', -1, 'card'],
    ["Caisse d'Epargne", 'CB LIDL FACT 031026', -1, 'card'],
    ['BNP Paribas', 'FACTURE CARTE DU 031026 LIDL CARTE 4974XXXX', -1, 'card'],
    ['Crédit Mutuel', 'PAIEMENT PSC 0310 NANTES LIDL CARTE 12', -1, 'card'],
    ['La Banque Postale', 'ACHAT CB LIDL 03.10.26', -1, 'card'],
    ['Crédit Agricole', 'PAIEMENT PAR CARTE LIDL 03/10', -1, 'card'],
    ['BPCE', ['031026 CB****7401', 'LIDL'], -1, 'card'],
    ['Belgium', 'Achat Bancontact 03/02 - 10h14 - LIDL', -1, 'card'],
    ['Boursorama', 'Relevé différé Carte 4810', -1, 'card_total'],
    ["Caisse d'Epargne", 'CB 4978******304034 TOT DIF', -1, 'card_total'],
    ['Banque Populaire', 'FACTURETTES CB', -1, 'card_total'],
    ['BNP Paribas', 'RETRAIT DAB 03/10/26 12H30 NANTES', -1, 'cash_withdrawal'],
    ['Société Générale', 'CARTE X2517 A 06H23 RETRAIT DAB', -1, 'cash_withdrawal'],
    ['LCL', 'AVOIR 03/10/26 ZARA', 1, 'card_refund'],
    ['Société Générale', 'CARTE X1234 REMBT 03/10 ZARA', 1, 'card_refund'],
    ['any', 'PRLV SEPA EDF', -1, 'direct_debit'],
    ['LCL', 'PE SEPA EDF', -1, 'direct_debit'],
    ['Banque Populaire', 'EUROPRELEVEMENT EDF', -1, 'direct_debit'],
    ['Société Générale', 'PRELEVEMENT EUROPEEN 123 DE: EDF', -1, 'direct_debit'],
    ['Banque Populaire', 'IMPAYE EUROPRLV', 1, 'direct_debit_return'],
    ['La Banque Postale', 'REJET PRELEVEMENT EDF', 1, 'direct_debit_return'],
    ['BNP Paribas', 'VIR SEPA RECU /DE X /MOTIF Y', 1, 'transfer_in'],
    ['Société Générale', 'VIR INST RE 123 DE: X DATE: 03/10', 1, 'instant_in'],
    ['Société Générale', 'VIR PERM POUR: X MOTIF: Y', -1, 'standing_order'],
    ['Société Générale', 'VIR INSTANTANE EMIS LOGITEL POUR: X', -1, 'instant_out'],
    ['Banque Populaire', 'EUROVIR SEPA', 1, 'transfer_in'],
    ['Banque Populaire', 'EUROVIR SEPA', -1, 'transfer_out'],
    ['any', 'CHEQUE 1234567', -1, 'cheque'],
    ['Crédit Mutuel', 'REM CHQ REF 123', 1, 'cheque_deposit'],
    ['any', 'VERSEMENT ESPECES', 1, 'cash_deposit'],
    ['Banque Populaire', 'ECHEANCE PRET', -1, 'loan_instalment'],
    ['any', "COMMISSION D'INTERVENTION", -1, 'fee'],
    ['any', 'INTERETS DEBITEURS AU 30/09', -1, 'interest_debit'],
    ['any', ['COTISATION', 'PRLV SEPA FITNESS'], -1, 'direct_debit'],
  ])('%s: %s (%i) is %s', (_, label, amount, expected) => {
    expect(one(label, amount).operation).toBe(expected)
  })

  test.each([
    ['a fee of any family', 'PMNT/RDDT/CHRG', -20, 'fee'],
    ['unpaid card takings', 'PMNT/MCRD/UPCT', -20, 'direct_debit_return'],
    ['a standing order abroad', 'PMNT/ICDT/XBST', -20, 'standing_order'],
    ['any other debit', 'PMNT/RDDT/ESDD', -20, 'direct_debit'],
  ])('%s is read from its code', (_, code, amount, expected) => {
    const [domain, family, subFamily] = code.split('/')
    expect(
      one('QSDF', amount, { bankTransactionCode: { domain, family, subFamily } }).operation,
    ).toBe(expected)
  })

  test('yield to a bank code that says more than "debit" or "transfer"', () => {
    const code = (subFamily: string) => ({
      bankTransactionCode: { domain: 'PMNT', family: 'RDDT', subFamily },
    })
    expect(one('PRLV SEPA EDF', 40, code('UPDD')).category).toBe('bank.returned_debit')
    expect(one('PRLV SEPA EDF', -40, code('ESDD')).category).toBe('utilities.energy')
    // Nobody withdraws what comes in
    const cash = { domain: 'PMNT', family: 'CCRD', subFamily: 'CWDL' }
    const pension = one('VIR SEPA RECU CARSAT RETRAITE', 900, { bankTransactionCode: cash })
    expect(pension.category).toBe('income.pension')
  })
})

describe('traps', () => {
  test.each([
    ['CARTE 03/10 DUTY FREE CDG', -10, 'utilities.telecom'],
    ['VIR SEPA EMIS /BEN M LECLERC JEAN', -10, 'living.groceries'],
    ['CARTE 03/10 RESTAURANT PONT DE L ALMA', -10, 'loan.bnpl'],
    ['CARTE 03/10 SNACK LE CAF', -10, 'debt.overpayment'],
    ['CARTE 03/10 GEANT CASINO', -10, 'gambling'],
    ['REGLEMENT ASSU. CNP PRET HABITAT', -10, 'housing.mortgage'],
    ['VIR SALAIRE ORANGE SA', 2000, 'inflow.merchant_refund'],
  ])('%s is not %s', (label, amount, category) => {
    expect(one(label, amount).category).not.toBe(category)
  })
})

describe('a name that is also a word', () => {
  test.each([
    ['VIR SEPA RECU /DE MLLE CARREFOUR LUDIVINE', 130, 'transfer.person'],
    ['VIR SEPA EMIS /BEN M FREE GUILLAUME /MOTIF NETFLIX', -6, 'transfer.person'],
    ['VIR INST LEA MARTIN /MOTIF UBER', -12, 'transfer.person'],
    ['VIR SEPA EMIS /BEN M DURAND PAUL /MOTIF LOYER', -600, 'housing.rent'],
    ['VIR PRIME CONSEIL SARL', 210, 'uncategorized.in'],
    ['VIR SEPA RECU /DE LES JARDINS DE LOUISE', 900, 'uncategorized.in'],
    ['VIR SAL AMADOU DIALLO', 1000, 'transfer.person'],
    ['CARTE 12/03 JAZZ CLUB ETOILE', -30, 'living.leisure'],
    ['PRLV ALTERNA ENERGIE', -83, 'utilities.energy'],
  ])('%s (%d) is %s', (label, amount, category) => {
    expect(one(label, amount).category).toBe(category)
  })
})

describe('one payer, several things paid', () => {
  test.each([
    ['VIR CAF DU NORD', 310, 'income.family_benefit'],
    ['VIR CAF DU NORD AAH', 310, 'income.disability'],
    ['VIR CAF DU NORD ARIPA', 310, 'income.alimony'],
    ['VIR CAF DU NORD SALAIRE', 1810, 'income.salary'],
    ['VIR CPAM DU NORD', 18, 'inflow.health_refund'],
    ['VIR CPAM DU NORD', 780, 'income.sickness_benefit'],
    ['VIR CPAM DU NORD PENS INVAL', 780, 'income.disability'],
    ['VIR CPAM DU NORD NOEMIE PS LOT 12', 780, 'income.self_employment'],
    ['VIR DRFIP NORD PAIE 10', 2100, 'income.salary'],
    ['VIR DRFIP NORD PENSIONS 10', 1500, 'income.pension'],
    ['VIR DRFIP NORD REMB EXCEDENT IR', 900, 'inflow.tax_refund'],
    ['VIR DRFIP NORD', 120, 'inflow.tax_refund'],
    ['VIR CARREFOUR HYPERMARCHES', 45, 'inflow.merchant_refund'],
    ['VIR CARREFOUR HYPERMARCHES', 1612, 'uncategorized.in'],
    ['PRLV SEPA COFIDIS', -50, 'loan.consumer'],
    ['PRLV SEPA COFIDIS IMPAYE 10/26', -50, 'loan.arrears'],
    ['PRLV SEPA COFIDIS CONTENTIEUX', -50, 'debt.collection'],
    ['PRLV SEPA COFIDIS PLAN 84 MOIS', -50, 'debt.plan'],
    ['VIR SEPA EMIS /BEN COFIDIS /MOTIF SOLDE DOSSIER', -900, 'loan.early_repayment'],
    ['CB 3X COFIDIS', -50, 'loan.bnpl'],
    ['PRLV SEPA DIAC', -210, 'loan.consumer'],
    ['PRLV SEPA DIAC LOYER 308', -210, 'loan.leasing'],
  ])('%s (%d) is %s', (label, amount, category) => {
    expect(one(label, amount).category).toBe(category)
  })
})

describe('what no rule recognises', () => {
  test.each([
    ['QSDFGH', 10, 'uncategorized.in'],
    ['QSDFGH', -10, 'uncategorized.out'],
    ['', -10, 'uncategorized.out'],
    ['😀\u202e\u0000', -10, 'uncategorized.out'],
  ])('%j is left unsaid', (label, amount, category) => {
    expect(one(label, amount)).toMatchObject({
      category,
      rule: null,
      confidence: 0,
      role: 'unknown',
    })
  })
})

describe('the counterparty', () => {
  test('has the same key from month to month', () => {
    const keys = [
      'VIR SEPA RECU /DE TARTEMPION SAS /MOTIF PAIE MARS 2026 /REF 123',
      'VIR SEPA RECU /DE TARTEMPION SAS /MOTIF PAIE AVRIL 2026 /REF 456',
      'VIR RECU 99887766 DE: TARTEMPION MOTIF: PAIE',
    ].map((label) => one(label, 2000).counterpartyKey)
    expect(new Set(keys)).toEqual(new Set(['name:TARTEMPION']))
  })

  test('is the creditor identifier before any name, whatever its business code', () => {
    const keys = ['FR28ZZZ122110', 'FR28ABC122110'].map(
      (creditorId) => one('PRLV SEPA COFIDIS', -50, { creditorId }).counterpartyKey,
    )
    expect(new Set(keys)).toEqual(new Set(['ics:FR122110']))
  })

  test('keeps the name that follows a legal form, even when it begins with an article', () => {
    const { counterpartyName } = one('VIR SARL LE COMPTOIR DES QUAIS', 900)
    expect(counterpartyName).toBe('LE COMPTOIR DES QUAIS')
  })

  test('is oneself only with the full name; a namesake is a person', () => {
    expect(one('VIR MALLOW MARC', 145).category).toBe('transfer.own_account')
    expect(one('VIR M MARC MALLOW', -145).category).toBe('transfer.own_account')
    expect(one('VIR MME MALLOW SOPHIE', 145).category).toBe('transfer.person')
  })

  test.each([
    ['second first names left out', 'MALLOW MARC PIERRE', 'VIR M MARC MALLOW', true],
    ['the couple of a joint account', 'MALLOW MARC', 'VIR M OU MME MALLOW MARC ET SOPHIE', true],
    ['a brother with one of the names', 'MALLOW JEAN PIERRE', 'VIR M MALLOW PIERRE', false],
    ['a longer first name', 'MALLOW JEAN', 'VIR M MALLOW JEAN PIERRE', false],
    ['first names without a surname', 'MALLOW JEAN PIERRE', 'VIR JEAN PIERRE', false],
  ])('is oneself or not: %s', (_, name, label, own) => {
    const given = statement([account([line('2026-03-10', 145, label)])], { applicant: { name } })
    const [found] = categorise(prepare(given), ruleset)
    expect(found?.category === 'transfer.own_account').toBe(own)
  })

  test('is oneself when a card tops the account up', () => {
    expect(one('Apple Pay Top-Up by *3382', 50).category).toBe('transfer.own_account')
  })
})

test('a restricted line has a role and nothing else to read', () => {
  expect(
    one('', -12, { restricted: 'special_category', remittanceInformation: null }),
  ).toMatchObject({
    category: 'donation',
    role: 'sensitive',
    counterpartyKey: null,
    cleanLabel: '',
  })
})

test('the order lines come in changes no line’s meaning', () => {
  const pool = [
    line('2026-03-01', -40, 'PRLV SEPA EDF', { resourceId: 'a' }),
    line('2026-03-03', 40, 'REJET PRLV SEPA EDF', { resourceId: 'b' }),
    line('2026-03-04', -20, 'FRAIS REJET PRELEVEMENT', { resourceId: 'c' }),
    line('2026-02-27', 2000, 'VIR SEPA RECU /DE NEFAB SAS', { resourceId: 'd' }),
    line('2026-03-27', 1500, 'VIR SEPA RECU /DE NEFAB SAS', { resourceId: 'e' }),
    line('2026-03-15', 500, 'AVANCE QSDF', { resourceId: 'f' }),
    line('2026-03-15', -9, 'CARTE 03/10 LIDL', { resourceId: 'g' }),
  ]
  const meaning = (lines: typeof pool) =>
    run(...lines)
      .map(({ id, category, rule, linked }) => ({ id, category, rule, linked }))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  const expected = meaning(pool)
  fc.assert(
    fc.property(fc.shuffledSubarray(pool, { minLength: pool.length }), (lines) => {
      expect(meaning(lines)).toEqual(expected)
    }),
  )
})

test('one line out for each line in, in the same order, whatever the label', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (labels) => {
      const prepared = prepare(
        statement([account(labels.map((label) => line('2026-03-01', -1, label)))]),
      )
      const lines = categorise(prepared, ruleset)
      expect(lines.map(({ index }) => index)).toEqual(prepared.lines.map(({ index }) => index))
      for (const { category } of lines) expect(ruleset.taxonomy.has(category)).toBe(true)
    }),
  )
})
