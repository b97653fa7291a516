import { describe, expect, it } from 'vitest'
import { measured } from '../../../src/core/values/observed.ts'
import { dipped, flat, gambling, of, payout, plus } from '../../support/indicator-cases.ts'
import {
  aBalances,
  aContract,
  aCredit,
  aLine,
  anAccount,
  anIncident,
  anIncome,
  aRejection,
  aStream,
  type InputParts,
  noIncidents,
  paysOf,
  quietLines,
} from '../../support/indicator-input.ts'

const own = { role: 'internal', category: 'transfer.own_account' } as const
const pays = [1900, 2000, 2300].map((euros, n) =>
  aLine({ id: `p${n}`, daysAgo: [84, 53, 23][n] ?? 0, euros }),
)
const varied = anIncome([
  aStream({
    euros: 2000,
    ids: ['p0', 'p1', 'p2'],
    occurrences: paysOf(pays),
    amount: {
      currency: 'EUR',
      median: 200_000,
      min: 190_000,
      max: 230_000,
      last: 230_000,
      trend: 'up',
    },
  }),
])
/** The main account is below zero for ten days while the second holds plenty. */
const two: InputParts = {
  accounts: [anAccount(), anAccount({ id: 'a1', iban: null })],
  balances: (() => {
    const together = aBalances(flat(90_000))
    const overdrawn = aBalances([...flat(10_000, 80), ...flat(-20_000, 10)]).together
    const rich = aBalances(flat(100_000)).together
    return {
      accounts: [
        { ...overdrawn, accountId: 'a0' },
        { ...rich, accountId: 'a1' },
      ],
      together: {
        ...together.together,
        daysNegative: measured({ d30: 10, d60: 10, d90: 10 }),
      },
    }
  })(),
}

describe('further indicators', () => {
  it.each<[string, InputParts, string, number | string]>([
    ['the median pay', { income: varied }, 'income_pay_median', 200_000],
    ['the mean pay', { income: varied }, 'income_pay_mean', 206_667],
    ['the last pay against the median', { income: varied }, 'income_pay_trend', 0.15],
    ['three pays', { income: varied }, 'income_pays_90', 3],
    ['84 days of it', { income: varied }, 'main_income_age_days', 84],
    ['no income', { income: anIncome([]) }, 'income_pay_median', 'not_observable'],
    ['a pay in thirty days', {}, 'income_received_30', 200_000],
    ['two in sixty', {}, 'income_received_60', 400_000],
    ['income that goes on', {}, 'income_shock', 0.1129],
    [
      'income that stopped',
      { lines: quietLines().filter(({ id }) => id !== 'pay2') },
      'income_shock',
      1,
    ],
    ['no benefit', {}, 'benefit_share', 0],
    ['high confidence', {}, 'income_high_confidence_monthly', 200_000],
    ['no low confidence', {}, 'income_low_confidence_monthly', 'none_found'],
    ['rent a month', {}, 'fixed_charges_monthly', 60_000],
    ['fixed spending', {}, 'fixed_outflow_share', 0.6316],
    ['shops against income', {}, 'share_of_income_groceries', 0.1795],
    ['nothing for water', {}, 'share_of_income_water', 'none_found'],
    ['the largest debit', {}, 'largest_debit_90', 60_000],
    [
      'an instalment, a month',
      { credit: aCredit([aContract({ id: 'k', euros: 90, kind: 'leasing' })]) },
      'repayment_leasing_monthly',
      9_000,
    ],
    [
      'one lender of two',
      {
        credit: aCredit([
          aContract({ id: 'a', euros: 30, lender: 'A' }),
          aContract({ id: 'b', euros: 10, lender: 'B' }),
        ]),
      },
      'largest_lender_share',
      0.75,
    ],
    ['no credit drawn', {}, 'repayment_to_drawdown', 'not_observable'],
    [
      'a quarter repaid of what was drawn',
      plus(
        { id: 'in', daysAgo: 30, euros: 400, role: 'debt_inflow', category: 'inflow.loan_payout' },
        { id: 'out', daysAgo: 9, euros: -100, role: 'debt_service', category: 'loan.consumer' },
      ),
      'repayment_to_drawdown',
      0.25,
    ],
    [
      'not begun',
      {
        credit: aCredit([aContract({ id: 'n', euros: 0, status: 'repayment_not_started' })], {
          payouts: [payout('p', 9, 100)],
        }),
      },
      'credits_not_yet_repaid',
      1,
    ],
    ['one overdrawn account of two', two, 'days_negative_90', 10],
    ['its run goes on', two, 'ongoing_overdraft_days', 10],
    ['its depth', two, 'deepest_overdraft', 20_000],
    ['and its last day', two, 'days_since_last_negative', 0],
    ['mean depth', { balances: dipped }, 'mean_overdraft', 433],
    ['median depth', { balances: dipped }, 'median_overdraft', 500],
    [
      'a rejection 40 days ago',
      { incidents: noIncidents({ rejections: [aRejection('r', 40)] }) },
      'rejections_30',
      'none_found',
    ],
    [
      'is in sixty',
      { incidents: noIncidents({ rejections: [aRejection('r', 40)] }) },
      'rejections_60',
      1,
    ],
    [
      'a debit the customer refused',
      {
        incidents: noIncidents({
          rejections: [{ ...aRejection('r', 40), isIncident: false, cause: 'customer_refusal' }],
        }),
      },
      'refused_debits_90',
      1,
    ],
    [
      'two collectors',
      {
        incidents: noIncidents({
          collections: [
            { ...anIncident('a', 9), counterparty: 'A' },
            { ...anIncident('b', 5), counterparty: 'B' },
          ],
        }),
      },
      'collection_offices_90',
      2,
    ],
    [
      'an intervention fee a month',
      plus({
        id: 'f',
        daysAgo: 9,
        euros: -9,
        role: 'incident',
        category: 'bank.incident_fee',
        label: ["COMMISSION D'INTERVENTION"],
      }),
      'intervention_fees_monthly',
      308,
    ],
    ['stakes', plus(gambling(-300), gambling(100)), 'gambling_staked_90', 30_000],
    ['less winnings', plus(gambling(-300), gambling(100)), 'gambling_net_90', 20_000],
    ['on one day', plus(gambling(-300), gambling(100)), 'gambling_days_90', 1],
    ['no gambling', {}, 'gambling_staked_90', 'none_found'],
    ['low days', { balances: dipped }, 'low_balance_days_90', 90],
    ['no high day', { balances: dipped }, 'high_balance_days_90', 0],
    ['a balance that never moves', {}, 'balance_volatility', 0],
    [
      'without a cushion',
      { balances: aBalances([...flat(-5, 45), ...flat(5, 45)]) },
      'balance_volatility',
      10,
    ],
    ['days the lowest balance covers', {}, 'lowest_balance_in_days_of_spending', 46],
    [
      'below zero',
      { balances: aBalances([-1, ...flat(100_000, 89)]) },
      'lowest_balance_in_days_of_spending',
      -1,
    ],
    ['before payday, to income', {}, 'lowest_before_payday_to_income', 0.75],
    ['money in', {}, 'inflow_90', 600_000],
    ['money out', {}, 'outflow_90', 285_000],
    ['net', {}, 'net_flow_90', 315_000],
    [
      'own transfers apart',
      plus({ id: 'o', daysAgo: 3, euros: -50, ...own }),
      'outflow_90',
      285_000,
    ],
    [
      'and with them',
      plus({ id: 'o', daysAgo: 3, euros: -50, ...own }),
      'outflow_90_with_transfers',
      290_000,
    ],
    [
      'without a large credit',
      plus({ id: 'l', daysAgo: 3, euros: 5000, category: 'inflow.exceptional' }),
      'inflow_90_without_large',
      600_000,
    ],
    [
      'a large cheque last month',
      plus({ id: 'l', daysAgo: 29, euros: 1500, category: 'inflow.cheque', role: 'one_off' }),
      'unexplained_large_credits_30',
      150_000,
    ],
    [
      'a tax refund explains itself',
      plus({ id: 'l', daysAgo: 9, euros: 1500, category: 'inflow.tax_refund', role: 'one_off' }),
      'unexplained_large_credits_30',
      'none_found',
    ],
    [
      'a rejected rent apart from a loan',
      { incidents: noIncidents({ rejections: [aRejection('r', 40, 'rent')] }) },
      'rejected_rents_90',
      1,
    ],
    [
      'a rejected cheque',
      {
        ...plus({
          id: 'r',
          daysAgo: 40,
          euros: 90,
          role: 'returned',
          label: ['REJET CHQ 0001234'],
        }),
        incidents: noIncidents({ rejections: [aRejection('r', 40)] }),
      },
      'rejected_cheques_90',
      1,
    ],
    ['money out of a whole month', {}, 'outflow_a_complete_month', 95_000],
    ['36 lines', {}, 'lines_90', 36],
    ['two days between lines', {}, 'longest_silence_days', 2],
  ])('%s', (_, parts, id, expected) => {
    expect(of(parts, id)).toBe(expected)
  })
})
