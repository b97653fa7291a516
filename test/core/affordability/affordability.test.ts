import { describe, expect, it } from 'vitest'
import { annuity, loanInstalment } from '../../../src/core/affordability/loan.ts'
import { consumptionUnits } from '../../../src/core/affordability/residual-floor.ts'
import { readAffordabilitySettings } from '../../../src/core/affordability/settings.ts'
import type { Application } from '../../../src/core/statement/statement.ts'
import { minorUnits } from '../../../src/core/values/money.ts'
import { notObservable } from '../../../src/core/values/observed.ts'
import {
  aCharges,
  aContract,
  aCredit,
  aLine,
  anAccount,
  anIncome,
  anInput,
  aStream,
  quietLines,
} from '../../support/indicator-input.ts'
import { ruleFiles, withFile } from '../../support/rule-files.ts'

const single = { adults: 1, children: 0 }
const car = { id: 'car', euros: 200, lender: 'COFIDIS' }
const of = (parts: Parameters<typeof anInput>[0]) => anInput(parts).affordability

describe('the instalment of the requested loan', () => {
  it.each([
    [800_000, 48, 5.5, 18_605],
    [1_000_000, 60, 0, 16_667],
    [20_000_000, 240, 3.6, 117_022],
    [100_000, 1, 12, 101_000],
  ])('%i over %i months at %d %% is %i a month', (amount, months, rate, expected) => {
    expect(annuity(minorUnits(amount), months, rate)).toBe(expected)
  })

  it.each<[string, Application | null, ReturnType<typeof loanInstalment>]>([
    ['no application', null, { state: 'not_observable', why: 'application_absent' }],
    ['no loan', {}, { state: 'not_observable', why: 'loan_not_requested' }],
    [
      'no rate',
      { loan: { amount: 1000, months: 2 } },
      { state: 'not_observable', why: 'loan_rate_unknown' },
    ],
    [
      'as given',
      { loan: { amount: 1000, months: 2, rate: 5, instalment: 777 } },
      { state: 'measured', value: minorUnits(777) },
    ],
  ])('%s', (_, application, expected) => {
    expect(loanInstalment(application)).toEqual(expected)
  })
})

describe('consumption units', () => {
  it.each([
    [1, 0, 1],
    [2, 0, 1.5],
    [2, 2, 2.1],
    [1, 3, 1.9],
  ])('%i adults and %i children are %d', (adults, children, units) => {
    expect(consumptionUnits({ household: { adults, children } })).toEqual({
      state: 'measured',
      value: units,
    })
  })
})

describe('positions', () => {
  it('measures ratios and residual income without the loan', () => {
    const measured = of({ credit: aCredit([aContract(car)]), application: { household: single } })
    expect(measured.withoutLoan).toEqual({
      debtServiceRatio: { state: 'measured', value: 0.1 },
      commitmentRatio: { state: 'measured', value: 0.4 },
      residualIncome: { state: 'measured', value: { amount: 120_000, currency: 'EUR' } },
      residualIncomePerUnit: { state: 'measured', value: { amount: 120_000, currency: 'EUR' } },
    })
  })

  it('adds the new instalment and lets refinanced contracts leave, by lender or by id', () => {
    for (const refinances of [['Cofidis'], ['car']]) {
      const application = { loan: { amount: 500_000, months: 24, instalment: 25_000, refinances } }
      const { withLoan, withoutLoan } = of({ credit: aCredit([aContract(car)]), application })
      expect(withoutLoan.debtServiceRatio).toEqual({ state: 'measured', value: 0.1 })
      expect(withLoan.debtServiceRatio).toEqual({ state: 'measured', value: 0.125 })
    }
  })

  it('notes a refinanced contract that it did not find, and removes none', () => {
    const application = {
      loan: { amount: 1, months: 1, instalment: 10_000, refinances: ['SOFINCO'] },
    }
    const { withLoan, notes } = of({ credit: aCredit([aContract(car)]), application })
    expect(withLoan.debtServiceRatio).toEqual({ state: 'measured', value: 0.15 })
    expect(notes).toContain('refinanced_contract_not_found')
  })

  it('stresses charges up and income down by a tenth, with the loan', () => {
    const application = { loan: { amount: 1, months: 1, instalment: 20_000 } }
    const { stressed } = of({ application })
    expect(stressed.debtServiceRatio).toEqual({ state: 'measured', value: 0.1222 })
    expect(stressed.residualIncome).toEqual({
      state: 'measured',
      value: { amount: 180_000 - 22_000 - 66_000, currency: 'EUR' },
    })
  })

  it('stresses without a loan when none is asked', () => {
    expect(of({}).stressed.residualIncome).toMatchObject({ value: { amount: 180_000 - 66_000 } })
  })

  it('says why everything of the application is unknown when there is none', () => {
    const { withLoan, instalment, consumptionUnits: units, withoutLoan } = of({})
    const absent = { state: 'not_observable', why: 'application_absent' }
    expect([
      ...Object.values(withLoan),
      instalment,
      units,
      withoutLoan.residualIncomePerUnit,
    ]).toEqual(Array.from({ length: 7 }, () => absent))
  })

  it('does not stress around a loan whose instalment is unknown', () => {
    const { stressed } = of({ application: { loan: { amount: 1, months: 1 } } })
    expect(stressed.debtServiceRatio).toEqual(notObservable('loan_rate_unknown'))
  })

  it('knows no ratio of an income that was not found, and no debt of a credit it cannot see', () => {
    expect(of({ income: anIncome([]) }).withoutLoan.debtServiceRatio).toEqual(
      notObservable('no_income_found'),
    )
    const blind = aCredit([], { monthlyRepayment: notObservable('transactions_not_shared') })
    expect(of({ credit: blind }).withoutLoan.debtServiceRatio).toEqual(
      notObservable('transactions_not_shared'),
    )
  })

  it('counts no debt as a ratio of zero, since it was looked for', () => {
    expect(of({}).withoutLoan.debtServiceRatio).toEqual({ state: 'measured', value: 0 })
  })

  it('counts the insurance of a loan as debt, and forgets what has ended', () => {
    const insurance = aStream({
      euros: 20,
      ids: ['i'],
      category: 'insurance.loan',
      direction: 'out',
    })
    const ended = aContract({ id: 'old', euros: 900, status: 'ended' })
    const parts = { charges: aCharges([insurance]), credit: aCredit([ended]) }
    expect(of(parts).withoutLoan.debtServiceRatio).toEqual({ state: 'measured', value: 0.01 })
  })

  it('counts a possible rent and says so', () => {
    const charges = aCharges([], {
      housingSource: 'possible_rent',
      housingCost: { state: 'measured', value: { amount: 50_000, currency: 'EUR' } },
    })
    const { withoutLoan, notes } = of({ charges })
    expect(withoutLoan.commitmentRatio).toEqual({ state: 'measured', value: 0.25 })
    expect(notes).toContain('possible_rent_counted')
  })
})

describe('variants', () => {
  it('halves the charges of a joint account', () => {
    const { variants } = of({
      accounts: [anAccount({ ownership: 'joint' })],
      credit: aCredit([aContract(car)]),
    })
    expect(variants).toEqual([
      expect.objectContaining({
        code: 'joint_half_share',
        position: expect.objectContaining({
          debtServiceRatio: { state: 'measured', value: 0.05 },
          commitmentRatio: { state: 'measured', value: 0.2 },
        }),
      }),
    ])
  })

  it('halves a possible rent that leaves the joint account', () => {
    const person = aStream({
      euros: 500,
      ids: ['p'],
      category: 'transfer.person',
      direction: 'out',
    })
    const charges = aCharges([person], {
      housingSource: 'possible_rent',
      housingCost: { state: 'measured', value: { amount: 50_000, currency: 'EUR' } },
    })
    const { variants } = of({ accounts: [anAccount({ ownership: 'joint' })], charges })
    expect(variants[0]?.position.commitmentRatio).toEqual({ state: 'measured', value: 0.125 })
  })

  it('adds what was declared and not seen, and not what was seen', () => {
    const declaredCredits = [
      { lender: 'cofidis', instalment: 20_000 },
      { lender: 'Banque Z', instalment: 10_000 },
    ]
    const { variants, notes } = of({
      credit: aCredit([aContract(car)]),
      application: { declaredCredits },
    })
    expect(variants[0]).toMatchObject({
      code: 'with_declared',
      position: { debtServiceRatio: { state: 'measured', value: 0.15 } },
    })
    expect(notes).toContain('declared_credit_not_seen')
  })
})

describe('the highest further instalment', () => {
  it.each([
    ['by the debt ratio', { adults: 1, children: 0 }, 0, 70_000],
    ['by what must remain', { adults: 2, children: 0 }, 0, 2000_00 - 600_00 - 1050_00],
    ['nothing when a limit is passed', { adults: 1, children: 0 }, 800, 0],
  ])('%s', (_, household, debt, expected) => {
    const credit = debt === 0 ? aCredit([]) : aCredit([aContract({ id: 'k', euros: debt })])
    expect(of({ credit, application: { household } }).highestFurtherInstalment).toEqual({
      state: 'measured',
      value: { amount: expected, currency: 'EUR' },
    })
  })
})

describe('taxes outside any stream', () => {
  const residual = (daysAgo: number, category: string) => {
    const tax = aLine({ id: 'tax', daysAgo, euros: -1200, category, role: 'fixed_charge' })
    return of({ lines: [...quietLines(), tax] }).withoutLoan.residualIncome
  }
  it('are spread over twelve months', () => {
    expect(residual(30, 'tax.property')).toMatchObject({ value: { amount: 140_000 - 10_000 } })
  })
  it('leave out the balances of income tax of the autumn', () => {
    expect(residual(30, 'tax.income')).toMatchObject({ value: { amount: 140_000 } })
    // The autumn begins on the first of September, eighty days before the report
    expect(residual(80, 'tax.income')).toMatchObject({ value: { amount: 140_000 } })
    expect(residual(81, 'tax.income')).toMatchObject({ value: { amount: 140_000 - 10_000 } })
  })
})

describe('settings', () => {
  it('are read from the rulebook, and refused with file and line when wrong', () => {
    expect(readAffordabilitySettings(ruleFiles()).stress.chargesUpPercent).toBe(10)
    const wrong = withFile('settings.yaml', (t) =>
      t.replace('chargesUpPercent: 10', 'chargesUpPercent: ten'),
    )
    expect(() => readAffordabilitySettings(wrong)).toThrow(/settings\.yaml:\d+: .*chargesUpPercent/)
  })
})
