// Money borrowed against money repaid in the window, loans repaid early or not begun, and what is still owed.
import { measured, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import { amountOfWindow, categories, net, received, roles, spent } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { events, moneyOf, reading } from '../reading.ts'
import { sumOf } from '../tally.ts'

export const repaymentToDrawdown: Indicator = {
  id: 'repayment_to_drawdown',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Credit repaid in the window ÷ money borrowed in it; not observable without a payout.',
  higherIs: null,
  compute: ({ tally }) => {
    const drawn = sumOf(tally.byRole, ['debt_inflow'])
    if (drawn.in === 0) return reading(notObservable('no_payout_seen'))
    const repaid = sumOf(tally.byRole, ['debt_service'])
    return reading(measured(ratio(net(repaid), drawn.in)), [...drawn.ids, ...repaid.ids])
  },
}

export const notStarted: Indicator = {
  id: 'credits_not_yet_repaid',
  unit: 'count',
  window: 'today',
  inputs: ['credit'],
  formula: 'Number of credits paid out, or insured, of which no instalment has been seen.',
  higherIs: 'riskier',
  compute: (input) => {
    const found = input.credit.contracts.filter(({ status }) => status === 'repayment_not_started')
    return events(
      input,
      found.flatMap(({ evidence }) => evidence.transactionIds),
      found.length,
    )
  },
}

export const creditOutstanding: Indicator = {
  id: 'credit_outstanding',
  unit: 'money',
  window: 'today',
  inputs: ['assets'],
  formula: 'What the loan accounts in the statement still owe; PSD2 gives none.',
  higherIs: 'riskier',
  compute: ({ assets }) => reading(moneyOf(assets.loansOutstanding)),
}

export const repayments = [
  amountOfWindow(
    {
      id: 'credit_repaid_90',
      formula: 'Credit instalments of the window, those returned deducted.',
      higherIs: null,
    },
    roles('debt_service'),
    net,
  ),
  amountOfWindow(
    {
      id: 'credit_drawn_90',
      formula: 'Money borrowed in the window: loan payouts, draws and advances.',
      higherIs: 'riskier',
    },
    roles('debt_inflow'),
    received,
  ),
  repaymentToDrawdown,
  amountOfWindow(
    {
      id: 'early_repayments_90',
      formula: 'Loans repaid before term in the window, wholly or in part.',
      higherIs: null,
    },
    categories('loan.early_repayment'),
    spent,
  ),
  amountOfWindow(
    {
      id: 'overpayments_repaid_90',
      formula: 'Benefits or taxes paid back by instalments in the window.',
      higherIs: null,
      barredFromScore: 'benefits',
    },
    categories('debt.overpayment'),
    spent,
  ),
  notStarted,
  creditOutstanding,
]
