// The person who reviewed says what came of it, and why.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { findForAccess } from '../reports/get-report.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { reviewPart, toReview } from './open-review.ts'
import type { OutcomeRequest, Review } from './review.ts'
import { closeReviewRow, findReview } from './review-store.ts'

/**
 * @throws AppError `not_found`; `conflict` when it is closed; `invalid_request` naming `/reportId` when
 * `data_corrected` names no version, or one that is none of this lender's
 */
export async function closeReview(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue },
  access: Access,
  id: string,
  { outcome, reason, by, reportId }: OutcomeRequest,
): Promise<Review> {
  const { lender, actor } = access
  const lenderId = lender.id
  if (outcome === 'data_corrected' && reportId === undefined) {
    throw refused('is required with `data_corrected`: the corrected version')
  }
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findReview(tx, lenderId, id)
    if (row === null) throw new AppError('not_found', 'There is no such review.')
    const report = await findForAccess(tx, access, { id: row.reportId }, at)
    if (row.closedAt !== null) throw new AppError('conflict', 'The review is closed already.')
    if (reportId !== undefined) {
      await findForAccess(tx, access, { id: reportId }, at).catch(() => {
        throw refused('names no report')
      })
    }
    const part = reviewPart(lenderId, report, id, 'outcome')
    const closed = {
      id,
      outcome,
      sealedOutcome: await sealPart(deps, tx, part, { reason, by }),
      outcomeReportId: reportId ?? null,
      closedAt: at,
    }
    await closeReviewRow(tx, lenderId, closed)
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'review.closed',
      subjectId: row.reportId,
      detail: { reviewId: id, outcome, reportId: reportId ?? null },
      at,
    })
    await appendEvent(deps, tx, {
      lenderId,
      mode: report.mode ?? access.mode,
      type: 'review.closed',
      subjectId: id,
      data: { reviewId: id, reportId: row.reportId, outcome },
      at,
    })
    return await toReview(deps, tx, { lenderId, report, row: { ...row, ...closed } })
  })
}

function refused(detail: string): AppError {
  return new AppError('invalid_request', 'The outcome is not valid.', {
    issues: [{ pointer: '/reportId', detail }],
  })
}
