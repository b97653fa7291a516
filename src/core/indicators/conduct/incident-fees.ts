// What incidents cost: fees a month, and their weight in income.
import { measured, type Observed } from '../../values/observed.ts'
import { round } from '../../values/statistics.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, perMonth, reading, retainedIncome, shareOf } from '../reading.ts'

function feeIds({ incidents }: IndicatorInput): string[] {
  const paired = [
    ...incidents.rejections,
    ...incidents.seizures,
    ...incidents.collections,
    ...incidents.plans,
    ...incidents.arrears,
  ].flatMap((one) => one.feeIds)
  return [...paired, ...incidents.feesAlone.map((one) => one.transactionId)]
}

function monthly(input: IndicatorInput): Observed<number> {
  const { feesTotal } = input.incidents
  return feesTotal.state === 'measured' ? perMonth(input, feesTotal.value.amount) : feesTotal
}

export const incidentFeesMonthly: Indicator = {
  id: 'incident_fees_monthly',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['incidents', 'coverage'],
  formula: 'Intervention commissions, rejection and seizure fees of the window, a month.',
  higherIs: 'riskier',
  compute: (input) => {
    const value = monthly(input)
    return reading(value.state === 'measured' ? measured(round(value.value)) : value, feeIds(input))
  },
}

export const incidentFeesToIncome: Indicator = {
  id: 'incident_fees_to_income',
  unit: 'ratio',
  window: 'last_90_days',
  inputs: ['incidents', 'coverage', 'income'],
  formula: 'Incident fees a month ÷ retained income a month.',
  higherIs: 'riskier',
  compute: (input) => reading(shareOf(monthly(input), retainedIncome(input)), feeIds(input)),
}

export const incidentFeesCount: Indicator = {
  id: 'incident_fee_count_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula:
    'Number of incident fees debited in the window, those paired with a rejection among them.',
  higherIs: 'riskier',
  compute: (input) => events(input, [...new Set(feeIds(input))]),
}
