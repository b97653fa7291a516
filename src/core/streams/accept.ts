// Whether a fit is a stream: regular enough, alike enough, and nothing that contradicts.

import { sortInPlace } from '../values/sorting.ts'
import type { Fit } from './fit.ts'
import type { GroupKind } from './groups.ts'
import { bySize, type Item, spreadOf } from './items.ts'
import type { StreamSettings } from './stream-settings.ts'

export type Question = {
  readonly kind: GroupKind
  /** The hits alone; extras are counted in the fit. */
  readonly hits: readonly Item[]
  readonly fit: Fit
  /** Every line of the counterparty is in this fit; false for a cluster cut out by amount. */
  readonly alone: boolean
}

/** A category that says what it is, so that two debits need less proof. */
function isKnown(kind: GroupKind): boolean {
  return kind === 'income' || kind === 'charge'
}

function isIncoming(kind: GroupKind): boolean {
  return kind === 'income' || kind === 'unknown_income' || kind === 'irregular_income'
}

export function isStream(question: Question, settings: StreamSettings): boolean {
  const { kind, hits, fit, alone } = question
  if (hits.length < 2) return false
  const spread = amountSpread(kind, hits, settings)
  if (isHabit(question, spread, settings)) return false
  if (hits.length === 2) return isTwoHitStream(question, spread, settings)
  // Late once is late; late as a rule is another day of the month, or none
  if (fit.hits.filter(({ late }) => late).length * 3 > hits.length) return false
  const expected = hits.length + fit.missedInside.length
  if (fit.missedInside.length > Math.max(1, 0.3 * expected)) return false
  if (fit.extras.length > (isKnown(kind) && alone ? 0.34 * (hits.length + fit.extras.length) : 0)) {
    return false
  }
  const limits = limitsOf(question, settings)
  if (fit.hypothesis.cadence === 'semimonthly' && spread > settings.accept.incomeClustered.spread) {
    // Two halves of one pay that differ are an advance and its balance: found apart, then joined
    return false
  }
  // A category that says what it is and an amount that keeps leave the calendar more room
  const steady = isKnown(kind) && alone && spread <= settings.accept.twoHits.spread
  const residual = steady ? Math.max(limits.residual, STEADY_RESIDUAL) : limits.residual
  const varies = isPaidByTheWeek(question) || spread <= limits.spread
  return fit.meanResidual <= residual && varies
}

/**
 * Whether the amounts, or the days of two lines alone, leave a chance at all: asked before any calendar
 * is tried, since nearly everything that is no stream ends here.
 */
export function mayBeStream(
  kind: GroupKind,
  items: readonly Item[],
  alone: boolean,
  settings: StreamSettings,
): boolean {
  const [first, second] = items
  if (first === undefined || second === undefined) return false
  if (items.length === 2) {
    const gap = second.day - first.day
    const within = MONTH_VARIES + 2 * settings.accept.twoHits.residual
    const months = Math.max(1, Math.round(gap / MONTH))
    return months <= 2 && Math.abs(gap - months * MONTH) <= within
  }
  // With nothing allowed beside the slots all lines are hits
  if (isKnown(kind) && alone) return true
  const { accept } = settings
  const widest = isIncoming(kind)
    ? accept[alone ? 'incomeAlone' : 'incomeClustered']
    : kind === 'support' && alone
      ? accept.chargeAlone
      : kind === 'unknown_charge' && alone
        ? accept.unknownDebit
        : accept.chargeClustered
  return (
    amountSpread(kind, items, settings) <= Math.max(widest.spread, accept.chargeClustered.spread)
  )
}

/** Hours differ from week to week: so many pays on their day are proof enough. */
function isPaidByTheWeek({ kind, fit, alone }: Question): boolean {
  return kind === 'income' && alone && fit.hypothesis.cadence === 'weekly'
}

const MONTH = 365.25 / 12
/** Months and the weekends at both ends make two slots of one day so many days more or less apart. */
const MONTH_VARIES = 6

function amountSpread(kind: GroupKind, hits: readonly Item[], settings: StreamSettings): number {
  return isIncoming(kind) ? spreadOf(withoutBonus(hits, settings)) : billSpread(kind, hits)
}

const STEADY_RESIDUAL = 2

const NEW_PRICE = 1.35
const SAME_PRICE = 1.005

/** A known charge that keeps one price and then another has not varied. */
function billSpread(kind: GroupKind, hits: readonly Item[]): number {
  const spread = spreadOf(hits)
  if (kind !== 'charge' || hits.length < 3) return spread
  let changes = 0
  hits.forEach(({ size }, index) => {
    const before = hits[index - 1]?.size ?? size
    const ratio = Math.max(size, before) / Math.min(size, before)
    if (ratio > NEW_PRICE) changes = hits.length
    else if (ratio > SAME_PRICE) changes++
  })
  return changes <= 1 ? 0 : spread
}

/** One pay that outweighs all others by far holds a bonus: it says nothing against the rest. */
function withoutBonus(hits: readonly Item[], { income }: StreamSettings): readonly Item[] {
  if (hits.length < 3) return hits
  const [largest, second] = sortInPlace([...hits], (a, b) => bySize(b, a))
  if (largest === undefined || second === undefined) return hits
  return largest.size > second.size * income.bonusRatio
    ? hits.filter((item) => item !== largest)
    : hits
}

function limitsOf({ kind, hits, fit, alone }: Question, { accept }: StreamSettings) {
  if (isIncoming(kind)) return alone ? accept.incomeAlone : accept.incomeClustered
  if (alone && (kind === 'charge' || kind === 'support')) return accept.chargeAlone
  // What nobody vouches for must at least keep its amount, or be debited directly and on its day
  const mandated = hits.every(({ line }) => line.operation === 'direct_debit')
  const unknown = kind === 'unknown_charge' && alone && mandated && fit.extras.length === 0
  return unknown ? accept.unknownDebit : accept.chargeClustered
}

/** Weekly and fortnightly spending of free amounts is a habit; weekly income is not. */
function isHabit({ kind, fit }: Question, spread: number, settings: StreamSettings): boolean {
  if (isIncoming(kind)) return false
  return fit.hypothesis.cadence !== 'monthly' && spread > settings.accept.chargeClustered.spread
}

/** Pay varies; so does a bill of a known kind, less so when a card pays it. */
function mayVary({ kind, hits, fit }: Question, spread: number, { accept }: StreamSettings) {
  if (kind === 'income') return true
  const byCard = hits.some(({ line }) => line.operation === 'card')
  const most = byCard ? accept.twoHits.byCard : accept.twoHits.bill
  return kind === 'charge' && fit.missedAfter.length <= 1 && spread <= most
}

/** Two only when the counterparty has nothing else, a month apart, and the amounts agree. */
function isTwoHitStream(question: Question, spread: number, settings: StreamSettings): boolean {
  const { kind, fit, alone } = question
  const { twoHits } = settings.accept
  if (!alone || fit.extras.length > 0 || fit.hypothesis.cadence !== 'monthly') return false
  if (fit.meanResidual > twoHits.residual) return false
  const known = isKnown(kind)
  if (spread > twoHits.spread && !mayVary(question, spread, settings)) return false
  if (spread > settings.accept.incomeAlone.spread) return false
  if (fit.missedInside.length > 0) {
    return (
      known && fit.missedInside.length === 1 && spread <= settings.accept.chargeClustered.spread
    )
  }
  return known || fit.missedAfter.length === 0
}
