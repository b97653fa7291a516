// Debt service and commitments against retained income, without the requested loan.
import type { Indicator } from '../indicator.ts'
import { moneyOf, reading, readingOf } from '../reading.ts'

export const debtServiceRatio: Indicator = {
  id: 'debt_service_ratio',
  unit: 'ratio',
  window: 'today',
  inputs: ['credit', 'charges', 'income'],
  formula:
    '(Mortgage + consumer + revolving + split payments + leasing + borrower insurance, a month) ÷ retained income.',
  higherIs: 'riskier',
  compute: (input) =>
    readingOf(input.affordability.withoutLoan.debtServiceRatio, input.tally.evidence.contracts),
}

export const commitmentRatio: Indicator = {
  id: 'commitment_ratio',
  unit: 'ratio',
  window: 'today',
  inputs: ['credit', 'charges', 'income'],
  formula: '(Debt service + rent + maintenance paid, a month) ÷ retained income.',
  higherIs: 'riskier',
  barredFromScore: 'family',
  compute: (input) =>
    readingOf(input.affordability.withoutLoan.commitmentRatio, input.tally.evidence.contracts),
}

export const residualIncome: Indicator = {
  id: 'residual_income',
  unit: 'money',
  window: 'today',
  inputs: ['affordability'],
  formula:
    'Retained income − debt service − rent and co-ownership − maintenance − childcare − energy, water, telecom, insurance − taxes not withheld ÷ 12.',
  higherIs: 'safer',
  barredFromScore: 'stands_beside_the_score',
  compute: (input) => reading(moneyOf(input.affordability.withoutLoan.residualIncome)),
}

export const residualIncomePerUnit: Indicator = {
  id: 'residual_income_per_unit',
  unit: 'money',
  window: 'today',
  inputs: ['affordability'],
  formula: 'Residual income ÷ consumption units of the declared household (OECD-modified).',
  higherIs: 'safer',
  barredFromScore: 'family',
  compute: (input) => reading(moneyOf(input.affordability.withoutLoan.residualIncomePerUnit)),
}
