// The daily balance by window: mean, lowest, spread, first, change, days low and high, against spending.
import { measured, notObservable, type Observed } from '../../values/observed.ts'
import { round } from '../../values/statistics.ts'
import { lowestBeforePay } from '../conduct/lowest-before-payday.ts'
import type { Indicator, IndicatorInput, Unit, Window } from '../indicator.ts'
import { reading, retainedIncome, shareOf } from '../reading.ts'

type Read = (daily: readonly number[], input: IndicatorInput) => Observed<number>

function of(
  id: string,
  unit: Unit,
  window: Window,
  formula: string,
  higherIs: Indicator['higherIs'],
  read: Read,
): Indicator {
  return {
    id,
    unit,
    window,
    inputs: ['balances'],
    formula,
    higherIs,
    compute: (input) => {
      const { daily } = input.tally
      return reading(daily.state === 'measured' ? read(daily.value, input) : daily)
    },
  }
}

export function mean(values: readonly number[]): number {
  let total = 0
  for (const value of values) total += value
  return total / values.length
}

export function deviation(values: readonly number[]): number {
  const centre = mean(values)
  let squares = 0
  for (const value of values) squares += (value - centre) ** 2
  return Math.sqrt(squares / values.length)
}

/** Of the last `days`, when so many could be rebuilt. */
function within(days: 30 | 60, of: (values: readonly number[]) => number): Read {
  return (daily) =>
    daily.length < days
      ? notObservable(`fewer_than_${days}_days_covered`)
      : measured(round(of(daily.slice(-days))))
}

const TOGETHER = 'private current accounts together'
const spans = [30, 60] as const

export const lowestInDays: Indicator = {
  id: 'lowest_balance_in_days_of_spending',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['balances', 'transactions', 'coverage'],
  formula:
    'Lowest end-of-day balance of the window ÷ mean daily outflow, rounded down; below zero when it was.',
  higherIs: 'safer',
  compute: (input) => {
    const { daily } = input.tally
    if (daily.state !== 'measured') return reading(daily)
    const { daysCovered } = input.coverage.overall
    const outflow = input.tally.total.out
    if (outflow === 0 || daysCovered < 30) return reading(notObservable('no_usual_spending_seen'))
    const lowest = Math.min(...daily.value)
    return reading(measured(Math.floor((lowest * daysCovered) / outflow) + 0))
  },
}

export const lowestBeforePayShare: Indicator = {
  id: 'lowest_before_payday_to_income',
  unit: 'ratio',
  window: 'pay_cycles',
  inputs: ['balances', 'income'],
  formula:
    'Lowest end-of-day balance of the seven days before each pay of the main income ÷ retained income.',
  higherIs: 'safer',
  compute: (input) => {
    const { value, evidence } = lowestBeforePay(input)
    return reading(shareOf(value, retainedIncome(input)), evidence)
  },
}

export const balanceWindows = [
  ...spans.flatMap((days) => {
    const window = `last_${days}_days` as const
    return [
      of(
        `mean_balance_${days}`,
        'money',
        window,
        `Mean end-of-day balance of the last ${days} days; ${TOGETHER}.`,
        'safer',
        within(days, mean),
      ),
      of(
        `lowest_balance_${days}`,
        'money',
        window,
        `Lowest end-of-day balance of the last ${days} days; ${TOGETHER}.`,
        'safer',
        within(days, (values) => Math.min(...values)),
      ),
      of(
        `balance_deviation_${days}`,
        'money',
        window,
        `Standard deviation of the end-of-day balances of the last ${days} days; ${TOGETHER}.`,
        null,
        within(days, deviation),
      ),
    ]
  }),
  of(
    'balance_deviation_90',
    'money',
    'last_90_days',
    `Standard deviation of the end-of-day balances of the window; ${TOGETHER}.`,
    null,
    (daily) => measured(round(deviation(daily))),
  ),
  of(
    'first_balance',
    'money',
    'last_90_days',
    `End-of-day balance of the first day of the window; ${TOGETHER}.`,
    null,
    ([first]) => measured(first ?? 0),
  ),
  of(
    'balance_change_90',
    'money',
    'last_90_days',
    `Balance of the day of the report − balance of the first day of the window; ${TOGETHER}.`,
    'safer',
    (daily) => measured((daily.at(-1) ?? 0) - (daily[0] ?? 0)),
  ),
  of(
    'low_balance_days_90',
    'days',
    'last_90_days',
    `Days that ended below the low level of the settings (100 € by default); ${TOGETHER}.`,
    'riskier',
    (_, { balances }) => balances.together.daysLow,
  ),
  of(
    'high_balance_days_90',
    'days',
    'last_90_days',
    `Days that ended at the high level of the settings or above (2,000 € by default); ${TOGETHER}.`,
    'safer',
    (_, { balances }) => balances.together.daysHigh,
  ),
  lowestInDays,
  lowestBeforePayShare,
]
