// The connection whose accounts the applicant is choosing, with what is sealed on it.
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Connection, listConnections } from './connection-store.ts'
import { listSealedParts, type SealedParts } from './sealed-store.ts'
import type { Session } from './session-store.ts'

/** @throws AppError `not_found`; `conflict` when it is not waiting for a choice, or no longer */
export async function findSelecting(
  tx: Database,
  session: Session,
  connectionId: string,
  now: string,
): Promise<{ connection: Connection; parts: SealedParts }> {
  const { lenderId, id: sessionId } = session
  const connections = await listConnections(tx, lenderId, [sessionId])
  const connection = connections.find(({ id }) => id === connectionId)
  const sealed = await listSealedParts(tx, { lenderId, sessionId })
  const parts = sealed.find(({ id }) => id === connectionId)
  if (!connection || !parts) throw new AppError('not_found', 'There is no such connection.')
  const { status, leasedUntil } = connection
  if (status !== 'selecting' || leasedUntil === null || leasedUntil <= now) {
    throw new AppError('conflict', 'This bank is not waiting for a choice of accounts.')
  }
  return { connection, parts }
}
