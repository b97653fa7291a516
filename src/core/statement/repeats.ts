// Lines sent twice: exact duplicates, ids that lie, pending lines whose booked twin is there too.
import { daysBetween } from '../values/plain-date.ts'
import type { Line } from './line.ts'

/** Days a booked twin may stand before or after the day announced while pending. */
const TWIN_BEFORE = 3
const TWIN_AFTER = 7

/**
 * Same id, same account and same content: the later ones are duplicates and keep the id. Same id on
 * other content: both are kept and the later gets `id~2`, `id~3` … in input order.
 */
export function settleIds(lines: readonly Line[]) {
  const byId = new Map<string, { line: Line; content: string }[]>()
  const taken = new Set(lines.map(({ id }) => id))
  const lying: string[] = []
  const duplicates: string[] = []
  const settled = lines.map((line) => {
    const content = contentOf(line)
    const known = byId.get(line.id)
    if (known === undefined) {
      byId.set(line.id, [{ line, content }])
      return line
    }
    const same = known.find((other) => other.content === content)
    if (same !== undefined) {
      duplicates.push(same.line.id)
      return { ...line, id: same.line.id, excluded: 'duplicate' as const }
    }
    const renamed = { ...line, id: freeId(line.id, taken) }
    taken.add(renamed.id)
    known.push({ line: renamed, content })
    lying.push(renamed.id)
    return renamed
  })
  return { lines: settled, lying, duplicates }
}

function freeId(id: string, taken: ReadonlySet<string>): string {
  let copy = 2
  while (taken.has(`${id}~${copy}`)) copy++
  return `${id}~${copy}`
}

function contentOf({ index: _index, id: _id, excluded: _excluded, ...content }: Line): string {
  return JSON.stringify(content)
}

/** Each booked line answers for one pending line at most; the nearest day first, then input order. */
export function markPendingTwins(lines: readonly Line[]): Line[] {
  const candidates = lines.filter(
    ({ status, excluded }) => status === 'booked' && excluded !== 'duplicate',
  )
  const booked = Map.groupBy(candidates, twinKey)
  const used = new Set<number>()
  return lines.map((line) => {
    if (line.status !== 'pending' || !(line.excluded === 'pending' || line.excluded === null)) {
      return line
    }
    const twin = (booked.get(twinKey(line)) ?? [])
      .filter((other) => !used.has(other.index) && isTwin(line, other))
      .sort((a, b) => distance(line, a) - distance(line, b) || a.index - b.index)[0]
    if (twin === undefined) return line
    used.add(twin.index)
    return { ...line, excluded: 'pending_twin' as const }
  })
}

function twinKey(line: Line): string {
  return `${line.accountId} ${line.amount} ${line.currency}`
}

function isTwin(pending: Line, booked: Line): boolean {
  if (plainId(pending.id) === plainId(booked.id)) return true
  const days = daysBetween(pending.date, booked.date)
  return days >= -TWIN_BEFORE && days <= TWIN_AFTER && shareText(pending, booked)
}

function plainId(id: string): string {
  return id.replace(/~\d+$/, '')
}

/** A card purchase keeps its purchase day; anything else must share a word that is not a number. */
function shareText(a: Line, b: Line): boolean {
  if (a.transactionDate !== null && a.transactionDate === b.transactionDate) return true
  const words = new Set(wordsOf(a))
  return words.size === 0 || wordsOf(b).some((word) => words.has(word))
}

function wordsOf(line: Line): string[] {
  return line.label
    .join(' ')
    .toUpperCase()
    .split(/[^\p{L}]+/u)
    .filter((word) => word.length >= 4)
}

function distance(a: Line, b: Line): number {
  return Math.abs(daysBetween(a.date, b.date))
}
