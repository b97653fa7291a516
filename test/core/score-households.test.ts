import { describe, expect, it } from 'vitest'
import { addDays } from '../../src/core/values/plain-date.ts'
import { assessed } from '../support/assessed.ts'
import {
  HOUSEHOLD_AS_OF,
  type HouseholdParts,
  householdStatement,
  transaction,
} from '../support/household-statement.ts'

const on = (daysAgo: number) => addDays(HOUSEHOLD_AS_OF, -daysAgo)
const monthly = (id: string, daysAgo: number, euros: number, label: string) =>
  [0, 1, 2].map((n) => transaction(`${id}${n}`, on(daysAgo - n * 30), euros, label))

/** More credit, more shopping than income, an overdraft before each pay, one returned debit. */
const tight: HouseholdParts = {
  balance: '-180.00',
  extra: [
    ...monthly('car', 80, -390, 'PRLV SEPA CREDIPAR ECHEANCE'),
    ...monthly('rev', 75, -110, 'PRLV SEPA CETELEM ECHEANCE'),
    ...monthly('shop', 70, -380, 'CARTE FNAC PARIS'),
    transaction('ret', on(34), 110, 'REJET PRLV SEPA CETELEM PROVISION INSUFFISANTE'),
    transaction('fee', on(33), -20, 'FRAIS REJET PRELEVEMENT'),
  ],
}

/** Returned debits month after month, short-term loans, betting, months below zero. */
const broken: HouseholdParts = {
  balance: '-900.00',
  extra: [
    ...monthly('car', 80, -390, 'PRLV SEPA CREDIPAR ECHEANCE'),
    ...monthly('rev', 75, -210, 'PRLV SEPA CETELEM ECHEANCE'),
    ...monthly('bet', 74, -260, 'CARTE WINAMAX'),
    ...monthly('mini', 66, -220, 'PRLV SEPA FLOA COUP DE POUCE'),
    transaction('pay1', on(68), 200, 'VIR FINFROG'),
    ...monthly('frog', 62, -110, 'PRLV SEPA FINFROG'),
    ...monthly('ret', 60, 120, 'REJET PRLV SEPA SOFINCO ECHEANCE PRET PROVISION INSUFFISANTE'),
    ...monthly('fee', 59, -20, 'FRAIS REJET PRELEVEMENT'),
    ...monthly('int', 58, -24, 'COMMISSION INTERVENTION'),
    transaction('satd', on(20), -300, 'SAISIE ADMINISTRATIVE TIERS DETENTEUR'),
  ],
}

describe('the expert scorecard ranks households as an analyst would', () => {
  const scoreOf = (parts: HouseholdParts) => assessed(householdStatement(parts)).report.score

  it('a healthy one in A or B, a tight one in C, a broken one in D or E', () => {
    const grades = [{}, tight, broken].map((parts) => scoreOf(parts).grade)
    expect(grades[0]).toMatch(/[AB]/)
    expect(grades[1]).toBe('C')
    expect(grades[2]).toMatch(/[DE]/)
  })

  it('tells the broken one what weighs most, first', () => {
    const against = scoreOf(broken).reasons.filter(({ direction }) => direction === 'against')
    expect(against.slice(0, 3).map(({ characteristic }) => characteristic)).toEqual(
      expect.arrayContaining(['rejected_payments', 'days_overdrawn']),
    )
    expect(against.every(({ evidence, code }) => Array.isArray(evidence) && code !== '')).toBe(true)
  })

  it('shows the broken one a way up, in French and in English', () => {
    const [first] = scoreOf(broken).counterfactuals
    expect(first?.text.fr).toMatch(/^Si .*, le score serait de \d+ \(classe [A-D]\)\.$/)
    expect(first?.text.en).toMatch(/^If .*, the score would be \d+ \(grade [A-D]\)\.$/)
  })

  it('raises what an underwriter must see', () => {
    const { flags } = assessed(householdStatement(broken)).report
    expect(flags.map(({ code }) => code)).toEqual(
      expect.arrayContaining([
        'seizure',
        'rejected_loan_instalment',
        'short_term_credit',
        'gambling',
      ]),
    )
  })
})
