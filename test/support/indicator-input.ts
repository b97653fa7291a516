// Hand-built input for everything from coverage to the score: a quiet household, and ways to disturb it.

import { measureAssets } from '../../src/core/affordability/assets.ts'
import { measureBusiness } from '../../src/core/affordability/business.ts'
import { measureCashFlow } from '../../src/core/affordability/cash-flow.ts'
import type { AffordabilityInput } from '../../src/core/affordability/measure-affordability.ts'
import { measureAffordability } from '../../src/core/affordability/measure-affordability.ts'
import type { Balances } from '../../src/core/balances/balances.ts'
import type { CategorisedLine } from '../../src/core/categorisation/categorised.ts'
import { findUnsharedAccounts } from '../../src/core/coverage/accounts.ts'
import { matchIdentity } from '../../src/core/coverage/identity.ts'
import { measureCoverage } from '../../src/core/coverage/measure-coverage.ts'
import { findMissingBanks } from '../../src/core/coverage/missing-banks.ts'
import type { FlagInput } from '../../src/core/flags/flag-input.ts'
import type { Incidents } from '../../src/core/incidents/incidents.ts'
import type { IndicatorFacts } from '../../src/core/indicators/indicator.ts'
import { ledgerOf } from '../../src/core/ledger/ledger.ts'
import type { Account } from '../../src/core/statement/line.ts'
import type { Application } from '../../src/core/statement/statement.ts'
import type { Charges, Credit, Income, Stream } from '../../src/core/streams/stream.ts'
import { aBalances, aCharges, aCredit, anIncome, aStream, noIncidents } from './figure-parts.ts'
import { aLine, aPrepared } from './line-parts.ts'

export * from './figure-parts.ts'
export * from './line-parts.ts'

export const SETTINGS: AffordabilityInput['settings'] = {
  stress: { chargesUpPercent: 10, incomeDownPercent: 10 },
  policy: {
    largestDebtServiceRatio: 0.35,
    residualIncomeFloorPerUnit: 70_000,
    residualIncomeTable: [],
  },
  categories: {
    debtService: ['insurance.loan'],
    commitment: ['housing.rent', 'family.alimony'],
    residual: ['housing.rent', 'utilities.energy', 'family.alimony', 'family.childcare'],
    yearlyTax: ['tax.income', 'tax.property'],
  },
}

export type InputParts = {
  accounts?: readonly Account[]
  lines?: readonly CategorisedLine[]
  application?: Application
  applicant?: string
  holder?: string | null
  missingBank?: string
  income?: Income
  charges?: Charges
  credit?: Credit
  balances?: Balances
  incidents?: Incidents
}

/** 2,000 a month on three paydays, 600 of rent, some shopping every third day, 1,500 on the account. */
export function quietLines(): CategorisedLine[] {
  const pays = [84, 53, 23].map((daysAgo, n) => aLine({ id: `pay${n}`, daysAgo, euros: 2000 }))
  const rents = [80, 49, 19].map((daysAgo, n) =>
    aLine({ id: `rent${n}`, daysAgo, euros: -600, category: 'housing.rent' }),
  )
  const shops = Array.from({ length: 30 }, (_, n) =>
    aLine({ id: `shop${n}`, daysAgo: 88 - n * 3, euros: -35 }),
  )
  return [...pays, ...rents, ...shops].sort((a, b) => (a.date < b.date ? -1 : 1))
}

export function paysOf(lines: readonly CategorisedLine[]): Stream['occurrences'] {
  return lines
    .filter((line) => line.category === 'income.salary')
    .map((line) => ({
      transactionId: line.id,
      date: line.date,
      amount: line.amount,
      mark: 'regular' as const,
    }))
}

export function anInput(parts: InputParts = {}): FlagInput & IndicatorFacts {
  const lines = [...(parts.lines ?? quietLines())]
  const prepared = aPrepared({ ...parts, lines })
  const salary = aStream({ euros: 2000, ids: ['pay0', 'pay1', 'pay2'], occurrences: paysOf(lines) })
  const rent = aStream({
    euros: 600,
    ids: ['rent0', 'rent1', 'rent2'],
    category: 'housing.rent',
    direction: 'out',
  })
  const income = parts.income ?? anIncome([salary])
  const charges = parts.charges ?? aCharges([rent])
  const credit = parts.credit ?? aCredit([])
  const balances = parts.balances ?? aBalances(Array.from({ length: 90 }, () => 150_000))
  const settings = SETTINGS
  const ledger = ledgerOf(prepared, lines)
  return {
    prepared,
    ledger,
    income,
    charges,
    credit,
    balances,
    incidents: parts.incidents ?? noIncidents(),
    coverage: {
      ...measureCoverage(ledger, balances),
      ...findMissingBanks(prepared, findUnsharedAccounts(ledger), income),
    },
    identity: matchIdentity(prepared),
    unsharedAccounts: findUnsharedAccounts(ledger),
    affordability: measureAffordability({
      prepared,
      ledger,
      income,
      charges,
      credit,
      settings,
      weights: { 'income.salary': 1 },
    }),
    assets: measureAssets(ledger),
    business: measureBusiness(ledger),
    cashFlow: measureCashFlow(ledger),
  }
}
