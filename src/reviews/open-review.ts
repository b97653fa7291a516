// A consumer, or the lender for him, asks that a person look at a report; and what was asked and answered is read.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { findForAccess } from '../reports/get-report.ts'
import type { ReportRow } from '../reports/report-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { idOf, newEffect } from '../runtime/ids.ts'
import { openPart, type PartOf, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { keptOutcomeSchema, keptRequestSchema, type Review, type ReviewRequest } from './review.ts'
import { insertReview, listReviews, type ReviewRow } from './review-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock }

/**
 * @param effect names the review: the same request carried on by another process finds the one it opened.
 * @throws AppError `not_found`
 */
export async function openReview(
  deps: Deps & { queue: Queue },
  access: Access,
  reportId: string,
  request: ReviewRequest,
  effect = newEffect(),
): Promise<Review> {
  const { lender, actor } = access
  const lenderId = lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findForAccess(tx, access, { id: reportId }, at)
    const id = idOf('rev', effect)
    const made = (await listReviews(tx, lenderId, reportId)).find((review) => review.id === id)
    if (made) return await toReview(deps, tx, { lenderId, report: row, row: made })
    const { requestedBy, reason, consumerStatement, documents } = request
    const kept = { reason, consumerStatement: consumerStatement ?? null, documents }
    const sealedRequest = await sealPart(deps, tx, reviewPart(lenderId, row, id, 'request'), kept)
    await insertReview(tx, lenderId, { id, reportId, requestedBy, sealedRequest, createdAt: at })
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'review.opened',
      subjectId: reportId,
      detail: { reviewId: id, requestedBy },
      at,
    })
    await appendEvent(deps, tx, {
      lenderId,
      mode: row.mode ?? access.mode,
      type: 'review.opened',
      subjectId: id,
      data: { reviewId: id, reportId },
      at,
    })
    return { id, reportId, status: 'open', requestedBy, ...kept, createdAt: at, outcome: null }
  })
}

/** Of one report, oldest first. @throws AppError `not_found` */
export async function readReviews(deps: Deps, access: Access, reportId: string): Promise<Review[]> {
  const lenderId = access.lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const report = await findForAccess(tx, access, { id: reportId }, timestamp(deps.clock))
    const reviews: Review[] = []
    for (const row of await listReviews(tx, lenderId, reportId)) {
      reviews.push(await toReview(deps, tx, { lenderId, report, row }))
    }
    return reviews
  })
}

/** Under the key of what the report is of, so that it goes with it. */
export function reviewPart(
  lenderId: string,
  report: Pick<ReportRow, 'subjectId'>,
  reviewId: string,
  part: 'request' | 'outcome',
): PartOf {
  return {
    lenderId,
    sessionId: report.subjectId,
    connectionId: reviewId,
    part: part === 'request' ? 'review_request' : 'review_outcome',
  }
}

export async function toReview(
  deps: { vault: Vault },
  tx: Database,
  of: { lenderId: string; report: Pick<ReportRow, 'subjectId'>; row: ReviewRow },
): Promise<Review> {
  const { lenderId, report, row } = of
  const request = await openPart(
    deps,
    tx,
    reviewPart(lenderId, report, row.id, 'request'),
    row.sealedRequest,
    keptRequestSchema,
  )
  const { id, reportId, requestedBy, createdAt } = row
  const status = row.closedAt === null ? 'open' : 'closed'
  const asked = { id, reportId, status, requestedBy, ...request, createdAt } as const
  if (row.outcome === null || row.sealedOutcome === null || row.closedAt === null) {
    return { ...asked, outcome: null }
  }
  const part = reviewPart(lenderId, report, id, 'outcome')
  const said = await openPart(deps, tx, part, row.sealedOutcome, keptOutcomeSchema)
  const { outcome, outcomeReportId, closedAt } = row
  return { ...asked, outcome: { outcome, ...said, reportId: outcomeReportId, closedAt } }
}
