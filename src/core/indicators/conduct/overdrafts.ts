// Overdrafts: how many, how long, how deep, at what price.
import { measured, noneFound } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { dailyBalances, idsOf, reading } from '../reading.ts'

export const overdraftEpisodes: Indicator = {
  id: 'overdraft_episodes_90',
  unit: 'count',
  formula: 'Runs of end-of-day balances below zero in the window, the accounts together.',
  higherIs: 'riskier',
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    const count = runs(daily.value).length
    return reading(count === 0 ? noneFound : measured(count))
  },
}

export const longestOverdraft: Indicator = {
  id: 'longest_overdraft_days',
  unit: 'days',
  formula: 'Longest run of end-of-day balances below zero in the window, the accounts together.',
  higherIs: 'riskier',
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    const lengths = runs(daily.value)
    return reading(lengths.length === 0 ? noneFound : measured(Math.max(...lengths)))
  },
}

export const deepestOverdraft: Indicator = {
  id: 'deepest_overdraft',
  unit: 'money',
  formula: 'Lowest end-of-day balance below zero in the window, as a positive amount.',
  higherIs: 'riskier',
  compute: (input) => {
    const daily = dailyBalances(input)
    if (daily.state !== 'measured') return reading(daily)
    const lowest = Math.min(...daily.value)
    return reading(lowest < 0 ? measured(-lowest) : noneFound)
  },
}

export const overdraftInterest: Indicator = {
  id: 'overdraft_interest_90',
  unit: 'money',
  formula: 'Overdraft interest debited in the window: the price of an overdraft, not an incident.',
  higherIs: 'riskier',
  compute: (input) => {
    const lines = input.flows.filter(({ line }) => line.category === 'bank.overdraft_interest')
    const total = -lines.reduce((sum, { amount }) => sum + amount, 0)
    return reading(total > 0 ? measured(total) : noneFound, idsOf(lines))
  },
}

function runs(daily: readonly number[]): number[] {
  const lengths: number[] = []
  daily.forEach((balance, day) => {
    if (balance >= 0) return
    const goesOn = day > 0 && (daily[day - 1] ?? 0) < 0
    if (goesOn) lengths.push((lengths.pop() ?? 0) + 1)
    else lengths.push(1)
  })
  return lengths
}
