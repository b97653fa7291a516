// What is left of income once everything is spent.
import { measured, notObservable } from '../../values/observed.ts'
import { net } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { moneyOf, perMonth, reading, shareOf } from '../reading.ts'
import { sumOf } from '../tally.ts'

/** Inflows that are income, or borrowed: the rest (refunds, returned debits, help) lowers spending. */
const NOT_SPENDING = ['income', 'irregular_income', 'debt_inflow'] as const

export const netSavingRate: Indicator = {
  id: 'net_saving_rate',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['income', 'transactions', 'coverage'],
  formula:
    '(Observed income − spending net of refunds and returned debits) ÷ observed income, a month; money borrowed is no income, savings moved are no spending.',
  higherIs: 'safer',
  compute: (input) => {
    const income = moneyOf(input.income.monthlyNet.observed)
    if (income.state === 'none_found') return reading(notObservable('no_income_found'))
    const { total, byRole } = input.tally
    const spending = perMonth(input, net(total) - net(sumOf(byRole, NOT_SPENDING)))
    if (income.state !== 'measured' || spending.state !== 'measured') {
      return reading(income.state === 'measured' ? spending : income)
    }
    return reading(shareOf(measured(income.value - spending.value), income))
  },
}
