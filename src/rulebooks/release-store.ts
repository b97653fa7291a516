// Released rulebooks, in PostgreSQL: written once, never changed.
import type { Database } from '../db/database.ts'

export type Release = {
  readonly version: string
  readonly hash: string
  readonly releasedBy: string
  readonly releasedAt: string
}

/** Newest first. */
export async function listReleases(db: Database): Promise<Release[]> {
  return await db
    .selectFrom('rulebook_releases')
    .select(['version', 'hash', 'released_by as releasedBy', 'released_at as releasedAt'])
    .orderBy('released_at', 'desc')
    .orderBy('version', 'desc')
    .execute()
}

export async function findRelease(db: Database, version: string): Promise<Release | null> {
  const row = await db
    .selectFrom('rulebook_releases')
    .select(['version', 'hash', 'released_by as releasedBy', 'released_at as releasedAt'])
    .where('version', '=', version)
    .executeTakeFirst()
  return row ?? null
}

/** @returns false when the version or the content was released meanwhile. */
export async function insertRelease(db: Database, release: Release): Promise<boolean> {
  const result = await db
    .insertInto('rulebook_releases')
    .values({
      version: release.version,
      hash: release.hash,
      released_by: release.releasedBy,
      released_at: release.releasedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}
