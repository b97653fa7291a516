// Gambling against income, cash against spending, outflow against inflow.
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import { net } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { perMonth, reading, readingOf, retainedIncome, shareOf } from '../reading.ts'
import { sumOf } from '../tally.ts'

export const gamblingToIncome: Indicator = {
  id: 'gambling_to_income',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions', 'income', 'coverage'],
  formula: '(Stakes − winnings, never below zero, a month) ÷ retained income.',
  higherIs: 'riskier',
  compute: (input) => {
    const played = sumOf(input.tally.byRole, ['gambling'])
    if (input.coverage.overall.booked === 0) return reading(notObservable('no_booked_lines'))
    if (played.count === 0) return reading(noneFound)
    const share = shareOf(perMonth(input, Math.max(0, net(played))), retainedIncome(input))
    return readingOf(share, played.ids)
  },
}

export const cashShare: Indicator = {
  id: 'cash_withdrawal_share',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Cash withdrawn ÷ all outflow of the window.',
  higherIs: null,
  compute: ({ tally }) => {
    const all = tally.total.out
    if (all === 0) return reading(notObservable('no_debit_seen'))
    const cash = sumOf(tally.byRole, ['cash'])
    return readingOf(measured(ratio(cash.out, all)), cash.ids)
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
