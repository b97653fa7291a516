// The rulebook bundles kept here, newest first: shared by all lenders.
import type { Database } from '../db/database.ts'

export async function listBundles(db: Database): Promise<{ version: string; hash: string }[]> {
  return await db
    .selectFrom('rulebook_bundles')
    .select(['version', 'hash'])
    .orderBy('created_at', 'desc')
    .orderBy('hash')
    .limit(200)
    .execute()
}
