// A lender's sessions, newest first, page by page.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { readCursor, writeCursor } from '../runtime/page-cursor.ts'
import type { Vault } from '../vault/vault.ts'
import { listConnections } from './connection-store.ts'
import { listExpiries } from './keeping-store.ts'
import type { SessionStatus, SessionView } from './session.ts'
import { listSessionRows, type SessionPage } from './session-lists.ts'
import { toView } from './session-view.ts'

/** Of the key's mode only. @throws AppError `invalid_request` for a cursor that is none of ours. */
export async function listSessions(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  page: { cursor?: string | undefined; limit: number; status?: SessionStatus | undefined },
): Promise<{ items: SessionView[]; nextCursor: string | null }> {
  const { mode, lender } = access
  const asked: SessionPage = {
    mode,
    status: page.status ?? null,
    after: page.cursor === undefined ? null : readCursor(page.cursor, 'ses'),
    limit: page.limit + 1,
  }
  return await inLender(deps.db, lender.id, async (tx) => {
    const found = await listSessionRows(tx, lender.id, asked)
    const sessions = found.slice(0, page.limit)
    const ids = sessions.map(({ id }) => id)
    const connections = await listConnections(tx, lender.id, ids)
    const now = timestamp(deps.clock)
    const expiries = await listExpiries(tx, lender.id, sessions)
    const items: SessionView[] = []
    for (const session of sessions) {
      items.push(await toView(deps, tx, { lender, session, connections, expiries, now }))
    }
    const last = sessions.at(-1)
    const more = found.length > sessions.length && last !== undefined
    return { items, nextCursor: more ? writeCursor(last) : null }
  })
}
