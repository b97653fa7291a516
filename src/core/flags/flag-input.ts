// What a flag may read: everything up to affordability, and the shape of one flag rule.
import type { Affordability, Assets, Business, CashFlow } from '../affordability/affordability.ts'
import type { Balances } from '../balances/balances.ts'
import type { Coverage, Identity, UnsharedAccount } from '../coverage/coverage.ts'
import type { Incidents } from '../incidents/incidents.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Prepared } from '../statement/line.ts'
import type { Charges, Credit, Income } from '../streams/stream.ts'
import { addDays, type PlainDate } from '../values/plain-date.ts'
import type { Flag } from './flag.ts'

export type FlagInput = {
  readonly prepared: Prepared
  readonly ledger: Ledger
  readonly income: Income
  readonly charges: Charges
  readonly credit: Credit
  readonly balances: Balances
  readonly incidents: Incidents
  readonly coverage: Coverage
  readonly identity: Identity
  readonly unsharedAccounts: readonly UnsharedAccount[]
  readonly affordability: Affordability
  readonly assets: Assets
  readonly business: Business
  readonly cashFlow: CashFlow
}

/** null: not raised; else the lines it rests on, empty when it rests on none. */
export type FlagRule = {
  readonly code: string
  readonly severity: Flag['severity']
  readonly find: (input: FlagInput) => readonly string[] | null
}

/** Raised when there are lines to show. */
export function some(ids: readonly string[]): readonly string[] | null {
  return ids.length > 0 ? ids : null
}

/** The first of the last `days` days, `asOf` among them. */
export function since(asOf: PlainDate, days: number): PlainDate {
  return addDays(asOf, 1 - days)
}
