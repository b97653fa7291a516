// Connections in PostgreSQL: one bank joined in a session. Moves are conditional, and every end wipes
// whatever could reach the bank or tell of the applicant.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { type ConnectionStatus, connectionMoves, connectionStatuses } from './session.ts'

export type ConnectionKey = {
  readonly lenderId: string
  readonly sessionId: string
  readonly id: string
}

export type Connection = ConnectionKey & {
  readonly bankId: string
  readonly status: ConnectionStatus
  readonly failureCode: string | null
  readonly presenceUntil: string | null
  readonly pullStartedAt: string | null
  /** Goes up with every hold; who writes under an older one writes nothing. */
  readonly fence: number
  /** When whoever acts in this status (applicant, exchange, worker) is taken to be gone. */
  readonly leasedUntil: string | null
  readonly createdAt: string
}

export const connectionColumns = [
  ...(['lender_id', 'session_id', 'id', 'bank_id', 'status', 'failure_code'] as const),
  ...(['presence_until', 'pull_started_at', 'fence', 'leased_until', 'created_at'] as const),
] as const

const statusSchema = z.enum(connectionStatuses)

export function toConnection(
  row: Pick<Selectable<Tables['connections']>, (typeof connectionColumns)[number]>,
): Connection {
  return {
    lenderId: row.lender_id,
    sessionId: row.session_id,
    id: row.id,
    bankId: row.bank_id,
    status: statusSchema.parse(row.status),
    failureCode: row.failure_code,
    presenceUntil: row.presence_until,
    pullStartedAt: row.pull_started_at,
    fence: row.fence,
    leasedUntil: row.leased_until,
    createdAt: row.created_at,
  }
}

export type NewConnection = ConnectionKey & {
  readonly bankId: string
  readonly stateHash: Buffer
  readonly sealedCredential: Buffer
  readonly leasedUntil: string
  readonly createdAt: string
}

export async function insertConnection(db: Database, connection: NewConnection): Promise<void> {
  await db
    .insertInto('connections')
    .values({
      lender_id: connection.lenderId,
      session_id: connection.sessionId,
      id: connection.id,
      bank_id: connection.bankId,
      status: 'authorizing',
      state_hash: connection.stateHash,
      sealed_credential: connection.sealedCredential,
      leased_until: connection.leasedUntil,
      created_at: connection.createdAt,
    })
    .execute()
}

/** Oldest first. */
export async function listConnections(
  db: Database,
  lenderId: string,
  sessionIds: readonly string[],
): Promise<Connection[]> {
  if (sessionIds.length === 0) return []
  const rows = await db
    .selectFrom('connections')
    .select(connectionColumns)
    .where('lender_id', '=', lenderId)
    .where('session_id', 'in', sessionIds)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toConnection)
}

export type ConnectionChange = {
  readonly failure_code?: string
  readonly state_hash?: null
  readonly sealed_credential?: Buffer | null
  readonly sealed_choices?: Buffer | null
  readonly sealed_grants?: Buffer | null
  readonly sealed_presence?: Buffer | null
  readonly sealed_collected?: Buffer | null
  readonly presence_until?: string | null
  readonly pull_started_at?: string
  readonly fence?: number
  readonly leased_until?: string | null
  readonly ended_at?: string
}

export type ConnectionMove = {
  readonly from: ConnectionStatus
  /** The hold under which the mover acts. */
  readonly fence: number
  readonly to: ConnectionStatus
  readonly change: ConnectionChange
}

/** @returns false when the connection had moved on, or another hold had been taken. */
export async function moveConnection(
  db: Database,
  key: ConnectionKey,
  { from, fence, to, change }: ConnectionMove,
): Promise<boolean> {
  if (from !== to && !connectionMoves[from].includes(to)) {
    throw new Error(`a connection does not go from ${from} to ${to}`)
  }
  const result = await db
    .updateTable('connections')
    .set({ ...change, status: to })
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .where('id', '=', key.id)
    .where('status', '=', from)
    .where('fence', '=', fence)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What an end leaves: nothing that reaches the bank, nothing of the applicant. */
const WIPED = {
  state_hash: null,
  sealed_credential: null,
  sealed_choices: null,
  sealed_grants: null,
  sealed_presence: null,
  sealed_collected: null,
  presence_until: null,
  leased_until: null,
} as const

export type ConnectionEnd = {
  readonly from: ConnectionStatus
  readonly fence: number
  readonly to: 'collected' | 'denied' | 'failed' | 'reauthorization_required'
  readonly code: string | null
  readonly collected?: Buffer
  readonly at: string
}

/** The one way a connection ends. */
export async function endConnection(
  db: Database,
  key: ConnectionKey,
  end: ConnectionEnd,
): Promise<boolean> {
  return await moveConnection(db, key, {
    from: end.from,
    fence: end.fence,
    to: end.to,
    change: {
      ...WIPED,
      ...(end.code === null ? {} : { failure_code: end.code }),
      ...(end.collected === undefined ? {} : { sealed_collected: end.collected }),
      ended_at: end.at,
    },
  })
}

/** Of every connection of a session, ended or not: what is left at the end of a session. */
export async function wipeConnections(
  db: Database,
  key: { lenderId: string; sessionId: string },
): Promise<void> {
  await db
    .updateTable('connections')
    .set(WIPED)
    .where('lender_id', '=', key.lenderId)
    .where('session_id', '=', key.sessionId)
    .execute()
}

/** Connections whose hold is over, in open sessions. */
export async function listOverdueConnections(
  db: Database,
  lenderId: string,
  now: string,
  limit: number,
): Promise<Connection[]> {
  const rows = await db
    .selectFrom('connections')
    .select(connectionColumns)
    .where('lender_id', '=', lenderId)
    .where('leased_until', '<=', now)
    .orderBy('leased_until')
    .limit(limit)
    .execute()
  return rows.map(toConnection)
}
