// Gambling against income, cash against spending, outflow against inflow.
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { idsOf, perMonth, reading, retainedIncome, shareOf, totalOf } from '../reading.ts'

export const gamblingToIncome: Indicator = {
  id: 'gambling_to_income',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions', 'income', 'coverage'],
  formula: '(Stakes − winnings, never below zero, a month) ÷ retained income.',
  higherIs: 'riskier',
  compute: (input) => {
    const lines = input.flows.filter(({ line }) => line.role === 'gambling')
    if (input.coverage.overall.booked === 0) return reading(notObservable('no_booked_lines'))
    if (lines.length === 0) return reading(noneFound)
    const net = Math.max(0, totalOf(lines, 'out') - totalOf(lines, 'in'))
    return reading(shareOf(perMonth(input, net), retainedIncome(input)), idsOf(lines))
  },
}

export const cashShare: Indicator = {
  id: 'cash_withdrawal_share',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Cash withdrawn ÷ all outflow of the window.',
  higherIs: null,
  compute: ({ flows, tally }) => {
    const all = tally.total.out
    if (all === 0) return reading(notObservable('no_debit_seen'))
    const lines = flows.filter(({ line }) => line.role === 'cash')
    return reading(measured(ratio(totalOf(lines, 'out'), all)), idsOf(lines))
  },
}

export const outflowToInflow: Indicator = {
  id: 'outflow_to_inflow',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'All outflow ÷ all inflow of the window, transfers between own accounts left out.',
  higherIs: 'riskier',
  compute: ({ tally }) => {
    const inflow = tally.total.in
    if (inflow === 0) return reading(notObservable('no_credit_seen'))
    return reading(measured(ratio(tally.total.out, inflow)))
  },
}
