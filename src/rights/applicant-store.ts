// What is kept under an applicant's reference, in PostgreSQL.
import type { Database } from '../db/database.ts'
import type { Access } from '../lenders/lender.ts'

/** Oldest first; `lock` holds the rows until the transaction ends. */
export async function listSessionsOf(
  tx: Database,
  { lender, mode }: Access,
  reference: string,
  lock = false,
): Promise<{ id: string; ended: boolean; held: boolean }[]> {
  const query = tx
    .selectFrom('sessions')
    .select(['id', 'ended_at as endedAt', 'legal_hold_at as heldAt'])
    .where('lender_id', '=', lender.id)
    .where('mode', '=', mode)
    .where('applicant_reference', '=', reference)
    .orderBy('created_at')
    .orderBy('id')
  const rows = await (lock ? query.forUpdate() : query).execute()
  return rows.map(({ id, endedAt, heldAt }) => ({
    id,
    ended: endedAt !== null,
    held: heldAt !== null,
  }))
}

/** `own`: of the session alone, delivered or not. `shared`: of several who apply together. */
export async function listReportsOf(
  tx: Database,
  lenderId: string,
  sessionId: string,
): Promise<{ own: { id: string; released: boolean }[]; shared: string[] }> {
  const own = await tx
    .selectFrom('reports')
    .select(['id', 'released_at as releasedAt'])
    .where('lender_id', '=', lenderId)
    .where((or) => or.or([or('session_id', '=', sessionId), or('subject_id', '=', sessionId)]))
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  const shared = await tx
    .selectFrom('report_sessions')
    .select('report_id as id')
    .where('lender_id', '=', lenderId)
    .where('session_id', '=', sessionId)
    .orderBy('report_id')
    .execute()
  return {
    own: own.map(({ id, releasedAt }) => ({ id, released: releasedAt !== null })),
    shared: shared.map(({ id }) => id),
  }
}

export async function listSnapshotsOf(tx: Database, lenderId: string, subjectId: string) {
  return await tx
    .selectFrom('snapshots')
    .select(['id', 'created_at as createdAt', 'expires_at as expiresAt', 'sealed_body as sealed'])
    .where('lender_id', '=', lenderId)
    .where('subject_id', '=', subjectId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}

export async function listLinksOf(tx: Database, lenderId: string, reportId: string) {
  return await tx
    .selectFrom('report_links')
    .select(['token_hash as tokenHash', 'named_for as namedFor'])
    .select(['sealed_named_for as sealedNamedFor', 'created_at as createdAt'])
    .select(['expires_at as expiresAt', 'opened'])
    .where('lender_id', '=', lenderId)
    .where('report_id', '=', reportId)
    .orderBy('created_at')
    .execute()
}

/** Of the session and of its reports, in their order. */
export async function listAuditOf(tx: Database, lenderId: string, subjects: readonly string[]) {
  return await tx
    .selectFrom('audit_events')
    .select(['at', 'actor', 'action', 'subject_id as subjectId', 'detail'])
    .where('lender_id', '=', lenderId)
    .where('subject_id', 'in', [...subjects])
    .orderBy('sequence')
    .execute()
}
