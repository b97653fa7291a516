// Income a month by its type. The kinds of social benefit are one: which one it is never leaves here.
import { SOCIAL_BENEFITS } from '../../streams/stream-settings.ts'
import { measured, noneFound } from '../../values/observed.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { moneyOf, reading, shareOf } from '../reading.ts'

function streamsOf({ income }: IndicatorInput, categories: readonly string[]) {
  return income.streams.filter(
    ({ category, status }) => status !== 'ended' && categories.includes(category),
  )
}

function of(
  id: string,
  what: string,
  categories: readonly string[],
  barred: Pick<Indicator, 'barredFromScore'> = {},
): Indicator {
  return {
    id,
    unit: 'money',
    window: 'today',
    inputs: ['income'],
    formula: `What income streams of ${what} that have not ended bring a month.`,
    higherIs: null,
    ...barred,
    compute: (input) => {
      const streams = streamsOf(input, categories)
      const total = streams.reduce((sum, one) => sum + one.monthlyEquivalent.amount, 0)
      const { observed } = input.income.monthlyNet
      if (observed.state === 'not_observable') return reading(observed)
      return reading(
        streams.length === 0 ? noneFound : measured(total),
        streams.flatMap(({ evidence }) => evidence.transactionIds),
      )
    },
  }
}

const benefits = { barredFromScore: 'benefits' } as const

export const benefitShare: Indicator = {
  id: 'benefit_share',
  unit: 'ratio',
  window: 'today',
  inputs: ['income'],
  formula: 'Social benefits and unemployment benefit a month ÷ observed income a month.',
  higherIs: null,
  ...benefits,
  compute: (input) => {
    const streams = streamsOf(input, [...SOCIAL_BENEFITS, 'income.unemployment'])
    const total = streams.reduce((sum, one) => sum + one.monthlyEquivalent.amount, 0)
    return reading(
      shareOf(measured(total), moneyOf(input.income.monthlyNet.observed)),
      streams.flatMap(({ evidence }) => evidence.transactionIds),
    )
  },
}

export const incomeTypes = [
  of('salary_monthly', 'salary', ['income.salary']),
  of('pension_monthly', 'pension', ['income.pension']),
  of('self_employment_monthly', 'self-employment', ['income.self_employment']),
  of('unemployment_benefit_monthly', 'unemployment benefit', ['income.unemployment'], benefits),
  of('social_benefit_monthly', 'social benefit', SOCIAL_BENEFITS, benefits),
  of('rental_income_monthly', 'rents', ['income.rental']),
  of('scholarship_monthly', 'scholarship', ['income.scholarship']),
  of('maintenance_received_monthly', 'maintenance', ['income.alimony'], {
    barredFromScore: 'family',
  }),
  benefitShare,
] as const
