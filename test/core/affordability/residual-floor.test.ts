import { describe, expect, it } from 'vitest'
import { measureAssets } from '../../../src/core/affordability/assets.ts'
import { measureBusiness } from '../../../src/core/affordability/business.ts'
import { floorOf } from '../../../src/core/affordability/residual-floor.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import { minorUnits } from '../../../src/core/values/money.ts'
import { toPlainDate } from '../../../src/core/values/plain-date.ts'
import { aLine, anAccount, anInput, aPrepared } from '../../support/indicator-input.ts'

const policy = {
  largestDebtServiceRatio: 0.35,
  residualIncomeFloorPerUnit: 70_000,
  residualIncomeTable: [{ adults: 1, children: 1, floor: 95_000 }],
}
const household = (adults: number, children: number) => ({ household: { adults, children } })

describe("the lender's own floor of residual income", () => {
  it.each([
    ['by its table', household(1, 1), 'EUR', 95_000],
    ['by consumption unit where the table has no such household', household(2, 1), 'EUR', 126_000],
    ['unknown without a household', {}, 'EUR', 'household_not_declared'],
    ['unknown without an application', null, 'EUR', 'application_absent'],
    ['not held against another currency', household(1, 1), 'CZK', 'settings_in_another_currency'],
  ])('%s', (_, application, currency, expected) => {
    const floor = floorOf(application, currency, policy)
    expect(
      floor.state === 'measured' ? floor.value : floor.state === 'not_observable' && floor.why,
    ).toBe(expected)
  })

  it('leaves a margin without the loan, with it and under stress', () => {
    const loan = { amount: 1, months: 1, instalment: 20_000 }
    const { residualFloor, variants } = anInput({
      application: { ...household(1, 0), loan },
    }).affordability
    expect(residualFloor).toMatchObject({
      amount: { value: { amount: 70_000 } },
      marginWithoutLoan: { value: { amount: 70_000 } },
      marginWithLoan: { value: { amount: 50_000 } },
      marginStressed: { value: { amount: 180_000 - 22_000 - 66_000 - 70_000 } },
    })
    expect(variants[0]).toMatchObject({
      code: 'stressed_without_loan',
      position: { residualIncome: { value: { amount: 114_000 } } },
    })
  })
})

describe('loan accounts', () => {
  const balance = (amount: string) => ({
    name: null,
    balanceType: 'CLBD',
    balanceAmount: { amount, currency: 'EUR' },
    referenceDate: null,
  })
  const loan = anAccount({ id: 'l', kind: 'loan', balances: [balance('-12000.00')] })

  it('are not observable when none is shared', () => {
    const { loans, loansOutstanding } = measureAssets(ledgerOf(aPrepared({}), []))
    expect(loans).toEqual([])
    expect(loansOutstanding).toEqual({ state: 'not_observable', why: 'loan_account_not_shared' })
  })

  it('tell what is owed, the last sum paid into them, and no end they were not given', () => {
    const lines = [aLine({ id: 'in', daysAgo: 9, euros: 250, accountId: 'l' })]
    const found = measureAssets(
      ledgerOf(aPrepared({ accounts: [anAccount(), loan], lines }), lines),
    )
    expect(found.loansOutstanding).toMatchObject({ value: { amount: 1_200_000 } })
    expect(found.loans).toEqual([
      {
        accountId: 'l',
        outstanding: { state: 'measured', value: { amount: 1_200_000, currency: 'EUR' } },
        instalment: { state: 'measured', value: { amount: 25_000, currency: 'EUR' } },
        end: { state: 'not_observable', why: 'end_not_given' },
      },
    ])
  })

  it('tell their terms where a file gives them', () => {
    const terms = { instalment: minorUnits(31_000), end: toPlainDate('2031-05-05') }
    const accounts = [{ ...loan, loan: terms, balances: [] }]
    const found = measureAssets(ledgerOf(aPrepared({ accounts }), []))
    expect(found.loans[0]).toMatchObject({
      outstanding: { state: 'not_observable', why: 'balance_not_shared' },
      instalment: { value: { amount: 31_000 } },
      end: { value: '2031-05-05' },
    })
    expect(found.loansOutstanding.state).toBe('not_observable')
  })

  it('give nothing to cash flow, flows and coverage', () => {
    const lines = [aLine({ id: 'in', daysAgo: 9, euros: -250, accountId: 'l' })]
    const found = anInput({ accounts: [loan], lines })
    expect(found.ledger.flows).toEqual([])
    expect(found.cashFlow.months).toEqual([])
  })
})

describe('the business part', () => {
  const firm = { accountId: 'firm' } as const
  const sale = (id: string, euros: number, counterpartyKey: string | null = null) =>
    aLine({
      id,
      daysAgo: 60,
      euros,
      counterpartyKey,
      role: 'income',
      category: 'income.self_employment',
      ...firm,
    })
  const measure = (lines: ReturnType<typeof aLine>[]) =>
    measureBusiness(
      ledgerOf(
        aPrepared({ accounts: [anAccount({ id: 'firm', usage: 'business' })], lines }),
        lines,
      ),
    )

  it('takes what was given back to a client off the turnover, and knows VAT', () => {
    const back = aLine({
      id: 'back',
      daysAgo: 30,
      euros: -300,
      counterpartyKey: 'name:A',
      role: 'unknown',
      category: 'uncategorized.out',
      ...firm,
    })
    const vat = aLine({
      id: 'vat',
      daysAgo: 9,
      euros: -200,
      cleanLabel: 'PRLV DGFIP TVA',
      role: 'living',
      category: 'tax.other',
      ...firm,
    })
    const whole = measure([sale('a', 900, 'name:A')])
    const less = measure([sale('a', 900, 'name:A'), back, vat])
    const turnover = (found: typeof whole) =>
      found.monthlyTurnover.state === 'measured' ? found.monthlyTurnover.value.amount : 0
    expect(turnover(less) / turnover(whole)).toBeCloseTo(2 / 3, 3)
    expect(less.vat).toMatchObject({ value: { amount: 9_980 } })
    expect(whole.vat).toEqual({ state: 'none_found' })
    expect(less.evidence.transactionIds).toEqual(['a', 'back', 'vat'])
  })
})
