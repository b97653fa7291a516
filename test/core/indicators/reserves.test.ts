import { describe, expect, it } from 'vitest'
import { flat, gambling, of, plus, saving } from '../../support/indicator-cases.ts'
import {
  aBalances,
  aCharges,
  aStream,
  type InputParts,
  unknownBalances,
} from '../../support/indicator-input.ts'

describe('indicators of reserves', () => {
  it.each<[string, InputParts, string, number | string]>([
    ['a flat balance', {}, 'balance_drift', 0],
    [
      'as much as a month costs lost',
      { balances: aBalances([...flat(200_000, 30), ...flat(150_000, 30), ...flat(100_000, 30)]) },
      'balance_drift',
      -1.026,
    ],
    ['59 days of balance', { balances: aBalances(flat(1, 59)) }, 'balance_drift', 'not_observable'],
    ['days of liquidity', {}, 'liquidity_days', 46],
    ['a median below zero', { balances: aBalances(flat(-10)) }, 'liquidity_days', 0],
    ['no balance', { balances: unknownBalances() }, 'liquidity_days', 'not_observable'],
    ['saving what is left', {}, 'net_saving_rate', 0.5127],
    [
      'a loan is no income',
      plus({
        id: 'loan',
        daysAgo: 9,
        euros: 5000,
        category: 'inflow.loan_payout',
        role: 'debt_inflow',
      }),
      'net_saving_rate',
      0.5127,
    ],
    ['no month in deficit', {}, 'deficit_months', 'none_found'],
    [
      'one of two months in deficit',
      plus({ id: 'tv', daysAgo: 40, euros: -1500 }),
      'deficit_months',
      1,
    ],
    [
      'savings drawn in it',
      plus({ id: 'tv', daysAgo: 40, euros: -1500 }, saving('s', 39, 300)),
      'months_savings_drawn_in_deficit',
      1,
    ],
    [
      'savings drawn in a good month',
      plus(saving('s', 39, 300)),
      'months_savings_drawn_in_deficit',
      'none_found',
    ],
    ['no savings account', {}, 'savings_held', 'not_observable'],
    ['rent', {}, 'fixed_charges_share', 0.3],
    [
      'rent without childcare',
      {
        charges: aCharges([
          aStream({ euros: 600, ids: ['r'], category: 'housing.rent' }),
          aStream({ euros: 500, ids: ['n'], category: 'family.childcare' }),
        ]),
      },
      'fixed_charges_share',
      0.3,
    ],
    ['no gambling', {}, 'gambling_to_income', 'none_found'],
    ['winnings deducted', plus(gambling(-400), gambling(100)), 'gambling_to_income', 0.0513],
    ['a lucky player', plus(gambling(-100), gambling(400)), 'gambling_to_income', 0],
  ])('%s: %o', (_, parts, id, expected) => {
    expect(of(parts, id)).toBe(expected)
  })
})
