// Whether a fit is a stream: regular enough, alike enough, and nothing that contradicts.
import type { Fit } from './fit.ts'
import type { GroupKind } from './groups.ts'
import { type Item, spreadOf } from './items.ts'
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
  const spread = spreadOf(hits)
  if (isHabit(question, spread, settings)) return false
  if (hits.length === 2) return isTwoHitStream(question, spread, settings)
  const expected = hits.length + fit.missedInside.length
  if (fit.missedInside.length > Math.max(1, 0.3 * expected)) return false
  if (fit.extras.length > (isKnown(kind) && alone ? 0.34 * (hits.length + fit.extras.length) : 0)) {
    return false
  }
  const limits = limitsOf(kind, alone, settings)
  if (fit.hypothesis.cadence === 'semimonthly' && spread > settings.accept.incomeClustered.spread) {
    // Two halves of one pay that differ are an advance and its balance: found apart, then joined
    return false
  }
  // A category that says income and an amount that keeps still leave the calendar more room
  const steady = kind === 'income' && spread <= settings.accept.twoHits.spread
  const residual = steady ? Math.max(limits.residual, STEADY_RESIDUAL) : limits.residual
  return fit.meanResidual <= residual && spread <= limits.spread
}

const STEADY_RESIDUAL = 2

function limitsOf(kind: GroupKind, alone: boolean, { accept }: StreamSettings) {
  if (isIncoming(kind)) return alone ? accept.incomeAlone : accept.incomeClustered
  // What nobody vouches for must at least keep its amount
  const loose = alone && (kind === 'charge' || kind === 'support')
  return loose ? accept.chargeAlone : accept.chargeClustered
}

/** Weekly and fortnightly spending of free amounts is a habit; weekly income is not. */
function isHabit({ kind, fit }: Question, spread: number, settings: StreamSettings): boolean {
  if (isIncoming(kind)) return false
  return fit.hypothesis.cadence !== 'monthly' && spread > settings.accept.chargeClustered.spread
}

/** Two only when the counterparty has nothing else, a month apart, and the amounts agree. */
function isTwoHitStream(question: Question, spread: number, settings: StreamSettings): boolean {
  const { kind, fit, alone } = question
  const { twoHits } = settings.accept
  if (!alone || fit.extras.length > 0 || fit.hypothesis.cadence !== 'monthly') return false
  if (fit.meanResidual > twoHits.residual) return false
  const known = isKnown(kind)
  if (spread > twoHits.spread && kind !== 'income') return false
  if (spread > settings.accept.incomeAlone.spread) return false
  if (fit.missedInside.length > 0) {
    return (
      known && fit.missedInside.length === 1 && spread <= settings.accept.chargeClustered.spread
    )
  }
  return known || fit.missedAfter.length === 0
}
