// What the bank takes: intervention commissions apart from the fees of rejections, and its ordinary fees.
import { kindOf } from '../../incidents/fee-pairing.ts'
import { ofCategory } from '../../ledger/ledger.ts'
import { measured, noneFound } from '../../values/observed.ts'
import { round } from '../../values/statistics.ts'
import { amountAMonth, categories, net } from '../amounts.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { events, idsOf, perMonth, reading } from '../reading.ts'

const interventions = ({ ledger }: IndicatorInput) =>
  ofCategory(ledger, 'bank.incident_fee').flows.filter(
    ({ line }) => kindOf(line) === 'intervention',
  )

export const interventionFees: Indicator = {
  id: 'intervention_fees_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['transactions'],
  formula: 'Number of intervention commissions debited in the window.',
  higherIs: 'riskier',
  compute: (input) => events(input, idsOf(interventions(input))),
}

export const interventionFeesMonthly: Indicator = {
  id: 'intervention_fees_monthly',
  unit: 'money',
  window: 'last_90_days',
  inputs: ['transactions', 'coverage'],
  formula: 'Intervention commissions debited in the window, a month.',
  higherIs: 'riskier',
  compute: (input) => {
    const fees = interventions(input)
    if (fees.length === 0) return reading(noneFound)
    const monthly = perMonth(input, -fees.reduce((total, { amount }) => total + amount, 0))
    return reading(
      monthly.state === 'measured' ? measured(round(monthly.value)) : monthly,
      idsOf(fees),
    )
  },
}

export const bankFees = [
  interventionFees,
  interventionFeesMonthly,
  amountAMonth(
    {
      id: 'bank_fees_monthly',
      formula: 'Account, card and service fees of the window, incident fees apart, a month.',
      higherIs: null,
    },
    categories('bank.fee'),
    net,
  ),
] as const
