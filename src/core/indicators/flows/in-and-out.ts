// What comes in and goes out: by window, by day, week and month, with own transfers, without large amounts.
import type { Flow } from '../../ledger/ledger.ts'
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio, round } from '../../values/statistics.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, MONTH_DAYS, reading, retainedIncome } from '../reading.ts'
import { type Days, lastDays } from '../tally.ts'

type Side = 'in' | 'out' | 'net'

const sideWords: Readonly<Record<Side, string>> = {
  in: 'Money in',
  out: 'Money out',
  net: 'Money in − money out',
}
const names: Readonly<Record<Side, string>> = { in: 'inflow', out: 'outflow', net: 'net_flow' }

function totalOf(days: Days, side: Side, span: number): number {
  if (side === 'net') return lastDays(days.in, span) - lastDays(days.out, span)
  return lastDays(days[side], span)
}

const spans = [30, 60, 90] as const

function ofSpan(side: Side, span: (typeof spans)[number]): Indicator {
  return {
    id: `${names[side]}_${span}`,
    unit: 'money',
    window: `last_${span}_days`,
    inputs: ['transactions'],
    formula: `${sideWords[side]} of the last ${span} days, transfers between own accounts left out.`,
    higherIs: side === 'net' ? 'safer' : null,
    compute: ({ tally }) => reading(measured(totalOf(tally.flows, side, span))),
  }
}

function withTransfers(side: Side): Indicator {
  return {
    id: `${names[side]}_90_with_transfers`,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['transactions'],
    formula: `${sideWords[side]} of the window, transfers between own accounts and savings among it.`,
    higherIs: null,
    compute: ({ tally }) => reading(measured(totalOf(tally.moves, side, 90))),
  }
}

const periods = [
  ['day', 1],
  ['week', 7],
  ['month', MONTH_DAYS],
] as const

function mean(side: Side, [period, days]: (typeof periods)[number]): Indicator {
  return {
    id: `${names[side]}_a_${period}`,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['transactions', 'coverage'],
    formula: `${sideWords[side]} of the window a ${period}, transfers between own accounts left out.`,
    higherIs: side === 'net' ? 'safer' : null,
    compute: ({ tally, coverage }) => {
      const { daysCovered } = coverage.overall
      if (daysCovered < 30) return reading(notObservable('fewer_than_30_days_covered'))
      return reading(measured(round((totalOf(tally.flows, side, 90) * days) / daysCovered)))
    },
  }
}

function ofCompleteMonths(side: Side): Indicator {
  return {
    id: `${names[side]}_a_complete_month`,
    unit: 'money',
    window: 'complete_months',
    inputs: ['cashFlow'],
    formula: `${sideWords[side]} of the complete calendar months of the window, their mean; own transfers left out.`,
    higherIs: side === 'net' ? 'safer' : null,
    compute: ({ cashFlow }) => {
      const months = cashFlow.months.filter(({ complete }) => complete)
      if (months.length === 0) return reading(notObservable('no_complete_month'))
      const of = { in: 'inflow', out: 'outflow', net: 'net' } as const
      const total = months.reduce((sum, month) => sum + month[of[side]], 0)
      return reading(measured(round(total / months.length)))
    },
  }
}

/** A credit is large from this share of a month's retained income on, unless it is income itself. */
const LARGE_SHARE = 0.5

function largeCredits(input: IndicatorInput) {
  const income = retainedIncome(input)
  if (income.state !== 'measured') return income
  return measured(
    input.tally.credits.filter(
      ({ line, amount }) => line.role !== 'income' && amount > income.value * LARGE_SHARE,
    ),
  )
}

export const inflowWithoutLarge: Indicator = {
  id: 'inflow_90_without_large',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['transactions', 'income'],
  formula:
    'Money in of the window less single credits above half a month of retained income that are not income.',
  higherIs: null,
  compute: (input) => {
    const large = largeCredits(input)
    if (large.state !== 'measured') return reading(large)
    const left = large.value.reduce((sum, { amount }) => sum + amount, 0)
    return reading(
      measured(totalOf(input.tally.flows, 'in', 90) - left),
      large.value.map(({ line }) => line.id),
    )
  },
}

/** Credits nothing in the statement accounts for. */
const UNEXPLAINED_ROLES = new Set(['person_to_person', 'unknown'])
const UNEXPLAINED = new Set(['inflow.cheque', 'inflow.cash', 'inflow.exceptional', 'inflow.resale'])

export const unexplainedLarge: Indicator = {
  id: 'unexplained_large_credits_30',
  unit: 'money',
  window: 'last_30_days',
  inputs: ['transactions', 'income'],
  formula:
    'Credits of the last 30 days above half a month of retained income that come from persons, in cash, by cheque, once only or from an unknown source.',
  higherIs: 'riskier',
  compute: (input) => {
    const large = largeCredits(input)
    if (large.state !== 'measured') return reading(large)
    const found = large.value.filter(
      ({ line, ago }) =>
        ago < 30 && (UNEXPLAINED_ROLES.has(line.role) || UNEXPLAINED.has(line.category)),
    )
    return events(
      input,
      found.map(({ line }) => line.id),
      found.reduce((sum, { amount }) => sum + amount, 0),
    )
  },
}

export const largestCredit: Indicator = {
  id: 'largest_credit_90',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Largest single credit of the window, transfers between own accounts left out.',
  higherIs: null,
  compute: ({ tally }) => {
    let largest: Flow | null = null
    for (const flow of tally.credits) if (flow.amount > (largest?.amount ?? 0)) largest = flow
    return largest === null
      ? reading(noneFound)
      : reading(measured(largest.amount), [largest.line.id])
  },
}

export const netToInflow: Indicator = {
  id: 'net_flow_to_inflow',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: '(Money in − money out) ÷ money in of the window, own transfers left out.',
  higherIs: 'safer',
  compute: ({ tally }) => {
    const inflow = totalOf(tally.flows, 'in', 90)
    if (inflow === 0) return reading(notObservable('no_credit_seen'))
    return reading(measured(ratio(totalOf(tally.flows, 'net', 90), inflow)))
  },
}

const sides = ['in', 'out', 'net'] as const

export const inAndOut: readonly Indicator[] = [
  ...sides.flatMap((side) => spans.map((span) => ofSpan(side, span))),
  ...sides.map(withTransfers),
  ...sides.flatMap((side) => periods.map((period) => mean(side, period))),
  ...sides.map(ofCompleteMonths),
  inflowWithoutLarge,
  unexplainedLarge,
  largestCredit,
  netToInflow,
]
