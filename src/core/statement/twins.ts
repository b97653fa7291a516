// Pending lines whose booked twin is there too. Booked lines are looked up by what a twin must share,
// and each is taken once, so the time grows with the text however many lines are alike.
import { dayNumber } from '../values/plain-date.ts'
import type { Line } from './line.ts'

/** Days a booked twin may stand before or after the day announced while pending. */
const TWIN_BEFORE = 3
const TWIN_AFTER = 7

/** Each booked line answers for one pending line at most; the nearest day first, then input order. */
export function markPendingTwins(lines: readonly Line[]): readonly Line[] {
  const awaiting = lines.filter(isAwaiting)
  if (awaiting.length === 0) return lines
  const booked = indexBooked(lines, awaiting)
  const used = new Set<number>()
  return lines.map((line) => {
    const twin = isAwaiting(line) ? nearestTwin(line, booked, used) : null
    if (twin === null) return line
    used.add(twin)
    return { ...line, excluded: 'pending_twin' as const }
  })
}

function isAwaiting({ status, excluded }: Line): boolean {
  return status === 'pending' && (excluded === 'pending' || excluded === null)
}

function keyOf({ accountId, amount, currency }: Line): string {
  return `${accountId} ${amount} ${currency}`
}

/** Positions of lines in input order, those before `at` being used. */
type Queue = { readonly positions: number[]; at: number }

/** Lines that share a trace, by day; `open`: the days that may have an unused one, in order. */
type Days = { readonly queues: Map<number, Queue>; readonly open: number[] }

/** Booked lines by account and amount, then by what they may share with a pending line. */
type Booked = ReadonlyMap<string, ReadonlyMap<string, Days>>

function indexBooked(lines: readonly Line[], awaiting: readonly Line[]): Booked {
  const booked = new Map<string, Map<string, Days>>()
  const amounts: ReadonlySet<number> = new Set(awaiting.map(({ amount }) => amount))
  const wanted = new Set(awaiting.map(keyOf))
  lines.forEach((line, position) => {
    // Few lines are of an amount that is awaited: for the others no key is put together
    if (line.status !== 'booked' || line.excluded === 'duplicate' || !amounts.has(line.amount))
      return
    const key = keyOf(line)
    if (!wanted.has(key)) return
    const traces = booked.get(key) ?? new Map<string, Days>()
    booked.set(key, traces)
    for (const trace of [idTrace(line), ANY, ...textTraces(line)])
      addTrace(traces, trace, dayNumber(line.date), position)
  })
  for (const traces of booked.values())
    for (const { open } of traces.values()) open.sort((a, b) => a - b)
  return booked
}

function addTrace(traces: Map<string, Days>, trace: string, day: number, position: number): void {
  const days = traces.get(trace) ?? { queues: new Map<number, Queue>(), open: [] }
  traces.set(trace, days)
  const queue = days.queues.get(day)
  if (queue !== undefined) queue.positions.push(position)
  else {
    days.queues.set(day, { positions: [position], at: 0 })
    days.open.push(day)
  }
}

/** What every line has. */
const ANY = '*'

/** The id but for what was added when it came twice. */
function idTrace({ id }: Line): string {
  return `#${id.replace(/~\d+$/, '')}`
}

/** Each word that is not a number, and the purchase day, which a card payment keeps. */
function textTraces({ transactionDate, label }: Line): readonly string[] {
  const words = new Set<string>()
  for (const word of label
    .join(' ')
    .toUpperCase()
    .split(/[^\p{L}]+/u))
    if (word.length >= 4) words.add(word)
  return transactionDate === null ? [...words] : [...words, transactionDate]
}

/** A line with its id, on any day; else one that shares a trace, some days before or after. */
function nearestTwin(pending: Line, booked: Booked, used: ReadonlySet<number>): number | null {
  const traces = booked.get(keyOf(pending))
  if (traces === undefined) return null
  const day = dayNumber(pending.date)
  const nearest = { distance: Number.POSITIVE_INFINITY, position: -1 }
  const consider = (at: number, queue: Queue | undefined) => {
    const position = queue === undefined ? undefined : firstUnused(queue, used)
    if (position === undefined) return
    const distance = Math.abs(at - day)
    if (distance > nearest.distance) return
    if (distance === nearest.distance && position > nearest.position) return
    nearest.distance = distance
    nearest.position = position
  }
  const namesakes = traces.get(idTrace(pending))
  if (namesakes !== undefined)
    for (const at of openDaysAround(namesakes, day, used)) consider(at, namesakes.queues.get(at))
  const shared = textTraces(pending)
  // A label without a word says nothing against any line
  const wordless = shared.length === (pending.transactionDate === null ? 0 : 1)
  for (const trace of wordless ? [...shared, ANY] : shared) {
    const days = traces.get(trace)
    if (days === undefined) continue
    for (let at = day - TWIN_BEFORE; at <= day + TWIN_AFTER; at++) consider(at, days.queues.get(at))
  }
  return nearest.position < 0 ? null : nearest.position
}

function firstUnused(queue: Queue, used: ReadonlySet<number>): number | undefined {
  while (used.has(queue.positions[queue.at] ?? -1)) queue.at++
  return queue.positions[queue.at]
}

/** The last open day before `day` and the first from it on. Days all used are forgotten. */
function openDaysAround({ queues, open }: Days, day: number, used: ReadonlySet<number>): number[] {
  const isOpen = (at: number | undefined) => {
    const queue = at === undefined ? undefined : queues.get(at)
    return queue === undefined || firstUnused(queue, used) !== undefined
  }
  let from = firstFrom(open, day)
  while (!isOpen(open[from])) open.splice(from, 1)
  while (!isOpen(open[from - 1])) open.splice(--from, 1)
  return open.slice(Math.max(0, from - 1), from + 1)
}

/** Where the first day that is not before `day` stands in `days`. */
function firstFrom(days: readonly number[], day: number): number {
  let low = 0
  let high = days.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((days[middle] ?? 0) < day) low = middle + 1
    else high = middle
  }
  return low
}
