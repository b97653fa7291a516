// The applicant came back from a bank without signing in there: that attempt is dropped.
import type { Database } from '../db/database.ts'
import { endConnection, listConnections } from './connection-store.ts'
import type { Session } from './session-store.ts'
import { DROPPED } from './transitions.ts'

/** The session row must be locked by the caller's transaction. */
export async function dropWaiting(tx: Database, session: Session, at: string): Promise<void> {
  for (const connection of await listConnections(tx, session.lenderId, [session.id])) {
    if (connection.status !== 'authorizing') continue
    await endConnection(tx, connection, {
      from: 'authorizing',
      fence: connection.fence,
      to: 'failed',
      code: DROPPED,
      at,
    })
  }
}
