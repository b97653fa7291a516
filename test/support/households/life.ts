// A life being written: its window, its bank, and the ways to add one payment or a whole series.
import { monthlyDays, partsOf, shifted, weeklyDays } from './calendar.ts'
import type {
  ContractKind,
  Kind,
  Operation,
  PlannedContract,
  PlannedIncident,
  PlannedStream,
  Rhythm,
} from './operation.ts'
import type { Random } from './random.ts'

export type Life = {
  random: Random
  /** First and last day of the window, both included. */
  from: number
  asOf: number
  holder: string
  surname: string
  city: string
  operations: Operation[]
  streams: PlannedStream[]
  contracts: PlannedContract[]
  incidents: PlannedIncident[]
}

export type Series = {
  type: string
  category: string
  alternatives?: readonly string[]
  direction: 'in' | 'out'
  kind: Kind
  payee: string
  rhythm: Rhythm
  /** Unsigned cents of the occurrence of that day; `index` counts from the first in the window. */
  amount: (day: number, index: number) => number
  party: (day: number) => string
  motive?: (day: number) => string
  city?: string
  creditorId?: string
  mandate?: string
  provable?: boolean
  income?: boolean
  ended?: boolean
  contract?: string
  /** First and last day it lives. */
  lives?: { from?: number; until?: number }
  /** Share of the dates moved by a day or two; 0.15 unless told. */
  jitter?: number
  /** Share of the occurrences that never come. */
  missed?: number
}

const JITTER = 0.15
/** A pay so near the edge of the window stays where the calendar puts it: which side it is on is chosen. */
const EDGE = 3
/** Share of bills that come four to eight days after their day. */
const LATE = 0.015

export function addSeries(life: Life, series: Series): Operation[] {
  const id = `S${life.streams.length + 1}`
  const random = life.random.fork(`${id}/${series.type}`)
  life.streams.push({
    id,
    type: series.type,
    category: series.category,
    direction: series.direction,
    cadence: cadenceOf(series.rhythm),
    provable: series.provable ?? true,
    income: series.income ?? false,
    ended: series.ended ?? false,
  })
  const made = daysOf(series, life)
    .map((day, turn): Operation => ({ ...operationOf(series, day, turn), stream: id, turn }))
    .filter(() => !random.chance(series.missed ?? 0))
  for (const operation of made) {
    operation.day = moved(operation.day, series, life, random)
  }
  life.operations.push(...made)
  return made
}

function operationOf(series: Series, day: number, index: number): Operation {
  const { kind, payee, category, alternatives, creditorId, mandate, contract, city } = series
  const motive = series.motive?.(day)
  return {
    day,
    cents: series.amount(day, index) * (series.direction === 'in' ? 1 : -1),
    kind,
    payee,
    category,
    party: series.party(day),
    ...(alternatives && { alternatives }),
    ...(motive && { motive }),
    ...(city !== undefined && { city }),
    ...(creditorId && { creditorId }),
    ...(mandate && { mandate }),
    ...(contract && { contract }),
  }
}

function daysOf({ rhythm, lives }: Series, life: Life): number[] {
  const from = Math.max(life.from, lives?.from ?? 0)
  const to = Math.min(life.asOf, lives?.until ?? life.asOf)
  if (rhythm.every === 'week') return weeklyDays(rhythm, from, to)
  const days = monthlyDays(rhythm.day, rhythm.shift, from, to)
  if (rhythm.every === 'month') return days
  const months = rhythm.every === 'quarter' ? 3 : 12
  // A month chosen by the life itself, not by the window
  const phase = life.holder.length % months
  return days.filter((day) => partsOf(day).month % months === phase)
}

function moved(day: number, series: Series, life: Life, random: Random): number {
  const { shift } = series.rhythm
  const late = series.direction === 'out' && random.chance(LATE)
  if (late && day < life.asOf - 8) return shifted(day + random.int(4, 8), 'next')
  if (!random.chance(series.jitter ?? JITTER)) return day
  if (day < life.from + EDGE || day > life.asOf - EDGE) return day
  const other = day + random.pick([-2, -1, 1, 1, 2])
  return shift === 'none' ? other : shifted(other, 'next')
}

function cadenceOf(rhythm: Rhythm): PlannedStream['cadence'] {
  switch (rhythm.every) {
    case 'week':
      return rhythm.weeks === 1 ? 'weekly' : 'biweekly'
    case 'month':
      return 'monthly'
    case 'quarter':
      return 'quarterly'
    case 'year':
      return 'yearly'
  }
}

export function addOne(life: Life, operation: Operation): Operation {
  life.operations.push(operation)
  return operation
}

export function addContract(
  life: Life,
  kind: ContractKind,
  lender: string,
  instalment: number,
): string {
  const id = `K${life.contracts.length + 1}`
  life.contracts.push({ id, kind, lender, instalment })
  return id
}

/** Spellings drift: the second one takes over on a day of the window, where `drifts` says so. */
export function speltOver(life: Life, spelt: readonly string[], drifts: boolean) {
  const [first = '', second = first] = spelt
  const turn = drifts ? life.from + life.random.fork(`drift ${first}`).int(25, 65) : life.asOf + 1
  return (day: number) => (day < turn ? first : second)
}

/** A price that changes once in the window, for the share of contracts that have one. */
export function priced(life: Life, cents: number, random: Random, share = 0.12) {
  if (!random.chance(share)) return () => cents
  const turn = life.from + random.int(20, 70)
  const after = Math.round(cents * (1 + random.int(20, 120) / 1000))
  return (day: number) => (day < turn ? cents : after)
}

export const creditorIdOf = (random: Random) => `FR${random.digits(2)}ZZZ${random.digits(6)}`
export const mandateOf = (random: Random) => random.digits(random.int(8, 14))

/** A stream whose payments are added one by one. */
export function planStream(
  life: Life,
  stream: Pick<PlannedStream, 'type' | 'category' | 'direction' | 'cadence'> &
    Partial<PlannedStream>,
): string {
  const id = `S${life.streams.length + 1}`
  life.streams.push({ id, provable: true, income: false, ended: false, ...stream })
  return id
}
