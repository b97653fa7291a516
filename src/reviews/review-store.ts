// The rows of reviews: the only SQL on them.
import type { Database } from '../db/database.ts'
import type { outcomes } from './review.ts'

export type ReviewRow = {
  readonly id: string
  readonly reportId: string
  readonly requestedBy: 'consumer' | 'lender'
  readonly sealedRequest: Buffer
  readonly outcome: (typeof outcomes)[number] | null
  readonly sealedOutcome: Buffer | null
  readonly outcomeReportId: string | null
  readonly createdAt: string
  readonly closedAt: string | null
}

const columns = [
  'id',
  'report_id as reportId',
  'requested_by as requestedBy',
  'sealed_request as sealedRequest',
  'outcome',
  'sealed_outcome as sealedOutcome',
  'outcome_report_id as outcomeReportId',
  'created_at as createdAt',
  'closed_at as closedAt',
] as const

export async function insertReview(
  tx: Database,
  lenderId: string,
  review: Pick<ReviewRow, 'id' | 'reportId' | 'requestedBy' | 'sealedRequest' | 'createdAt'>,
): Promise<void> {
  await tx
    .insertInto('reviews')
    .values({
      lender_id: lenderId,
      id: review.id,
      report_id: review.reportId,
      requested_by: review.requestedBy,
      sealed_request: review.sealedRequest,
      created_at: review.createdAt,
    })
    .execute()
}

/** Locked until the end of the transaction. */
export async function findReview(
  tx: Database,
  lenderId: string,
  id: string,
): Promise<ReviewRow | null> {
  const row = await tx
    .selectFrom('reviews')
    .select(columns)
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

/** Of one report, oldest first. */
export async function listReviews(
  tx: Database,
  lenderId: string,
  reportId: string,
): Promise<ReviewRow[]> {
  return await tx
    .selectFrom('reviews')
    .select(columns)
    .where('lender_id', '=', lenderId)
    .where('report_id', '=', reportId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function closeReviewRow(
  tx: Database,
  lenderId: string,
  closed: {
    readonly id: string
    readonly outcome: (typeof outcomes)[number]
    readonly sealedOutcome: Buffer
    readonly outcomeReportId: string | null
    readonly closedAt: string
  },
): Promise<void> {
  await tx
    .updateTable('reviews')
    .set({
      outcome: closed.outcome,
      sealed_outcome: closed.sealedOutcome,
      outcome_report_id: closed.outcomeReportId,
      closed_at: closed.closedAt,
    })
    .where('lender_id', '=', lenderId)
    .where('id', '=', closed.id)
    .execute()
}
