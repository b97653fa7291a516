// An indicator: one figure, one file, with its formula as text and the lines it rests on.
import { z } from 'zod'
import type { Affordability, Assets, Business, CashFlow } from '../affordability/affordability.ts'
import type { Balances } from '../balances/balances.ts'
import type { Coverage } from '../coverage/coverage.ts'
import type { Incidents } from '../incidents/incidents.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Prepared } from '../statement/line.ts'
import type { Charges, Credit, Income } from '../streams/stream.ts'
import type { Observed } from '../values/observed.ts'
import type { Tally } from './tally.ts'

export const units = ['money', 'ratio', 'count', 'days', 'score'] as const
export type Unit = (typeof units)[number]

/** What a figure looks at: so many days before the report, whole months, cycles of pay, or what runs now. */
export const windows = [
  'last_30_days',
  'last_60_days',
  'last_90_days',
  'complete_months',
  'pay_cycles',
  'today',
] as const
export type Window = (typeof windows)[number]

/** The parts of a report a figure is computed from. */
export const inputs = [
  'transactions',
  'income',
  'charges',
  'credit',
  'balances',
  'incidents',
  'coverage',
  'affordability',
  'cashFlow',
  'assets',
] as const
export type Input = (typeof inputs)[number]

/** Everything an indicator may read; all of it to its left. */
export type IndicatorFacts = {
  readonly prepared: Prepared
  readonly ledger: Ledger
  readonly income: Income
  readonly charges: Charges
  readonly credit: Credit
  readonly balances: Balances
  readonly incidents: Incidents
  readonly coverage: Coverage
  readonly affordability: Affordability
  readonly cashFlow: CashFlow
  readonly assets: Assets
  readonly business: Business
}

/** With the sums most indicators share, added up once. */
export type IndicatorInput = IndicatorFacts & { readonly tally: Tally }

export type Indicator = {
  readonly id: string
  readonly unit: Unit
  readonly window: Window
  readonly inputs: readonly Input[]
  /** In words a risk analyst reads: published by GET /v1/rulebooks/{version}. */
  readonly formula: string
  /** Expected sign with risk; null when it only informs. */
  readonly higherIs: 'safer' | 'riskier' | null
  /** Why no scorecard may use it (credit.md, Score: banned characteristics); the loader refuses it. */
  readonly barredFromScore?: 'family' | 'benefits' | 'origin_of_payees' | 'stands_beside_the_score'
  readonly compute: (input: IndicatorInput) => {
    /** Integer minor units for money; four decimals for ratios. */
    value: Observed<number>
    evidence: readonly string[]
  }
}

export const indicatorResultSchema = z
  .object({
    id: z.string(),
    unit: z.enum(units),
    state: z.enum(['measured', 'none_found', 'not_observable', 'withheld']),
    value: z.number().optional(),
    why: z.string().optional(),
    evidence: z.array(z.string()),
  })
  .meta({ id: 'Indicator' })
export type IndicatorResult = z.infer<typeof indicatorResultSchema>
