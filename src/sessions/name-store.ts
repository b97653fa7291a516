// Names withheld from a snapshot, sealed apart from it, in PostgreSQL.
import type { Database } from '../db/database.ts'

export async function insertWithheldNames(
  db: Database,
  names: {
    readonly lenderId: string
    readonly snapshotId: string
    readonly subjectId: string
    readonly sealedNames: Buffer
  },
): Promise<void> {
  await db
    .insertInto('withheld_names')
    .values({
      lender_id: names.lenderId,
      snapshot_id: names.snapshotId,
      subject_id: names.subjectId,
      sealed_names: names.sealedNames,
    })
    .execute()
}

export type FoundNames = {
  readonly snapshotId: string
  readonly subjectId: string
  readonly sealedNames: Buffer
}

/** Of snapshots of these subjects that are still kept. */
export async function findWithheldNames(
  db: Database,
  of: { readonly lenderId: string; readonly subjectIds: readonly string[]; readonly at: string },
): Promise<FoundNames[]> {
  return await db
    .selectFrom('withheld_names')
    .innerJoin('snapshots', (join) =>
      join
        .onRef('snapshots.lender_id', '=', 'withheld_names.lender_id')
        .onRef('snapshots.id', '=', 'withheld_names.snapshot_id'),
    )
    .select(['withheld_names.snapshot_id as snapshotId', 'withheld_names.subject_id as subjectId'])
    .select('withheld_names.sealed_names as sealedNames')
    .where('withheld_names.lender_id', '=', of.lenderId)
    .where('withheld_names.subject_id', 'in', [...of.subjectIds])
    .where('snapshots.expires_at', '>', of.at)
    .orderBy('withheld_names.snapshot_id')
    .execute()
}
