// Lines and balances → incidents: rejections with their fees, seizures, collections, plans, arrears,
// overdrafts. Amounts are unsigned; business accounts stand apart.
import { type BalanceSettings, balanceSettingsSchema } from '../balances/balance-settings.ts'
import type { Balances } from '../balances/balances.ts'
import { overdraftEpisodes } from '../balances/overdraft-episodes.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { type Ledger, ofCategory } from '../ledger/ledger.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import { minorUnits, money } from '../values/money.ts'
import { measured, noneFound, notObservable } from '../values/observed.ts'
import { sortInPlace } from '../values/sorting.ts'
import { pairFees } from './fee-pairing.ts'
import type { Incidents } from './incidents.ts'
import { overdraftLimitOf } from './overdraft-limit.ts'
import { causeOf, concernsOf, originalsOf, type Rejection } from './rejections.ts'

const defaults: BalanceSettings = balanceSettingsSchema.parse({})

type IncidentLine = Incidents['seizures'][number]

/**
 * A returned debit is an incident when funds lacked, or when nothing says why but a fee came within
 * a few days (credit.md, Incidents). Refusals, refunds and technical returns are listed and are none.
 */
export function findIncidents(
  ledger: Ledger,
  balances: Balances,
  settings: BalanceSettings = defaults,
): Incidents {
  const { prepared } = ledger
  const accounts = new Set(privateAccounts(prepared).map(({ id }) => id))
  const counts = ({ excluded, status, accountId }: CategorisedLine) =>
    excluded === null && status === 'booked' && accounts.has(accountId)
  const of = (category: string) =>
    sortInPlace(ofCategory(ledger, category).lines.filter(counts), byDate)
  const returns = of('bank.returned_debit')
  const seizures = of('bank.seizure')
  const fees = of('bank.incident_fee')
  const collections = of('debt.collection')
  const plans = of('debt.plan')
  const arrears = of('loan.arrears')
  const others = [...collections, ...plans, ...arrears]
  const pairs = pairFees(fees, returns, seizures, settings.incidents.feeWithinDays, others)
  const entry = (line: CategorisedLine): IncidentLine => ({
    transactionId: line.id,
    date: line.date,
    amount: money(minorUnits(Math.abs(line.amount)), line.currency),
    counterparty: line.counterpartyName,
    feeIds: pairs.of(line.id),
  })
  const rejections =
    returns.length === 0 ? [] : rejectionsOf(returns, ledger.lines.filter(counts), entry, settings)
  return {
    rejections,
    seizures: seizures.map(entry),
    collections: collections.map(entry),
    plans: plans.map(entry),
    arrears: arrears.map(entry),
    feesAlone: pairs.alone.map(entry),
    overdrafts: overdraftEpisodes(balances).filter(
      ({ accountId }) => accountId !== null && accounts.has(accountId),
    ),
    overdraftLimit: overdraftLimitOf({
      prepared,
      series: balances.accounts.filter(
        ({ accountId }) => accountId !== null && accounts.has(accountId),
      ),
      incidentDays: [...fees, ...returns].map(({ accountId, date }) => ({ accountId, date })),
      withinDays: settings.incidents.feeWithinDays,
    }),
    feesTotal: feesTotalOf(fees, ledger.lines.some(counts), prepared.currency),
  }
}

/** Nothing was charged only where charges would have been seen. */
function feesTotalOf(
  fees: readonly CategorisedLine[],
  seen: boolean,
  currency: string,
): Incidents['feesTotal'] {
  if (!seen) return notObservable('no_private_account_lines')
  const total = fees.reduce((sum, { amount }) => sum - amount, 0)
  return total === 0 ? noneFound : measured(money(minorUnits(total), currency))
}

function byDate(a: CategorisedLine, b: CategorisedLine): number {
  if (a.date !== b.date) return a.date < b.date ? -1 : 1
  if (a.id !== b.id) return a.id < b.id ? -1 : 1
  return a.index - b.index
}

function rejectionsOf(
  returns: readonly CategorisedLine[],
  counted: readonly CategorisedLine[],
  entry: (line: CategorisedLine) => IncidentLine,
  { incidents }: BalanceSettings,
): Rejection[] {
  const originals = originalsOf(returns, counted, incidents)
  const payees = categoriesOfPayees(counted)
  return returns.map((line) => {
    const base = entry(line)
    const original = originals.get(line.id)
    const cause = causeOf(line, incidents)
    return {
      ...base,
      counterparty: base.counterparty ?? original?.counterpartyName ?? null,
      cause,
      isIncident: cause === 'insufficient_funds' || (cause === 'unknown' && base.feeIds.length > 0),
      concerns: concernsOf(line, original, payees),
      originalId: original?.id ?? null,
    }
  })
}

/** Payee → what its debits are, the first in time: a return whose original is not in the window. */
function categoriesOfPayees(counted: readonly CategorisedLine[]): ReadonlyMap<string, string> {
  const payees = new Map<string, string>()
  for (const { counterpartyKey, category, amount } of counted) {
    if (counterpartyKey === null || amount >= 0 || payees.has(counterpartyKey)) continue
    payees.set(counterpartyKey, category)
  }
  return payees
}
