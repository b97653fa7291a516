// What income brought, day by day: sums by window, what is irregular, and whether some of it stopped.
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import { amountOfWindow, received, roles } from '../amounts.ts'
import type { Indicator } from '../indicator.ts'
import { events, MONTH_DAYS, reading } from '../reading.ts'

function of(days: 30 | 60 | 90): Indicator {
  return {
    id: `income_received_${days}`,
    unit: 'money',
    window: `last_${days}_days`,
    inputs: ['transactions'],
    formula: `Credits of the last ${days} days that are income: pay, pension, benefits, fees, rents, maintenance.`,
    higherIs: 'safer',
    compute: (input) => {
      const lines = input.tally.incomes.filter(({ ago }) => ago < days)
      const total = lines.reduce((sum, { amount }) => sum + amount, 0)
      return events(
        input,
        lines.map(({ line }) => line.id),
        total,
      )
    },
  }
}

export const irregularIncome = amountOfWindow(
  {
    id: 'irregular_income_90',
    formula: 'Credits of the window that are bonuses, dividends and other irregular income.',
    higherIs: null,
  },
  roles('irregular_income'),
  received,
)

const RECENT_DAYS = 35
const LEAST_DAYS = 60

export const incomeShock: Indicator = {
  id: 'income_shock',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions', 'coverage'],
  formula:
    '1 − income of the last 35 days ÷ a month of the income of the days before, never below zero; 60 days at least.',
  higherIs: 'riskier',
  compute: (input) => {
    const { daysCovered } = input.coverage.overall
    if (daysCovered < LEAST_DAYS) return reading(notObservable('fewer_than_60_days_covered'))
    const lines = input.tally.incomes
    let late = 0
    let before = 0
    for (const { ago, amount } of lines) {
      if (ago < RECENT_DAYS) late += amount
      else before += amount
    }
    if (before <= 0) return reading(notObservable('no_earlier_income'))
    const month = (before * MONTH_DAYS) / (Math.min(90, daysCovered) - RECENT_DAYS)
    const lost = Math.max(0, ratio(month - late, month))
    return reading(
      lost === 0 ? noneFound : measured(lost),
      lines.map(({ line }) => line.id),
    )
  },
}

export const incomeReceived = [of(30), of(60), of(90), irregularIncome, incomeShock] as const
