import { describe, expect, it } from 'vitest'
import { measureAssets } from '../../../src/core/affordability/assets.ts'
import { measureBusiness } from '../../../src/core/affordability/business.ts'
import { measureCashFlow } from '../../../src/core/affordability/cash-flow.ts'
import type { CategorisedLine } from '../../../src/core/categorisation/categorised.ts'
import { ledgerOf } from '../../../src/core/ledger/ledger.ts'
import type { Account } from '../../../src/core/statement/line.ts'
import { aLine, anAccount, aPrepared } from '../../support/indicator-input.ts'

const flow = (lines: readonly CategorisedLine[], accounts?: readonly Account[]) =>
  measureCashFlow(ledgerOf(aPrepared({ lines, ...(accounts ? { accounts } : {}) }), lines))

describe('cash flow', () => {
  it('has every month of the window, and says which are whole', () => {
    const one = [aLine({ id: 'food', daysAgo: 38, euros: -50 })]
    expect(flow(one).months.map(({ month, complete }) => [month, complete])).toEqual([
      ['2026-08', false],
      ['2026-09', true],
      ['2026-10', true],
      ['2026-11', false],
    ])
  })

  it('has no month where no line of a private account counts', () => {
    expect(flow([]).months).toEqual([])
  })

  it('adds up by direction, role and category', () => {
    const lines = [
      aLine({ id: 'pay', daysAgo: 40, euros: 2000 }),
      aLine({ id: 'rent', daysAgo: 39, euros: -600, category: 'housing.rent' }),
      aLine({ id: 'food', daysAgo: 38, euros: -50 }),
    ]
    const month = flow(lines).months.find(({ month: m }) => m === '2026-10')
    expect(month).toMatchObject({
      inflow: 200_000,
      outflow: 65_000,
      net: 135_000,
      byRole: { income: 200_000, fixed_charge: -60_000, living: -5_000 },
      byCategory: { 'income.salary': 200_000, 'housing.rent': -60_000, 'living.groceries': -5_000 },
    })
  })

  it('leaves out own transfers, savings, excluded lines, business and left-out accounts', () => {
    const accounts = [
      anAccount(),
      anAccount({ id: 'firm', usage: 'business' }),
      anAccount({ id: 'book', kind: 'savings' }),
      anAccount({ id: 'usd', leftOut: 'other_currency' }),
    ]
    const lines = [
      aLine({
        id: 'own',
        daysAgo: 5,
        euros: -100,
        role: 'internal',
        category: 'transfer.own_account',
      }),
      aLine({ id: 'save', daysAgo: 5, euros: -100, role: 'saving', category: 'savings.deposit' }),
      aLine({ id: 'twice', daysAgo: 5, euros: -100, excluded: 'duplicate' }),
      ...['firm', 'book', 'usd'].map((accountId) =>
        aLine({ id: accountId, daysAgo: 5, euros: -100, accountId }),
      ),
    ]
    expect(
      flow(lines, accounts).months.every(({ inflow, outflow }) => inflow + outflow === 0),
    ).toBe(true)
  })

  it.each([
    ['all its slips', [-60, -40], 0],
    ['some of its slips', [-60], -40_00],
    ['no slip', [], -100_00],
    ['more slips than its total', [-60, -70], 0],
  ])('counts a card total with %s once', (_, slips, rest) => {
    const total = aLine({
      id: 'total',
      daysAgo: 2,
      euros: -100,
      role: 'card_settlement',
      category: 'transfer.deferred_card',
      linked: slips.map((_euros, n) => ({ id: `slip${n}`, as: 'card_slip' as const })),
    })
    const card = slips.map((euros, n) =>
      aLine({ id: `slip${n}`, daysAgo: 9, euros, accountId: 'card' }),
    )
    const lines = [...card, total]
    const accounts = [anAccount(), anAccount({ id: 'card', kind: 'card', linkedAccountId: 'a0' })]
    const counted = ledgerOf(aPrepared({ accounts, lines }), lines).flows
    expect(counted.find(({ line }) => line.id === 'total')?.amount ?? 0).toBe(rest)
  })
})

describe('assets', () => {
  const balance = {
    name: 'b',
    balanceType: 'CLBD',
    balanceAmount: { amount: '1234.56', currency: 'EUR' },
    referenceDate: null,
  }
  it('are not observable when no savings account is shared, and never zero', () => {
    expect(measureAssets(ledgerOf(aPrepared({}), [])).savings).toEqual({
      state: 'not_observable',
      why: 'savings_account_not_shared',
    })
  })
  it('add up the savings accounts, and stay unknown when one balance is', () => {
    const book = anAccount({ id: 'b1', kind: 'savings', balances: [balance] })
    const dark = anAccount({ id: 'b2', kind: 'savings' })
    expect(measureAssets(ledgerOf(aPrepared({ accounts: [book] }), [])).savings).toMatchObject({
      value: { amount: 123_456 },
    })
    expect(
      measureAssets(ledgerOf(aPrepared({ accounts: [book, dark] }), [])).savings,
    ).toMatchObject({
      state: 'not_observable',
    })
  })
  it('tell deposits from withdrawals', () => {
    const saving = { role: 'saving', category: 'savings.deposit' } as const
    const lines = [
      aLine({ id: 'in', daysAgo: 3, euros: 30, ...saving }),
      aLine({ id: 'out', daysAgo: 2, euros: -80, ...saving }),
    ]
    expect(measureAssets(ledgerOf(aPrepared({ lines }), lines))).toMatchObject({
      savingsDeposits: { value: { amount: 8_000 } },
      savingsWithdrawals: { value: { amount: 3_000 } },
    })
  })
})

describe('business', () => {
  it('is none found on a private life', () => {
    const lines = [aLine({ id: 'pay', daysAgo: 3, euros: 2000 })]
    expect(measureBusiness(ledgerOf(aPrepared({ lines }), lines)).state).toBe('none_found')
  })

  it('measures turnover, largest client and drawings on a business account', () => {
    const accounts = [anAccount({ id: 'firm', usage: 'business' })]
    const client = (id: string, daysAgo: number, euros: number, counterpartyKey: string) =>
      aLine({
        id,
        daysAgo,
        euros,
        counterpartyKey,
        accountId: 'firm',
        category: 'income.self_employment',
        role: 'income',
      })
    const lines = [
      client('c1', 89, 900, 'name:A'),
      client('c2', 50, 300, 'name:B'),
      aLine({
        id: 'refund',
        daysAgo: 20,
        euros: 500,
        accountId: 'firm',
        category: 'inflow.merchant_refund',
        role: 'one_off',
      }),
      aLine({
        id: 'draw',
        daysAgo: 10,
        euros: -600,
        accountId: 'firm',
        category: 'transfer.own_account',
        role: 'internal',
      }),
    ]
    expect(measureBusiness(ledgerOf(aPrepared({ accounts, lines }), lines))).toMatchObject({
      state: 'measured',
      monthlyTurnover: { value: { amount: 40_583 } },
      largestClientShare: { value: 0.75 },
      drawings: { value: { amount: 20_292 } },
      accounts: ['firm'],
    })
  })
})
