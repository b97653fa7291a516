// Days on which a private current account ended below zero, by window: another account does not undo it.
import { mapObserved } from '../../values/observed.ts'
import type { Indicator, IndicatorInput } from '../indicator.ts'
import { reading } from '../reading.ts'

function of(days: 30 | 60 | 90, pick: 'd30' | 'd60' | 'd90'): Indicator {
  return {
    id: `days_negative_${days}`,
    unit: 'days',
    window: `last_${days}_days`,
    inputs: ['balances'],
    formula: `Days of the last ${days} on which at least one private current account ended below zero, rebuilt from its booked balance.`,
    higherIs: 'riskier',
    compute: ({ balances }: IndicatorInput) =>
      reading(mapObserved(balances.together.daysNegative, (counted) => counted[pick])),
  }
}

export const daysNegative30 = of(30, 'd30')
export const daysNegative60 = of(60, 'd60')
export const daysNegative90 = of(90, 'd90')
