// Overdrafts of each account: how many, how long, how deep, at what price, and the limit where it is known.
import type { OverdraftEpisode } from '../../balances/balances.ts'
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { ratio, round } from '../../values/statistics.ts'
import { amountOfWindow, categories, net } from '../amounts.ts'
import type { Indicator, Unit } from '../indicator.ts'
import { reading } from '../reading.ts'

function ofRuns(
  id: string,
  unit: Unit,
  formula: string,
  of: (runs: readonly OverdraftEpisode[]) => number,
): Indicator {
  return {
    id,
    unit,
    window: 'last_90_days',
    inputs: ['balances'],
    formula,
    higherIs: 'riskier',
    compute: (input) => {
      const { runs } = input.tally
      if (runs.state !== 'measured') return reading(runs)
      const value = runs.value.length === 0 ? 0 : of(runs.value)
      return reading(value === 0 ? noneFound : measured(value))
    },
  }
}

/** Of end-of-day balances below zero, of any account, as positive amounts in ascending order. */
function ofDepths(
  id: string,
  formula: string,
  of: (depths: readonly number[]) => number,
): Indicator {
  return {
    id,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['balances'],
    formula,
    higherIs: 'riskier',
    compute: (input) => {
      const { depths } = input.tally
      if (depths.state !== 'measured') return reading(depths)
      return reading(depths.value.length === 0 ? noneFound : measured(of(depths.value)))
    },
  }
}

export const overdraftEpisodes = ofRuns(
  'overdraft_episodes_90',
  'count',
  'Runs of end-of-day balances below zero in the window, account by account.',
  (runs) => runs.length,
)
export const longestOverdraft = ofRuns(
  'longest_overdraft_days',
  'days',
  'Longest run of end-of-day balances below zero in the window, of any account.',
  (runs) => Math.max(...runs.map(({ days }) => days)),
)
export const ongoingOverdraft = ofRuns(
  'ongoing_overdraft_days',
  'days',
  'Days an account has been below zero without a break up to the day of the report.',
  (runs) => Math.max(0, ...runs.flatMap(({ ongoing, days }) => (ongoing ? [days] : []))),
)
export const deepestOverdraft = ofDepths(
  'deepest_overdraft',
  'Lowest end-of-day balance below zero in the window of any account, as a positive amount.',
  (depths) => depths.at(-1) ?? 0,
)
export const meanOverdraft = ofDepths(
  'mean_overdraft',
  'Mean depth of the days below zero in the window, as a positive amount.',
  (depths) => round(depths.reduce((total, depth) => total + depth, 0) / depths.length),
)
export const medianOverdraft = ofDepths(
  'median_overdraft',
  'Median depth of the days below zero in the window, as a positive amount.',
  (depths) => {
    const low = depths[Math.floor((depths.length - 1) / 2)] ?? 0
    return round((low + (depths[Math.ceil((depths.length - 1) / 2)] ?? 0)) / 2)
  },
)

export const overdraftInterest = amountOfWindow(
  {
    id: 'overdraft_interest_90',
    formula:
      'Overdraft interest debited in the window: the price of an overdraft, not an incident.',
    higherIs: 'riskier',
  },
  categories('bank.overdraft_interest'),
  net,
)

export const overdraftLimit: Indicator = {
  id: 'overdraft_limit',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula:
    'Authorised overdraft: declared, else the deepest balance that met no fee and no rejection; PSD2 gives none.',
  higherIs: null,
  compute: ({ incidents: { overdraftLimit: limit } }) =>
    reading(
      limit.amount === null
        ? notObservable(limit.why ?? 'overdraft_limit_unknown')
        : measured(limit.amount.amount),
    ),
}

export const daysBeyondLimit: Indicator = {
  id: 'days_beyond_overdraft_limit',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula: 'Days on which an account ended below the authorised overdraft, declared or inferred.',
  higherIs: 'riskier',
  compute: ({ incidents }) => reading(incidents.overdraftLimit.daysBeyond),
}

export const overdraftShare: Indicator = {
  id: 'days_negative_share',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['balances'],
  formula: 'Days on which a private current account ended below zero ÷ days of the window.',
  higherIs: 'riskier',
  compute: ({ balances }) => {
    const { daysNegative, daily } = balances.together
    if (daysNegative.state !== 'measured') return reading(daysNegative)
    if (daily.length === 0) return reading(notObservable('balance_not_observable'))
    return reading(measured(ratio(daysNegative.value.d90, daily.length)))
  },
}
