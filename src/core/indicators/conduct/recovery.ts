// Seizures and collections in money, and how many offices collect.
import { measured, noneFound } from '../../values/observed.ts'
import type { Indicator } from '../indicator.ts'
import { reading } from '../reading.ts'

function amountOf(id: string, kind: 'seizures' | 'collections', what: string): Indicator {
  return {
    id,
    unit: 'money',
    window: 'last_90_days',
    inputs: ['incidents'],
    formula: `Amount of the ${what} of the window, their fees apart.`,
    higherIs: 'riskier',
    compute: ({ incidents }) => {
      const found = incidents[kind]
      const total = found.reduce((sum, { amount }) => sum + Math.abs(amount.amount), 0)
      return reading(
        found.length === 0 ? noneFound : measured(total),
        found.map((one) => one.transactionId),
      )
    },
  }
}

export const collectionOffices: Indicator = {
  id: 'collection_offices_90',
  unit: 'count',
  window: 'last_90_days',
  inputs: ['incidents'],
  formula:
    'Number of different collectors or bailiffs paid in the window; an unnamed one counts once.',
  higherIs: 'riskier',
  compute: ({ incidents }) => {
    const offices = new Set(incidents.collections.map(({ counterparty }) => counterparty))
    return reading(
      offices.size === 0 ? noneFound : measured(offices.size),
      incidents.collections.map((one) => one.transactionId),
    )
  },
}

export const recovery = [
  amountOf('seizures_amount_90', 'seizures', 'seizures'),
  amountOf('collections_amount_90', 'collections', 'payments to debt collectors or bailiffs'),
  collectionOffices,
] as const
