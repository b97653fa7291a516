// Versions of a report and the corrections each rests on: the only SQL on them.
import type { Database } from '../db/database.ts'

export type Correctable = {
  readonly subjectId: string
  readonly sessionId: string | null
  readonly snapshotId: string
  readonly sealedSnapshot: Buffer
  readonly sealedCorrections: Buffer | null
  readonly rulebookHash: string
  readonly expiresAt: string
}

/** @returns null when its snapshot is no longer kept. */
export async function findCorrectable(
  tx: Database,
  { lenderId, reportId, now }: { lenderId: string; reportId: string; now: string },
): Promise<Correctable | null> {
  const row = await tx
    .selectFrom('reports')
    .innerJoin('snapshots', (join) =>
      join
        .onRef('snapshots.lender_id', '=', 'reports.lender_id')
        .onRef('snapshots.id', '=', 'reports.snapshot_id'),
    )
    .select(['reports.subject_id as subjectId', 'reports.session_id as sessionId'])
    .select(['snapshots.id as snapshotId', 'snapshots.sealed_body as sealedSnapshot'])
    .select(['reports.sealed_corrections as sealedCorrections'])
    .select(['reports.rulebook_hash as rulebookHash', 'reports.expires_at as expiresAt'])
    .where('reports.lender_id', '=', lenderId)
    .where('reports.id', '=', reportId)
    .where('snapshots.expires_at', '>', now)
    .executeTakeFirst()
  return row ?? null
}

/** The version that corrects this one, if any. */
export async function findNewerVersion(
  tx: Database,
  { lenderId, reportId }: { lenderId: string; reportId: string },
): Promise<string | null> {
  const row = await tx
    .selectFrom('reports')
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('previous_report_id', '=', reportId)
    .where('origin', '=', 'correction')
    .executeTakeFirst()
  return row?.id ?? null
}

export type NewVersion = {
  readonly lenderId: string
  readonly id: string
  readonly previousReportId: string
  readonly of: Correctable
  readonly rulebook: { readonly version: string; readonly hash: string }
  readonly bodyHash: string
  readonly sealedBody: Buffer
  readonly sealedTransactions: Buffer
  readonly sealedScored: Buffer
  readonly sealedCorrections: Buffer
  readonly at: string
}

/** Kept as long as the version before it. @returns false when that has been corrected meanwhile. */
export async function insertVersion(tx: Database, version: NewVersion): Promise<boolean> {
  const { lenderId, of } = version
  const made = await tx
    .insertInto('reports')
    .values({
      lender_id: lenderId,
      id: version.id,
      subject_id: of.subjectId,
      session_id: of.sessionId,
      snapshot_id: of.snapshotId,
      origin: 'correction',
      previous_report_id: version.previousReportId,
      rulebook_version: version.rulebook.version,
      rulebook_hash: version.rulebook.hash,
      body_hash: version.bodyHash,
      sealed_body: version.sealedBody,
      sealed_transactions: version.sealedTransactions,
      sealed_scored: version.sealedScored,
      sealed_corrections: version.sealedCorrections,
      created_at: version.at,
      released_at: version.at,
      expires_at: of.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  if (made.numInsertedOrUpdatedRows !== 1n) return false
  // of a report on several sessions, its new version is on the same
  await tx
    .insertInto('report_sessions')
    .columns(['lender_id', 'report_id', 'session_id', 'position'])
    .expression((select) =>
      select
        .selectFrom('report_sessions')
        .select(['lender_id'])
        .select((of) => of.val(version.id).as('report_id'))
        .select(['session_id', 'position'])
        .where('lender_id', '=', lenderId)
        .where('report_id', '=', version.previousReportId),
    )
    .execute()
  return true
}

export async function findSealedCorrections(
  tx: Database,
  { lenderId, reportId }: { lenderId: string; reportId: string },
): Promise<Buffer | null> {
  const row = await tx
    .selectFrom('reports')
    .select('sealed_corrections')
    .where('lender_id', '=', lenderId)
    .where('id', '=', reportId)
    .executeTakeFirst()
  return row?.sealed_corrections ?? null
}
