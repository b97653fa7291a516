// How much of what comes in is not income: from persons, in cash, borrowed.

import type { CategorisedLine } from '../../categorisation/categorised.ts'
import { measured, notObservable } from '../../values/observed.ts'
import { ratio } from '../../values/statistics.ts'
import type { Indicator } from '../indicator.ts'
import { idsOf, reading, readingOf, totalOf } from '../reading.ts'

function of(id: string, what: string, holds: (line: CategorisedLine) => boolean): Indicator {
  return {
    id,
    unit: 'ratio',
    window: 'last_90_days',
    inputs: ['transactions'],
    formula: `Credits of the window that are ${what} ÷ all credits, transfers between own accounts left out.`,
    higherIs: 'riskier',
    compute: ({ tally }) => {
      const all = tally.total.in
      if (all === 0) return reading(notObservable('no_credit_seen'))
      const chosen = tally.credits.filter(({ line }) => holds(line))
      return readingOf(measured(ratio(totalOf(chosen, 'in'), all)), idsOf(chosen))
    },
  }
}

export const personInflowShare = of(
  'person_inflow_share',
  'from persons',
  (line) => line.role === 'person_to_person',
)
export const cashInflowShare = of(
  'cash_inflow_share',
  'cash deposits',
  (line) => line.category === 'inflow.cash',
)
export const borrowedInflowShare = of(
  'borrowed_inflow_share',
  'loan payouts',
  (line) => line.role === 'debt_inflow',
)
