// Snapshots as they are read back, in PostgreSQL.
import type { Database } from '../db/database.ts'

export type FoundSnapshot = {
  readonly id: string
  readonly sealedBody: Buffer
  readonly expiresAt: string
  /** Of the report drawn from it. */
  readonly reportExpiresAt: string
}

/** Of the released report of a session; one past its keeping is not found. */
export async function findSnapshot(
  db: Database,
  of: { lenderId: string; sessionId: string; at: string },
): Promise<FoundSnapshot | null> {
  const row = await db
    .selectFrom('reports')
    .innerJoin('snapshots', (join) =>
      join
        .onRef('snapshots.lender_id', '=', 'reports.lender_id')
        .onRef('snapshots.id', '=', 'reports.snapshot_id'),
    )
    .select(['snapshots.id', 'snapshots.sealed_body as sealedBody'])
    .select(['snapshots.expires_at as expiresAt', 'reports.expires_at as reportExpiresAt'])
    .where('reports.lender_id', '=', of.lenderId)
    .where('reports.session_id', '=', of.sessionId)
    .where('reports.released_at', 'is not', null)
    .where('snapshots.expires_at', '>', of.at)
    .orderBy('reports.created_at')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}
