// The rulebook bundles kept here, newest first: shared by all lenders.
import type { Database } from '../db/database.ts'

export type ListedBundle = {
  readonly version: string
  readonly hash: string
  /** null: never released. */
  readonly releasedAt: string | null
}

export async function listBundles(db: Database): Promise<ListedBundle[]> {
  return await db
    .selectFrom('rulebook_bundles as kept')
    .leftJoin('rulebook_releases as released', 'released.hash', 'kept.hash')
    .select(['kept.version', 'kept.hash', 'released.released_at as releasedAt'])
    .orderBy('kept.created_at', 'desc')
    .orderBy('kept.hash')
    .limit(200)
    .execute()
}
