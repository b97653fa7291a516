// Cash in and out, crypto-assets, and the part of spending that goes to what lenders call high risk.
import { measured, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import {
  amountOfWindow,
  categories,
  countOfWindow,
  received,
  roles,
  shareOfIncome,
  spent,
} from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'
import { sumOf } from '../tally.ts'

export const highRiskShare: Indicator = {
  id: 'high_risk_outflow_share',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula:
    'Debits to betting, crypto-asset platforms, short-term lenders and debt collectors ÷ all debits of the window.',
  higherIs: 'riskier',
  compute: ({ tally }) => {
    const all = tally.total.out
    if (all === 0) return reading(notObservable('no_debit_seen'))
    const named = ['gambling', 'savings.crypto', 'loan.short_term', 'debt.collection']
    const part = sumOf(tally.byCategory, named)
    return reading(measured(ratio(part.out, all)), part.ids)
  },
}

export const cashAndRisk = [
  amountOfWindow(
    { id: 'cash_withdrawn_90', formula: 'Cash withdrawn in the window.', higherIs: null },
    roles('cash'),
    spent,
  ),
  countOfWindow(
    {
      id: 'cash_withdrawals_90',
      formula: 'Number of cash withdrawals of the window.',
      higherIs: null,
    },
    roles('cash'),
  ),
  shareOfIncome(
    {
      id: 'cash_withdrawn_to_income',
      formula: 'Cash withdrawn a month ÷ retained income.',
      higherIs: null,
    },
    roles('cash'),
    spent,
  ),
  amountOfWindow(
    { id: 'cash_deposited_90', formula: 'Cash deposited in the window.', higherIs: null },
    categories('inflow.cash'),
    received,
  ),
  amountOfWindow(
    {
      id: 'crypto_outflow_90',
      formula: 'Money sent to crypto-asset platforms in the window.',
      higherIs: null,
    },
    categories('savings.crypto'),
    spent,
  ),
  highRiskShare,
]
