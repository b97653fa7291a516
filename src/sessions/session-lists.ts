// Sessions in PostgreSQL, many at a time: a lender's pages of them, and those whose time is over.
import type { Database } from '../db/database.ts'
import type { SessionStatus } from './session.ts'
import { type Session, toSession } from './session-store.ts'

export type SessionPage = {
  readonly mode: 'test' | 'live'
  readonly status: SessionStatus | null
  /** The last of the page before. */
  readonly after: { readonly createdAt: string; readonly id: string } | null
  readonly limit: number
}

/** Newest first, then by id. */
export async function listSessionRows(
  db: Database,
  lenderId: string,
  page: SessionPage,
): Promise<Session[]> {
  let query = db
    .selectFrom('sessions')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('mode', '=', page.mode)
  if (page.status !== null) query = query.where('status', '=', page.status)
  const { after } = page
  if (after !== null) {
    query = query.where((or) =>
      or.or([
        or('created_at', '<', after.createdAt),
        or.and([or('created_at', '=', after.createdAt), or('id', '>', after.id)]),
      ]),
    )
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(page.limit).execute()
  return rows.map(toSession)
}

/** Open sessions whose time is over. */
export async function listOverdueSessions(
  db: Database,
  lenderId: string,
  now: string,
  limit: number,
): Promise<string[]> {
  const rows = await db
    .selectFrom('sessions')
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', now)
    .orderBy('expires_at')
    .limit(limit)
    .execute()
  return rows.map((row) => row.id)
}
