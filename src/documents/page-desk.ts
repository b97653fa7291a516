// What the page shows beside the report to whom a link was made for: other versions, reviews, and what may be done.
import type { Comparison } from '../core/comparison/comparison.ts'

export type DeskCorrection = {
  readonly transactionId: string
  readonly category?: string | undefined
  readonly recurring?: false | undefined
  readonly mine?: false | undefined
}

/** From the version before to the one shown. */
export type DeskChange = {
  readonly by: string
  readonly reason: string
  readonly at: string
  readonly corrections: readonly DeskCorrection[]
  /** null when the version before is no longer kept. */
  readonly difference: Comparison | null
}

export type DeskReview = {
  readonly id: string
  readonly requestedBy: 'consumer' | 'lender'
  readonly reason: string
  readonly consumerStatement: string | null
  readonly createdAt: string
  readonly outcome: {
    readonly outcome: string
    readonly reason: string
    readonly by: string
    readonly closedAt: string
  } | null
}

/** Why a form was refused, or what it did; words for each in the page. */
export const deskNotices = [
  'corrected',
  'review_opened',
  'review_closed',
  'conflict',
  'invalid',
] as const
export type DeskNotice = (typeof deskNotices)[number]

export type Desk = {
  readonly namedFor: string
  /** Newest first; the shown one is among them. */
  readonly versions: readonly { readonly id: string; readonly createdAt: string }[]
  readonly change: DeskChange | null
  readonly reviews: readonly DeskReview[]
  readonly told: DeskNotice | null
  /** Present when the link was made to act with; corrections only of the newest version. `once` names what a form makes. */
  readonly act?: { readonly correct: boolean; readonly once: string }
}
