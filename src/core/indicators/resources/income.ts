// How much income, how regular, from how many sources.
import { employerChanges } from '../../flags/budget-flags.ts'
import { mapObserved, measured, noneFound } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { events, moneyOf, reading, readingOf, retainedIncome, shareOf } from '../reading.ts'

export const monthlyIncome: Indicator = {
  id: 'monthly_income_retained',
  unit: 'money',
  window: 'today',
  inputs: ['income'],
  formula: 'Σ income stream a month × weight of its category; net, after withholding tax.',
  higherIs: 'safer',
  compute: (input) =>
    readingOf(moneyOf(input.income.monthlyNet.retained), input.tally.evidence.income),
}

export const monthlyIncomeObserved: Indicator = {
  id: 'monthly_income_observed',
  unit: 'money',
  window: 'today',
  inputs: ['income'],
  formula: 'What income streams bring in a month, unweighted; net, after withholding tax.',
  higherIs: 'safer',
  compute: (input) =>
    readingOf(moneyOf(input.income.monthlyNet.observed), input.tally.evidence.income),
}

export const monthsWithIncome: Indicator = {
  id: 'months_with_income',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['income', 'transactions'],
  formula:
    'Of the last three blocks of thirty days, those in which income arrived; five days around each count too.',
  higherIs: 'safer',
  compute: (input) => readingOf(input.income.monthsWithIncome, input.tally.evidence.income),
}

export const incomeVariation: Indicator = {
  id: 'income_variation',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['income'],
  formula:
    'Standard deviation ÷ mean of the pays of each income stream, weighed by what it brings; two pays at least.',
  higherIs: 'riskier',
  compute: (input) =>
    readingOf(
      mapObserved(input.income.coefficientOfVariation, (value) => ratio(value, 1)),
      input.tally.evidence.income,
    ),
}

export const mainIncomeShare: Indicator = {
  id: 'main_income_share',
  unit: 'ratio',
  window: 'today',
  inputs: ['income'],
  formula: 'Largest income stream a month ÷ all income streams a month, those that ended left out.',
  higherIs: null,
  compute: (input) => {
    const amounts = input.income.streams
      .filter((stream) => stream.status !== 'ended')
      .map((stream) => stream.monthlyEquivalent.amount)
    const total = amounts.reduce((sum, amount) => sum + amount, 0)
    const retained = retainedIncome(input)
    if (retained.state !== 'measured') return reading(retained)
    return readingOf(
      shareOf(measured(Math.max(0, ...amounts)), measured(total)),
      input.tally.evidence.income,
    )
  },
}

export const missedPays: Indicator = {
  id: 'missed_pays_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['income'],
  formula: 'Expected pays of income streams that did not come in the window.',
  higherIs: 'riskier',
  compute: (input) => {
    const missed = input.income.streams.filter((stream) => stream.missedSlots.length > 0)
    return events(
      input,
      missed.flatMap((stream) => stream.evidence.transactionIds),
      missed.reduce((total, stream) => total + stream.missedSlots.length, 0),
    )
  },
}

export const employerChange: Indicator = {
  id: 'employer_changes_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['income'],
  formula: 'Salary streams of the window that began after another salary stream had ended.',
  higherIs: 'riskier',
  compute: (input) => {
    const changed = employerChanges(input.income.streams)
    return reading(
      changed.length === 0 ? noneFound : measured(changed.length),
      changed.flatMap((stream) => stream.evidence.transactionIds),
    )
  },
}
