// Gambling: staked, won, net, on how many days, with how many operators, how recently.
import { ofRole } from '../../ledger/ledger.ts'
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { daysBetween } from '../../values/plain-date.ts'
import { ratio } from '../../values/statistics.ts'
import { amountOfWindow, net, received, roles, spent } from '../amounts.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, idsOf, reading, totalOf } from '../reading.ts'

const stakes = ({ ledger }: IndicatorInput) =>
  ofRole(ledger, 'gambling').flows.filter(({ amount }) => amount < 0)

export const gamblingDays: Indicator = {
  id: 'gambling_days_90',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Number of days of the window with a stake.',
  higherIs: 'riskier',
  compute: (input) => {
    const lines = stakes(input)
    return events(input, idsOf(lines), new Set(lines.map(({ line }) => line.date)).size)
  },
}

export const gamblingOperators: Indicator = {
  id: 'gambling_operators_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Number of different operators staked with in the window; an unnamed one counts once.',
  higherIs: 'riskier',
  compute: (input) => {
    const lines = stakes(input)
    return events(input, idsOf(lines), new Set(lines.map(({ line }) => line.counterpartyKey)).size)
  },
}

export const daysSinceGambling: Indicator = {
  id: 'days_since_last_gambling',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Days from the last stake to the day of the report.',
  higherIs: null,
  compute: (input) => {
    const last = stakes(input).at(-1)
    if (last === undefined) return reading(noneFound)
    return reading(measured(daysBetween(last.line.date, input.prepared.asOf)), [last.line.id])
  },
}

export const gamblingShare: Indicator = {
  id: 'gambling_share_of_outflow',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Stakes ÷ all debits of the window, transfers between own accounts left out.',
  higherIs: 'riskier',
  compute: (input) => {
    const all = input.tally.total.out
    if (all === 0) return reading(notObservable('no_debit_seen'))
    const lines = stakes(input)
    return reading(
      lines.length === 0 ? noneFound : measured(ratio(totalOf(lines, 'out'), all)),
      idsOf(lines),
    )
  },
}

const gambling = roles('gambling')

export const gamblingFigures = [
  amountOfWindow(
    { id: 'gambling_staked_90', formula: 'Stakes debited in the window.', higherIs: 'riskier' },
    gambling,
    spent,
  ),
  amountOfWindow(
    { id: 'gambling_won_90', formula: 'Winnings paid out in the window.', higherIs: null },
    gambling,
    received,
  ),
  amountOfWindow(
    {
      id: 'gambling_net_90',
      formula: 'Stakes − winnings of the window; below zero when more was won.',
      higherIs: 'riskier',
    },
    gambling,
    net,
  ),
  gamblingDays,
  gamblingOperators,
  daysSinceGambling,
  gamblingShare,
] as const
