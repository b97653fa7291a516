// Seizures, collections, debt plans and loan arrears: each alone, and together.
import type { Incidents } from '../../incidents/incidents.ts'
import type { Indicator } from '../indicator.ts'
import { events } from '../reading.ts'

type Kind = 'seizures' | 'collections' | 'plans' | 'arrears'

function of(id: string, kinds: readonly Kind[], what: string): Indicator {
  return {
    id,
    unit: 'count',
    window: 'last_90_days',
    inputs: ['incidents'],
    formula: `Number of lines of the window that are ${what}; their fees apart.`,
    higherIs: 'riskier',
    compute: (input) =>
      events(
        input,
        kinds.flatMap((kind) => idsOf(input.incidents, kind)),
      ),
  }
}

function idsOf(incidents: Incidents, kind: Kind): string[] {
  return incidents[kind].map((one) => one.transactionId)
}

export const seizures = of('seizures_90', ['seizures'], 'administrative or court seizures')
export const collections = of(
  'debt_collections_90',
  ['collections'],
  'payments to debt collectors or bailiffs',
)
export const debtPlans = of('debt_plans_90', ['plans'], 'instalments of a debt-settlement plan')
export const loanArrears = of(
  'loan_arrears_90',
  ['arrears'],
  'late instalments made good or penalties on a loan',
)
export const seriousIncidents = of(
  'serious_incidents_90',
  ['seizures', 'collections', 'plans', 'arrears'],
  'seizures, debt collections, debt plans or loan arrears',
)
