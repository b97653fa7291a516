// Sums most indicators share, added up once a report: by category, role and operation, and by day.

import { activeContracts } from '../affordability/loan.ts'
import type { OverdraftEpisode } from '../balances/balances.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import {
  addTo,
  blankSum,
  byDateThenIndex,
  type Flow,
  type Group,
  type Ledger,
  ofRole,
  type Sum,
} from '../ledger/ledger.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import type { Contract, Stream } from '../streams/stream.ts'
import type { Observed } from '../values/observed.ts'
import { dayNumber } from '../values/plain-date.ts'
import { sortInPlace } from '../values/sorting.ts'
import { balancesBelowZero } from './below-zero.ts'
import type { IndicatorFacts } from './indicator.ts'
import { mainIncome } from './reading.ts'

export type { Sum } from '../ledger/ledger.ts'

/** Amounts by days before the report: 0 is the day of the report. */
export type Days = { readonly in: readonly number[]; readonly out: readonly number[] }

export type Tally = {
  readonly byCategory: ReadonlyMap<string, Sum>
  readonly byRole: ReadonlyMap<string, Sum>
  readonly byOperation: ReadonlyMap<string, Sum>
  /** Flows: own transfers and savings left out. */
  readonly flows: Days
  /** The same with own transfers and savings. */
  readonly moves: Days
  /** Lines by days before the report. */
  readonly lines: readonly number[]
  /** All flows of the window, minor units, both positive. */
  readonly total: { readonly in: number; readonly out: number }
  /** Flows in, by date. */
  readonly credits: readonly Flow[]
  /** Credits and debits of role `income`, by date. */
  readonly incomes: readonly Flow[]
  /** Lines to and from savings on private accounts. */
  readonly savingMoves: readonly CategorisedLine[]
  readonly payers: ReadonlySet<string>
  readonly payees: ReadonlySet<string>
  /** Contracts that run, split payments among them, each once. */
  readonly contracts: readonly Contract[]
  /** The largest income that has not ended; the first on a tie. */
  readonly main: Stream | null
  /** Daily balances of the private current accounts together, oldest first. */
  readonly daily: Observed<readonly number[]>
  /** Runs of days below zero: of each account, since one below zero is overdrawn whatever the others hold. */
  readonly runs: Observed<readonly OverdraftEpisode[]>
  /** End-of-day balances below zero, of any account, as positive amounts in ascending order. */
  readonly depths: Observed<readonly number[]>
  /** Lines of every income stream, of the charges that run and of the contracts that run, each line once. */
  readonly evidence: Readonly<Record<'income' | 'charges' | 'contracts', readonly string[]>>
}

type Filling = { in: number[]; out: number[] }

export function tallyOf(facts: IndicatorFacts): Tally {
  const { ledger, income, charges, credit } = facts
  const { byCategory, byRole, privateLines } = ledger
  const contracts = activeContracts(credit)
  const flows = daysOf(ledger)
  const accounts = new Set(privateAccounts(ledger.prepared).map(({ id }) => id))
  const own = (line: CategorisedLine) => accounts.has(line.accountId)
  const savingMoves = ofRole(ledger, 'saving').lines.filter(own)
  return {
    ...sidesOf(ledger.flows),
    byCategory: inOrderOfFlows(byCategory),
    byRole,
    byOperation: byOperation(ledger.flows),
    flows,
    moves: withMoves(
      flows,
      [...savingMoves, ...ofRole(ledger, 'internal').lines.filter(own)],
      ledger,
    ),
    lines: privateLines,
    incomes: ofRole(ledger, 'income').flows,
    savingMoves,
    contracts,
    main: mainIncome(income),
    ...balancesBelowZero(facts),
    evidence: {
      income: evidenceOf(income.streams),
      charges: evidenceOf(charges.streams.filter(({ status }) => status !== 'ended')),
      contracts: evidenceOf(contracts),
    },
  }
}

/** Sums over many categories tell their lines in this order. */
function inOrderOfFlows(groups: ReadonlyMap<string, Group>): ReadonlyMap<string, Group> {
  const found: { key: string; group: Group; first: CategorisedLine }[] = []
  for (const [key, group] of groups) {
    const first = group.flows[0]?.line
    if (first !== undefined) found.push({ key, group, first })
  }
  sortInPlace(found, (a, b) => byDateThenIndex(a.first, b.first))
  return new Map(found.map(({ key, group }) => [key, group]))
}

function evidenceOf(parts: readonly Pick<Contract, 'evidence'>[]): readonly string[] {
  const ids = new Set<string>()
  for (const { evidence } of parts) for (const id of evidence.transactionIds) ids.add(id)
  return [...ids]
}

function daysOf({ flows, privateLines }: Ledger): Filling {
  const days = { in: blank(privateLines.length), out: blank(privateLines.length) }
  for (const { amount, ago } of flows) addDay(days, ago, amount)
  return days
}

/** Own transfers and savings beside the flows. */
function withMoves(flows: Days, lines: readonly CategorisedLine[], { prepared }: Ledger): Days {
  const moves = { in: [...flows.in], out: [...flows.out] }
  const today = dayNumber(prepared.asOf)
  for (const { date, amount } of lines) addDay(moves, today - dayNumber(date), amount)
  return moves
}

function blank(days: number): number[] {
  return new Array<number>(days).fill(0)
}

function addDay(filling: Filling, day: number, amount: number): void {
  if (amount > 0) filling.in[day] = (filling.in[day] ?? 0) + amount
  else filling.out[day] = (filling.out[day] ?? 0) - amount
}

function byOperation(flows: readonly Flow[]): ReadonlyMap<string, Sum> {
  const sums = new Map<string, Sum>()
  for (const flow of flows) {
    let sum = sums.get(flow.line.operation)
    if (sum === undefined) {
      sum = blankSum()
      sums.set(flow.line.operation, sum)
    }
    addTo(sum, flow)
  }
  return sums
}

/** Credits, what came and went, and who is on the other side. */
function sidesOf(flows: readonly Flow[]) {
  const credits: Flow[] = []
  const total = { in: 0, out: 0 }
  const payers = new Set<string>()
  const payees = new Set<string>()
  for (const flow of flows) {
    const { line, amount } = flow
    if (amount > 0) {
      credits.push(flow)
      total.in += amount
    } else total.out -= amount
    const key = line.counterpartyKey
    if (key !== null) (amount > 0 ? payers : payees).add(key)
  }
  return { credits, total, payers, payees }
}

const none = blankSum()

/** The sums of several keys as one. */
export function sumOf(sums: ReadonlyMap<string, Sum>, keys: readonly string[]): Sum {
  const [only] = keys
  if (keys.length === 1 && only !== undefined) return sums.get(only) ?? none
  const all = blankSum()
  for (const key of keys) {
    const sum = sums.get(key)
    if (sum === undefined) continue
    all.in += sum.in
    all.out += sum.out
    all.count += sum.count
    for (const id of sum.ids) all.ids.push(id)
  }
  return all
}

/** The sums of every key that holds. */
export function sumWhere(sums: ReadonlyMap<string, Sum>, holds: (key: string) => boolean): Sum {
  const keys: string[] = []
  for (const key of sums.keys()) if (holds(key)) keys.push(key)
  return sumOf(sums, keys)
}

/** Of the last `days` days. */
export function lastDays(amounts: readonly number[], days: number): number {
  let total = 0
  for (let day = 0; day < Math.min(days, amounts.length); day++) total += amounts[day] ?? 0
  return total
}
