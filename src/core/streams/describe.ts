// Draft → stream: the public shape, with status, missed slots, next expected days and confidence.

import { civilOf, lengthOfMonth } from '../values/civil.ts'
import type { Money } from '../values/money.ts'
import { minorUnits, money } from '../values/money.ts'
import { fromDayNumber } from '../values/plain-date.ts'
import { ratio } from '../values/statistics.ts'
import type { People } from './by-applicant.ts'
import type { Draft } from './draft.ts'
import { type Item, medianOf } from './items.ts'
import type { SlotTable } from './slots.ts'
import type { Stream } from './stream.ts'
import type { StreamSettings } from './stream-settings.ts'
import { type Holders, ownerOf } from './whose.ts'

export type Frame = {
  readonly today: number
  readonly currency: string
  readonly table: SlotTable
  readonly holders: Holders
  readonly people: People
  /** The bank of each account, as its connection names it. */
  readonly banks: ReadonlyMap<string, string>
  readonly connections: ReadonlyMap<string, string>
  readonly settings: StreamSettings
}

export type StreamStatus = Stream['status']
type Next = { readonly from: number; readonly to: number }

/** Streams are numbered when all are known. */
export const UNNUMBERED = ''

export function describe(draft: Draft, frame: Frame, status?: StreamStatus): Stream {
  const settled = status ?? statusOf(draft, frame)
  const items = draft.marked.map(({ item }) => item)
  const next = settled === 'ended' ? null : nextOf(draft, frame)
  const missed = draft.fit === null ? [] : [...draft.fit.missedInside, ...draft.fit.missedAfter]
  const pays = draft.pays.length === 0 ? items.map(({ size }) => size) : draft.pays
  return {
    id: UNNUMBERED,
    direction: (items[0]?.line.amount ?? 0) < 0 ? 'out' : 'in',
    category: mostly(items, ({ line }) => line.category),
    counterparty: counterpartyOf(items),
    accountId: items[0]?.line.accountId ?? '',
    owner: ownerOf(items, frame.holders),
    cadence: draft.cadence,
    nominalDay: draft.nominalDay,
    shift: draft.shift,
    occurrences: draft.marked.map(({ item, mark }) => ({
      transactionId: item.line.id,
      date: item.line.date,
      amount: item.line.amount,
      mark,
    })),
    missedSlots: missed.map(fromDayNumber),
    amount: {
      currency: frame.currency,
      median: medianOf(pays),
      min: Math.min(...pays),
      max: Math.max(...pays),
      last: pays.at(-1) ?? 0,
      trend: trendOf(pays),
    },
    monthlyEquivalent: moneyOf(draft.monthly, frame.currency),
    status: settled,
    nextExpected:
      next === null ? null : { from: fromDayNumber(next.from), to: fromDayNumber(next.to) },
    confidence: confidenceOf(draft, items),
    evidence: {
      transactionIds: items.map(({ line }) => line.id),
      excluded: draft.excluded.map(({ item, reason }) => ({ transactionId: item.line.id, reason })),
    },
  }
}

export function moneyOf(amount: number, currency: string): Money {
  return money(minorUnits(amount), currency)
}

/** The commonest value; of equal counts the first in alphabetical order. */
export function mostly(items: readonly Item[], of: (item: Item) => string): string {
  const [first] = items
  const value = first === undefined ? '' : of(first)
  if (items.every((item) => of(item) === value)) return value
  const counts = new Map<string, number>()
  for (const item of items) counts.set(of(item), (counts.get(of(item)) ?? 0) + 1)
  let best: [string, number] = ['', 0]
  for (const [value, count] of counts) {
    if (count > best[1] || (count === best[1] && value < best[0])) best = [value, count]
  }
  return best[0]
}

export function counterpartyOf(items: readonly Item[]): string | null {
  const named = items.filter(({ line }) => line.counterpartyName !== null)
  return named.length === 0 ? null : mostly(named, ({ line }) => line.counterpartyName ?? '')
}

const UNPROVEN: ReadonlySet<string> = new Set(['quarterly', 'yearly'])
const IRREGULAR_ENDED_AFTER = 45
/** A fortnight's pay that is missing may be late until the next one is due. */
const FORTNIGHT = 14

function statusOf(draft: Draft, { today, settings }: Frame): StreamStatus {
  if (UNPROVEN.has(draft.cadence)) return 'early'
  const regular = draft.marked.filter(({ mark }) => mark === 'regular' || mark === 'outlier')
  if (draft.fit === null) {
    const last = draft.marked.at(-1)?.item.day ?? today
    // A client who has paid all there was to pay still belongs to what the window brought
    const invoices = draft.marked[0]?.item.line.category === 'income.self_employment'
    if (today - last > IRREGULAR_ENDED_AFTER && !invoices) return 'ended'
    return regular.length >= 3 ? 'mature' : 'early'
  }
  const due = draft.fit.missedAfter[0]
  const { endedAfterDays } = settings.fit
  const patience =
    draft.cadence === 'biweekly' ? Math.max(FORTNIGHT, endedAfterDays) : endedAfterDays
  if (due !== undefined && today - due >= patience) return 'ended'
  return draft.fit.hits.length >= 3 ? 'mature' : 'early'
}

function nextOf(draft: Draft, { today, settings, table }: Frame): Next | null {
  const last = draft.marked.at(-1)?.item.day ?? today
  if (draft.fit === null) return draft.cadence === 'monthly' ? monthAfter(last, today) : null
  const { hits, hypothesis, meanResidual } = draft.fit
  const lastSlot = hits.at(-1)?.slot ?? last
  const from = Math.max(lastSlot + 1, today - settings.fit.graceDays)
  const slot = table.next(hypothesis, from)
  if (slot === undefined) return null
  const around = Math.max(1, Math.ceil(meanResidual))
  return { from: slot - around, to: Math.max(slot + around, today) }
}

const AROUND_UNPROVEN = 3

/** One month after `last`, again and again until it is not long past. */
function monthAfter(last: number, today: number): Next {
  const { day } = civilOf(last)
  let at = last
  do {
    const { year, month } = civilOf(at)
    const nextYear = month === 12 ? year + 1 : year
    const nextMonth = month === 12 ? 1 : month + 1
    const ofMonth = civilOf(at).day
    at += lengthOfMonth(year, month) - ofMonth + Math.min(day, lengthOfMonth(nextYear, nextMonth))
  } while (at + AROUND_UNPROVEN < today)
  return { from: at - AROUND_UNPROVEN, to: at + AROUND_UNPROVEN }
}

const FLAT = 0.02

function trendOf(pays: readonly number[]): Stream['amount']['trend'] {
  const first = pays[0]
  const last = pays.at(-1)
  if (first === undefined || last === undefined || pays.length < 2) return 'unknown'
  if (Math.abs(last - first) <= FLAT * first) return 'flat'
  return last > first ? 'up' : 'down'
}

/** Coverage × regularity × likeness of amounts × how sure the categories are; four decimals. */
function confidenceOf(draft: Draft, items: readonly Item[]): number {
  const source = items.reduce((sum, { line }) => sum + line.confidence, 0) / items.length
  const middle = medianOf(draft.pays)
  const spread = middle === 0 ? 1 : (Math.max(...draft.pays) - Math.min(...draft.pays)) / middle
  const likeness = 1 - 0.3 * Math.min(1, spread)
  if (draft.fit === null) return ratio(0.4 * likeness * source, 1)
  const { hits, missedInside, missedAfter, meanResidual } = draft.fit
  const missed = missedInside.length + missedAfter.length
  const seen = hits.length >= 3 ? 1 : 0.75
  const coverage = (seen * hits.length) / (hits.length + missed)
  const regularity = 1 - Math.min(0.5, meanResidual / 6)
  return ratio(coverage * regularity * likeness * source, 1)
}
