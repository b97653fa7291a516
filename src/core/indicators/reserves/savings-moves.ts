// Savings put aside, and savings drawn because the month ran short.
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { monthOf } from '../../values/plain-date.ts'
import type { Indicator } from '../indicator.ts'
import { events, moneyOf, perMonth, reading, retainedIncome, shareOf } from '../reading.ts'

export const savingsDepositRate: Indicator = {
  id: 'savings_deposit_rate',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions', 'income', 'coverage'],
  formula: '(Put into savings − taken from savings, a month) ÷ retained income.',
  higherIs: 'safer',
  compute: (input) => {
    const moves = input.tally.savingMoves
    if (moves.length === 0) return reading(noneFound)
    const aside = -moves.reduce((total, line) => total + line.amount, 0)
    return reading(
      shareOf(perMonth(input, aside), retainedIncome(input)),
      moves.map((line) => line.id),
    )
  },
}

export const savingsDrawnInDeficit: Indicator = {
  id: 'months_savings_drawn_in_deficit',
  unit: 'count',
  window: 'complete_months',
  inputs: ['cashFlow', 'transactions'],
  formula: 'Complete calendar months in which outflow was above inflow and savings were drawn.',
  higherIs: 'riskier',
  compute: (input) => {
    const complete = input.cashFlow.months.filter((month) => month.complete)
    if (complete.length === 0) return reading(notObservable('no_complete_month'))
    const short = new Set(complete.filter(({ net }) => net < 0).map(({ month }) => month))
    const drawn = input.tally.savingMoves.filter(
      (line) => line.amount > 0 && short.has(monthOf(line.date)),
    )
    const months = new Set(drawn.map((line) => monthOf(line.date)))
    return events(
      input,
      drawn.map((line) => line.id),
      months.size,
    )
  },
}

export const savingsHeld: Indicator = {
  id: 'savings_held',
  unit: 'money',
  window: 'today',
  inputs: ['assets'],
  formula: 'Balances of the savings accounts in the statement.',
  higherIs: 'safer',
  compute: (input) => reading(moneyOf(input.assets.savings)),
}

export const deficitMonths: Indicator = {
  id: 'deficit_months',
  unit: 'count',
  window: 'complete_months',
  inputs: ['cashFlow'],
  formula:
    'Complete calendar months in which outflow was above inflow, money borrowed and savings left out.',
  higherIs: 'riskier',
  compute: (input) => {
    const complete = input.cashFlow.months.filter((month) => month.complete)
    if (complete.length === 0) return reading(notObservable('no_complete_month'))
    const short = complete.filter(({ net, byRole }) => net - (byRole.debt_inflow ?? 0) < 0)
    return reading(short.length === 0 ? noneFound : measured(short.length))
  },
}
