// Charges a month from their streams: fixed, essential, housing, and what income leaves after them.
import { measured, noneFound, type Observed } from '../../values/observed.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, moneyOf, reading, readingOf, retainedIncome, shareOf } from '../reading.ts'

type Read = (input: IndicatorInput) => Observed<number>

function of(
  traits: Pick<Indicator, 'id' | 'unit' | 'formula' | 'higherIs' | 'barredFromScore'>,
  read: Read,
  inputs: Indicator['inputs'] = ['charges'],
): Indicator {
  return {
    ...traits,
    window: 'today',
    inputs,
    compute: (input) => readingOf(read(input), input.tally.evidence.charges),
  }
}

const known = (amount: Observed<number>) => (amount.state === 'none_found' ? measured(0) : amount)

export const missedCharges: Indicator = {
  id: 'missed_charges_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['charges'],
  formula: 'Expected debits of charges that go on and that did not come in the window.',
  higherIs: 'riskier',
  compute: (input) => {
    const missed = input.charges.streams.filter(
      ({ status, missedSlots }) => status !== 'ended' && missedSlots.length > 0,
    )
    return events(
      input,
      missed.flatMap((stream) => stream.evidence.transactionIds),
      missed.reduce((total, { missedSlots }) => total + missedSlots.length, 0),
    )
  },
}

function countOf(id: string, formula: string, ended: boolean): Indicator {
  return {
    id,
    unit: 'count',
    window: 'last_90_days',
    inputs: ['charges'],
    formula,
    higherIs: null,
    compute: ({ charges }) => {
      const { monthly } = charges
      if (monthly.state === 'not_observable') return reading(monthly)
      const found = charges.streams.filter(({ status }) => (status === 'ended') === ended)
      return reading(
        found.length === 0 ? noneFound : measured(found.length),
        found.flatMap((stream) => stream.evidence.transactionIds),
      )
    },
  }
}

export const monthlyCharges = [
  of(
    {
      id: 'fixed_charges_monthly',
      unit: 'money',
      formula: 'Recurring charges and credit instalments a month.',
      higherIs: 'riskier',
      barredFromScore: 'family',
    },
    ({ charges }) => moneyOf(charges.monthly),
  ),
  of(
    {
      id: 'essential_charges_monthly',
      unit: 'money',
      formula:
        'Housing, energy, water, telecom, insurance, childcare, maintenance paid and taxes, a month.',
      higherIs: null,
      barredFromScore: 'family',
    },
    ({ charges }) => moneyOf(charges.essentialMonthly),
  ),
  of(
    {
      id: 'essential_charges_to_income',
      unit: 'ratio',
      formula: 'Essential charges a month ÷ retained income.',
      higherIs: 'riskier',
      barredFromScore: 'family',
    },
    (input) => shareOf(known(moneyOf(input.charges.essentialMonthly)), retainedIncome(input)),
    ['charges', 'income'],
  ),
  of(
    {
      id: 'housing_cost_to_income',
      unit: 'ratio',
      formula: 'Rent or mortgage a month ÷ retained income; not observable when neither is seen.',
      higherIs: 'riskier',
    },
    (input) => shareOf(moneyOf(input.charges.housingCost), retainedIncome(input)),
    ['charges', 'income'],
  ),
  of(
    {
      id: 'disposable_income_monthly',
      unit: 'money',
      formula: 'Observed income − recurring charges and credit instalments, a month.',
      higherIs: 'safer',
      barredFromScore: 'family',
    },
    ({ charges, income }) => {
      const earned = moneyOf(income.monthlyNet.observed)
      const fixed = known(moneyOf(charges.monthly))
      if (earned.state !== 'measured') return earned
      return fixed.state === 'measured' ? measured(earned.value - fixed.value) : fixed
    },
    ['charges', 'income'],
  ),
  countOf('charges_running', 'Number of recurring charges that have not ended.', false),
  countOf('charges_ended_90', 'Number of recurring charges that ended in the window.', true),
  missedCharges,
] as const
