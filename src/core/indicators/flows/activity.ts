// How lively the accounts are: lines by window and direction, days with and without, payers and payees.
import { mapObserved, measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio, round } from '../../values/statistics.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { perMonth, reading } from '../reading.ts'
import { lastDays } from '../tally.ts'

type Traits = Pick<Indicator, 'id' | 'formula' | 'barredFromScore'> &
  Partial<Pick<Indicator, 'unit' | 'window' | 'higherIs'>>

function of(traits: Traits, read: (input: IndicatorInput) => number): Indicator {
  return {
    unit: 'count',
    window: 'last_90_days',
    higherIs: null,
    ...traits,
    inputs: ['transactions'],
    compute: (input) => {
      if (input.ledger.flows.length === 0) return reading(notObservable('no_booked_lines'))
      const value = read(input)
      return reading(value === 0 ? noneFound : measured(value))
    },
  }
}

export const linesAMonth: Indicator = {
  id: 'lines_a_month',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['coverage'],
  formula: 'Booked lines that count, a month.',
  higherIs: null,
  compute: (input) => reading(mapObserved(perMonth(input, input.coverage.overall.booked), round)),
}

const origin = { barredFromScore: 'origin_of_payees' } as const

export const distinctCounterparties: Indicator = {
  id: 'distinct_counterparties',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Number of different payers and payees the lines tell of.',
  higherIs: null,
  ...origin,
  compute: ({ ledger, tally }) => {
    if (ledger.flows.length === 0) return reading(notObservable('no_booked_lines'))
    const both = [...tally.payees].filter((key) => tally.payers.has(key)).length
    return reading(measured(tally.payers.size + tally.payees.size - both))
  },
}

function activeDays(lines: readonly number[]): number {
  let days = 0
  for (const count of lines) if (count > 0) days++
  return days
}

function longestSilence(lines: readonly number[]): number {
  let longest = 0
  let run = 0
  for (const count of lines) {
    run = count > 0 ? 0 : run + 1
    longest = Math.max(longest, run)
  }
  return longest
}

export const activityTrend: Indicator = {
  id: 'activity_trend',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['transactions', 'coverage'],
  formula:
    'Lines of the last 30 days ÷ half the lines of the 60 days before − 1; 85 days covered at least.',
  higherIs: null,
  compute: ({ tally, coverage }) => {
    if (coverage.overall.daysCovered < 85)
      return reading(notObservable('fewer_than_85_days_covered'))
    const late = lastDays(tally.lines, 30)
    const before = lastDays(tally.lines, 90) - late
    if (before === 0) return reading(notObservable('no_booked_lines'))
    return reading(measured(ratio(2 * late - before, before)))
  },
}

const spans = [30, 60, 90] as const

export const activity: readonly Indicator[] = [
  linesAMonth,
  ...spans.map((days) =>
    of(
      {
        id: `lines_${days}`,
        window: `last_${days}_days`,
        formula: `Number of lines of the last ${days} days on private accounts.`,
      },
      ({ tally }) => lastDays(tally.lines, days),
    ),
  ),
  of(
    { id: 'credits_90', formula: 'Number of credits of the window, own transfers left out.' },
    ({ tally }) => tally.credits.length,
  ),
  of(
    { id: 'debits_90', formula: 'Number of debits of the window, own transfers left out.' },
    ({ ledger, tally }) => ledger.flows.length - tally.credits.length,
  ),
  of(
    { id: 'active_days_90', unit: 'days', formula: 'Number of days of the window with a line.' },
    ({ tally }) => activeDays(tally.lines),
  ),
  of(
    {
      id: 'longest_silence_days',
      unit: 'days',
      formula: 'Longest run of days of the window without a line, its ends among them.',
    },
    ({ tally }) => longestSilence(tally.lines),
  ),
  activityTrend,
  distinctCounterparties,
  of(
    {
      id: 'distinct_payers',
      formula: 'Number of different payers the credits tell of.',
      ...origin,
    },
    ({ tally }) => tally.payers.size,
  ),
  of(
    { id: 'distinct_payees', formula: 'Number of different payees the debits tell of.', ...origin },
    ({ tally }) => tally.payees.size,
  ),
]
