// Sums most indicators share, added up once a report: by category, role and operation, and by day.
import type { Flow } from '../affordability/flows.ts'
import { activeContracts } from '../affordability/loan.ts'
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { privateAccounts } from '../coverage/private-accounts.ts'
import type { Contract } from '../streams/stream.ts'
import { dayNumber, type PlainDate } from '../values/plain-date.ts'
import type { IndicatorFacts } from './indicator.ts'

export type Sum = {
  /** Minor units, both positive. */
  in: number
  out: number
  count: number
  readonly ids: string[]
}

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
  /** Lines of every income stream, of the charges that run and of the contracts that run, each line once. */
  readonly evidence: Readonly<Record<'income' | 'charges' | 'contracts', readonly string[]>>
}

type Filling = { in: number[]; out: number[] }

export function tallyOf(facts: IndicatorFacts): Tally {
  const { prepared, lines, flows, income, charges, credit } = facts
  const today = dayNumber(prepared.asOf)
  const days = today - dayNumber(prepared.window.from) + 1
  const byDate = new Map<PlainDate, number>()
  const ago = (date: PlainDate) => {
    let day = byDate.get(date)
    if (day === undefined) {
      day = today - dayNumber(date)
      byDate.set(date, day)
    }
    return day
  }
  const moves = { in: blank(days), out: blank(days) }
  const seen = movesOf(prepared, lines, moves, ago, blank(days))
  const contracts = activeContracts(credit)
  return {
    ...flowsOf(flows, moves, ago, days),
    ...seen,
    moves,
    contracts,
    evidence: {
      income: evidenceOf(income.streams),
      charges: evidenceOf(charges.streams.filter(({ status }) => status !== 'ended')),
      contracts: evidenceOf(contracts),
    },
  }
}

function evidenceOf(parts: readonly Pick<Contract, 'evidence'>[]): readonly string[] {
  const ids = new Set<string>()
  for (const { evidence } of parts) for (const id of evidence.transactionIds) ids.add(id)
  return [...ids]
}

function blank(days: number): number[] {
  return new Array<number>(days).fill(0)
}

function flowsOf(
  flows: readonly Flow[],
  moves: Filling,
  ago: (date: PlainDate) => number,
  days: number,
) {
  const tally = {
    byCategory: new Map<string, Sum>(),
    byRole: new Map<string, Sum>(),
    byOperation: new Map<string, Sum>(),
    flows: { in: blank(days), out: blank(days) },
    total: { in: 0, out: 0 },
    credits: [] as Flow[],
    incomes: [] as Flow[],
    payers: new Set<string>(),
    payees: new Set<string>(),
  }
  for (const flow of flows) {
    const { line, amount } = flow
    if (amount > 0) tally.credits.push(flow)
    if (line.role === 'income') tally.incomes.push(flow)
    addTo(tally.byCategory, line.category, amount, line.id)
    addTo(tally.byRole, line.role, amount, line.id)
    addTo(tally.byOperation, line.operation, amount, line.id)
    const day = ago(line.date)
    addDay(tally.flows, day, amount)
    addDay(moves, day, amount)
    if (amount > 0) tally.total.in += amount
    else tally.total.out -= amount
    const key = line.counterpartyKey
    if (key !== null) (amount > 0 ? tally.payers : tally.payees).add(key)
  }
  return tally
}

/** Own transfers and savings, which are no flows, and the lines of each day. */
function movesOf(
  prepared: IndicatorFacts['prepared'],
  all: IndicatorFacts['lines'],
  moves: Filling,
  ago: (date: PlainDate) => number,
  lines: number[],
): Pick<Tally, 'lines' | 'savingMoves'> {
  const accounts = new Set(privateAccounts(prepared).map(({ id }) => id))
  const savingMoves: CategorisedLine[] = []
  for (const line of all) {
    if (!accounts.has(line.accountId) || line.excluded !== null) continue
    const day = ago(line.date)
    lines[day] = (lines[day] ?? 0) + 1
    if (line.role === 'saving') savingMoves.push(line)
    if (line.role === 'internal' || line.role === 'saving') addDay(moves, day, line.amount)
  }
  return { lines, savingMoves }
}

function addTo(sums: Map<string, Sum>, key: string, amount: number, id: string): void {
  let sum = sums.get(key)
  if (sum === undefined) {
    sum = { in: 0, out: 0, count: 0, ids: [] }
    sums.set(key, sum)
  }
  if (amount > 0) sum.in += amount
  else sum.out -= amount
  sum.count++
  sum.ids.push(id)
}

function addDay(filling: Filling, day: number, amount: number): void {
  if (amount > 0) filling.in[day] = (filling.in[day] ?? 0) + amount
  else filling.out[day] = (filling.out[day] ?? 0) - amount
}

const none: Sum = { in: 0, out: 0, count: 0, ids: [] }

/** The sums of several keys as one. */
export function sumOf(sums: ReadonlyMap<string, Sum>, keys: readonly string[]): Sum {
  const [only] = keys
  if (keys.length === 1 && only !== undefined) return sums.get(only) ?? none
  const all: Sum = { in: 0, out: 0, count: 0, ids: [] }
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
