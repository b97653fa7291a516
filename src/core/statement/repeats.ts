// Lines sent twice: exact duplicates, ids that lie, pending lines whose booked twin is there too.
import { dayNumber } from '../values/plain-date.ts'
import type { Line } from './line.ts'

/** Days a booked twin may stand before or after the day announced while pending. */
const TWIN_BEFORE = 3
const TWIN_AFTER = 7

/**
 * Same id, same account and same content: the later ones are duplicates and keep the id. Same id on
 * other content: both are kept and the later gets `id~2`, `id~3` … in input order.
 */
export function settleIds(lines: readonly Line[]) {
  const byId = new Map<string, Namesakes>()
  const taken = new Set(lines.map(({ id }) => id))
  const lying: string[] = []
  const duplicates: string[] = []
  const settled = lines.map((line) => {
    const known = byId.get(line.id)
    if (known === undefined) {
      byId.set(line.id, { first: line, byContent: null, copies: 1 })
      return line
    }
    // Ids seldom repeat, so contents are compared only when one does
    known.byContent ??= new Map([[contentOf(known.first), known.first.id]])
    const content = contentOf(line)
    const same = known.byContent.get(content)
    if (same !== undefined) {
      duplicates.push(same)
      return { ...line, id: same, excluded: 'duplicate' as const }
    }
    const renamed = { ...line, id: freeId(line.id, known, taken) }
    taken.add(renamed.id)
    known.byContent.set(content, renamed.id)
    lying.push(renamed.id)
    return renamed
  })
  return { lines: settled, lying, duplicates }
}

/** Lines sent under one id: their contents with the id each was given, and the copies counted. */
type Namesakes = { first: Line; byContent: Map<string, string> | null; copies: number }

function freeId(id: string, known: Namesakes, taken: ReadonlySet<string>): string {
  do known.copies++
  while (taken.has(`${id}~${known.copies}`))
  return `${id}~${known.copies}`
}

function contentOf({ index: _index, id: _id, excluded: _excluded, ...content }: Line): string {
  return JSON.stringify(content)
}

/** Each booked line answers for one pending line at most; the nearest day first, then input order. */
export function markPendingTwins(lines: readonly Line[]): Line[] {
  if (!lines.some(isAwaiting)) return [...lines]
  const candidates = lines.filter(
    ({ status, excluded }) => status === 'booked' && excluded !== 'duplicate',
  )
  const booked = Map.groupBy(candidates.map(tracesOf), ({ key }) => key)
  const used = new Set<Traces>()
  return lines.map((line) => {
    if (!isAwaiting(line)) return line
    const pending = tracesOf(line)
    const twin = nearestTwin(pending, booked.get(pending.key) ?? [], used)
    if (twin === null) return line
    used.add(twin)
    return { ...line, excluded: 'pending_twin' as const }
  })
}

function isAwaiting({ status, excluded }: Line): boolean {
  return status === 'pending' && (excluded === 'pending' || excluded === null)
}

/** What two traces of one payment have in common, read once a line however many it is held against. */
type Traces = {
  readonly line: Line
  readonly key: string
  readonly id: string
  readonly day: number
  words: ReadonlySet<string> | null
}

function tracesOf(line: Line): Traces {
  return {
    line,
    key: `${line.accountId} ${line.amount} ${line.currency}`,
    id: line.id.replace(/~\d+$/, ''),
    day: dayNumber(line.date),
    words: null,
  }
}

function nearestTwin(pending: Traces, booked: readonly Traces[], used: ReadonlySet<Traces>) {
  let nearest: Traces | null = null
  for (const other of booked) {
    // `booked` is in input order: of two as near, the first stays
    if (nearest !== null && distance(pending, other) >= distance(pending, nearest)) continue
    if (!used.has(other) && isTwin(pending, other)) nearest = other
  }
  return nearest
}

function isTwin(pending: Traces, booked: Traces): boolean {
  if (pending.id === booked.id) return true
  const days = booked.day - pending.day
  return days >= -TWIN_BEFORE && days <= TWIN_AFTER && shareText(pending, booked)
}

/** A card purchase keeps its purchase day; anything else must share a word that is not a number. */
function shareText(a: Traces, b: Traces): boolean {
  const { transactionDate } = a.line
  if (transactionDate !== null && transactionDate === b.line.transactionDate) return true
  const words = wordsOf(a)
  if (words.size === 0) return true
  for (const word of wordsOf(b)) if (words.has(word)) return true
  return false
}

function wordsOf(traces: Traces): ReadonlySet<string> {
  traces.words ??= new Set(
    traces.line.label
      .join(' ')
      .toUpperCase()
      .split(/[^\p{L}]+/u)
      .filter((word) => word.length >= 4),
  )
  return traces.words
}

function distance(a: Traces, b: Traces): number {
  return Math.abs(b.day - a.day)
}
