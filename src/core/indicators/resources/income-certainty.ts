// How sure the income is: by confidence, how wide its interval, how many sources, what stands beside it.
import { measured, noneFound, notObservable } from '../../values/observed.ts'
import { daysBetween, toPlainDate } from '../../values/plain-date.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'

function byConfidence(id: string, words: string, from: number, to: number): Indicator {
  return {
    id,
    unit: 'money',
    window: 'today',
    inputs: ['income'],
    formula: `What income streams that have not ended bring a month, those of a confidence ${words}.`,
    higherIs: null,
    compute: ({ income }) => {
      const { observed } = income.monthlyNet
      if (observed.state === 'not_observable') return reading(observed)
      const streams = income.streams.filter(
        ({ status, confidence }) => status !== 'ended' && from <= confidence && confidence < to,
      )
      const total = streams.reduce((sum, one) => sum + one.monthlyEquivalent.amount, 0)
      return reading(
        streams.length === 0 ? noneFound : measured(total),
        streams.flatMap(({ evidence }) => evidence.transactionIds),
      )
    },
  }
}

export const intervalWidth: Indicator = {
  id: 'income_interval_width',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['income'],
  formula: '(Highest − lowest monthly income of the interval) ÷ observed income.',
  higherIs: 'riskier',
  compute: ({ income }) => {
    const { observed, low, high } = income.monthlyNet
    if (observed.state === 'none_found') return reading(notObservable('no_income_found'))
    if (observed.state !== 'measured') return reading(observed)
    if (low.state !== 'measured' || high.state !== 'measured' || observed.value.amount === 0) {
      return reading(notObservable('no_income_found'))
    }
    return reading(measured(ratio(high.value.amount - low.value.amount, observed.value.amount)))
  },
}

export const incomeSources: Indicator = {
  id: 'income_sources',
  unit: 'count',
  window: 'today',
  inputs: ['income'],
  formula: 'Number of income streams that have not ended.',
  higherIs: null,
  compute: ({ income }) => {
    const { observed } = income.monthlyNet
    if (observed.state === 'not_observable') return reading(observed)
    const live = income.streams.filter(({ status }) => status !== 'ended')
    return reading(
      live.length === 0 ? noneFound : measured(live.length),
      live.flatMap(({ evidence }) => evidence.transactionIds),
    )
  },
}

export const supportMonthly: Indicator = {
  id: 'support_monthly',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['income'],
  formula: 'Regular support from persons a month: shown apart, never income.',
  higherIs: null,
  barredFromScore: 'family',
  compute: ({ income }) => {
    const live = income.support.filter(({ status }) => status !== 'ended')
    const total = live.reduce((sum, one) => sum + one.monthlyEquivalent.amount, 0)
    return reading(
      live.length === 0 ? noneFound : measured(total),
      live.flatMap(({ evidence }) => evidence.transactionIds),
    )
  },
}

export const unemploymentSince: Indicator = {
  id: 'days_since_unemployment_began',
  unit: 'days',
  window: 'last_90_days',
  inputs: ['income'],
  formula:
    'Days from the first unemployment benefit of a stream that began in the last 60 days to the day of the report.',
  higherIs: null,
  compute: ({ income, prepared }) => {
    const started = income.streams
      .filter(({ category }) => category === 'income.unemployment')
      .flatMap((stream) => {
        const first = stream.occurrences[0]
        const days =
          first === undefined ? null : daysBetween(toPlainDate(first.date), prepared.asOf)
        return days === null || days > 60 ? [] : [{ stream, days }]
      })
    if (started.length === 0) return reading(noneFound)
    return reading(
      measured(Math.max(...started.map(({ days }) => days))),
      started.flatMap(({ stream }) => stream.evidence.transactionIds),
    )
  },
}

export const incomeCertainty = [
  byConfidence('income_high_confidence_monthly', 'of 0.8 or more', 0.8, Number.POSITIVE_INFINITY),
  byConfidence('income_medium_confidence_monthly', 'from 0.5 to less than 0.8', 0.5, 0.8),
  byConfidence('income_low_confidence_monthly', 'of less than 0.5', 0, 0.5),
  intervalWidth,
  incomeSources,
  supportMonthly,
  unemploymentSince,
] as const
