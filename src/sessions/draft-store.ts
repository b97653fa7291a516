// Snapshots and reports as they are first written, in PostgreSQL: drafts until they are released.
import type { Database } from '../db/database.ts'

export type NewSnapshot = {
  readonly lenderId: string
  readonly id: string
  /** What it is of: a session, or the report of a statement the lender brought. Its data key is its own. */
  readonly subjectId: string
  readonly hash: string
  readonly sealedBody: Buffer
  readonly createdAt: string
  readonly expiresAt: string
}

export async function insertSnapshot(db: Database, snapshot: NewSnapshot): Promise<void> {
  await db
    .insertInto('snapshots')
    .values({
      lender_id: snapshot.lenderId,
      id: snapshot.id,
      subject_id: snapshot.subjectId,
      hash: snapshot.hash,
      sealed_body: snapshot.sealedBody,
      created_at: snapshot.createdAt,
      expires_at: snapshot.expiresAt,
    })
    .execute()
}

export type NewReport = {
  readonly lenderId: string
  readonly id: string
  readonly subjectId: string
  readonly sessionId: string | null
  readonly snapshotId: string | null
  readonly origin: 'session' | 'statement' | 'co_applicants'
  readonly rulebook: { readonly version: string; readonly hash: string }
  readonly bodyHash: string
  readonly sealedBody: Buffer
  readonly sealedTransactions: Buffer
  readonly sealedScored: Buffer
  readonly createdAt: string
  /** null: a draft. */
  readonly releasedAt: string | null
  readonly expiresAt: string
}

export async function insertReport(db: Database, report: NewReport): Promise<void> {
  await db
    .insertInto('reports')
    .values({
      lender_id: report.lenderId,
      id: report.id,
      subject_id: report.subjectId,
      session_id: report.sessionId,
      snapshot_id: report.snapshotId,
      origin: report.origin,
      rulebook_version: report.rulebook.version,
      rulebook_hash: report.rulebook.hash,
      body_hash: report.bodyHash,
      sealed_body: report.sealedBody,
      sealed_transactions: report.sealedTransactions,
      sealed_scored: report.sealedScored,
      created_at: report.createdAt,
      released_at: report.releasedAt,
      expires_at: report.expiresAt,
    })
    .execute()
}

/** @returns false when there is no such draft. */
export async function releaseReport(
  db: Database,
  key: { lenderId: string; id: string },
  at: string,
): Promise<boolean> {
  const result = await db
    .updateTable('reports')
    .set({ released_at: at })
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .where('released_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** For the applicant's preview: released or not. */
export async function findSealedBody(
  db: Database,
  key: { lenderId: string; id: string },
): Promise<Buffer | null> {
  const row = await db
    .selectFrom('reports')
    .select('sealed_body')
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .executeTakeFirst()
  return row?.sealed_body ?? null
}

/** Of a session that ends without sending it. @returns the ids of its snapshots, whose keys must go too. */
export async function deleteDraft(
  db: Database,
  key: { lenderId: string; sessionId: string },
): Promise<string[]> {
  await db
    .deleteFrom('reports')
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .where('released_at', 'is', null)
    .execute()
  return await deleteSnapshots(db, key)
}

/** What was read in a session, the report apart. @returns the ids, whose keys must go too. */
export async function deleteSnapshots(
  db: Database,
  key: { lenderId: string; sessionId: string },
): Promise<string[]> {
  const rows = await db
    .deleteFrom('snapshots')
    .where('lender_id', '=', key.lenderId)
    .where('subject_id', '=', key.sessionId)
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}

/** Snapshots whose retention is over, those under a legal hold left out. @returns their ids, whose keys must go too. */
export async function deleteExpiredSnapshots(
  db: Database,
  lenderId: string,
  now: string,
): Promise<string[]> {
  const rows = await db
    .deleteFrom('snapshots')
    .where('lender_id', '=', lenderId)
    .where('expires_at', '<=', now)
    .where((where) =>
      where.not(
        where.exists(
          where
            .selectFrom('sessions')
            .select('sessions.id')
            .whereRef('sessions.lender_id', '=', 'snapshots.lender_id')
            .whereRef('sessions.id', '=', 'snapshots.subject_id')
            .where('sessions.legal_hold_at', 'is not', null),
        ),
      ),
    )
    .returning('id')
    .execute()
  return rows.map((row) => row.id)
}
