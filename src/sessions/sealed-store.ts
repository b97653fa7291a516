// What is sealed on connections, read from PostgreSQL apart from their state.
import type { Database } from '../db/database.ts'
import { type Connection, connectionColumns, toConnection } from './connection-store.ts'

/** The connection that waits for the bank to send this state back. */
export async function findAwaited(
  db: Database,
  session: { lenderId: string; id: string },
  stateHash: Buffer,
): Promise<{ connection: Connection; sealedCredential: Buffer } | null> {
  const row = await db
    .selectFrom('connections')
    .select([...connectionColumns, 'sealed_credential'])
    .where('lender_id', '=', session.lenderId)
    .where('session_id', '=', session.id)
    .where('state_hash', '=', stateHash)
    .where('status', '=', 'authorizing')
    .executeTakeFirst()
  if (!row || row.sealed_credential === null) return null
  return { connection: toConnection(row), sealedCredential: row.sealed_credential }
}

export type SealedParts = {
  readonly id: string
  readonly stateHash: Buffer | null
  readonly credential: Buffer | null
  readonly choices: Buffer | null
  readonly grants: Buffer | null
  readonly presence: Buffer | null
  readonly collected: Buffer | null
}

/** What is sealed on the connections of a session, oldest first. */
export async function listSealedParts(
  db: Database,
  key: { lenderId: string; sessionId: string },
): Promise<SealedParts[]> {
  return await db
    .selectFrom('connections')
    .select(['id', 'state_hash as stateHash', 'sealed_credential as credential'])
    .select(['sealed_choices as choices', 'sealed_grants as grants'])
    .select(['sealed_presence as presence', 'sealed_collected as collected'])
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
}
