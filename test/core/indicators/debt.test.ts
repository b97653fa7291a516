import { describe, expect, it } from 'vitest'
import { of, payout, plus, split } from '../../support/indicator-cases.ts'
import { aContract, aCredit, anIncome, type InputParts } from '../../support/indicator-input.ts'

describe('indicators of debt', () => {
  it.each<[string, InputParts, string, number | string]>([
    ['no debt', {}, 'debt_service_ratio', 0],
    [
      'a car',
      { credit: aCredit([aContract({ id: 'k', euros: 500 })]) },
      'debt_service_ratio',
      0.25,
    ],
    ['no income', { income: anIncome([]) }, 'debt_service_ratio', 'not_observable'],
    ['no lender', {}, 'distinct_lenders', 'none_found'],
    [
      'two lenders',
      {
        credit: aCredit([
          aContract({ id: 'a', euros: 1 }),
          aContract({ id: 'b', euros: 1, lender: 'Z' }),
        ]),
      },
      'distinct_lenders',
      2,
    ],
    [
      'two split payments',
      { credit: aCredit([split('a', 'ALMA'), split('b', 'ALMA')]) },
      'open_split_payments',
      2,
    ],
    [
      'of one provider',
      { credit: aCredit([split('a', 'ALMA'), split('b', 'ALMA')]) },
      'split_payment_providers',
      1,
    ],
    [
      'a short-term loan already ended',
      {
        credit: aCredit([aContract({ id: 's', euros: 100, kind: 'short_term', status: 'ended' })]),
      },
      'short_term_loans_90',
      1,
    ],
    [
      'a payout 29 days ago',
      { credit: aCredit([], { payouts: [payout('p', 29, 500)] }) },
      'new_credit_30',
      1,
    ],
    [
      'a payout 30 days ago',
      { credit: aCredit([], { payouts: [payout('p', 30, 500)] }) },
      'new_credit_30',
      'none_found',
    ],
    [
      'is in sixty',
      { credit: aCredit([], { payouts: [payout('p', 30, 500)] }) },
      'new_credit_60',
      1,
    ],
    [
      'a payout that repays another',
      {
        ...plus({
          id: 'r',
          daysAgo: 25,
          euros: -300,
          role: 'debt_service',
          category: 'loan.consumer',
          counterpartyName: 'SOFINCO',
        }),
        credit: aCredit([], { payouts: [payout('p', 29, 500)] }),
      },
      'payouts_used_to_repay_90',
      1,
    ],
    [
      'six days later it does not',
      {
        ...plus({
          id: 'r',
          daysAgo: 23,
          euros: -300,
          role: 'debt_service',
          category: 'loan.consumer',
          counterpartyName: 'SOFINCO',
        }),
        credit: aCredit([], { payouts: [payout('p', 29, 500)] }),
      },
      'payouts_used_to_repay_90',
      'none_found',
    ],
    [
      'nor a usual instalment',
      {
        ...plus({
          id: 'r',
          daysAgo: 25,
          euros: -60,
          role: 'debt_service',
          category: 'loan.consumer',
          counterpartyName: 'SOFINCO',
        }),
        credit: aCredit([], { payouts: [payout('p', 29, 500)] }),
      },
      'payouts_used_to_repay_90',
      'none_found',
    ],
    [
      'a draw on a revolving credit',
      {
        credit: aCredit([aContract({ id: 'v', euros: 40, kind: 'revolving', lender: 'COFIDIS' })], {
          payouts: [payout('p', 9, 200, 'COFIDIS', 'revolving_draw'), payout('q', 9, 200, 'Z')],
        }),
      },
      'revolving_draws_90',
      1,
    ],
  ])('%s: %o', (_, parts, id, expected) => {
    expect(of(parts, id)).toBe(expected)
  })
})
