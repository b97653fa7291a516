// The audit chain in PostgreSQL: what waits for a seal, what is sealed, and the signed heads.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { ChainHead, StoredEvent } from './chain.ts'

const event = sql`sequence::text as sequence, actor, action, subject_id as "subjectId", detail::text as detail,
  to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at`

/** Until the transaction ends, nobody else seals for this lender. @returns false when someone else does. */
export async function holdChain(tx: Database, lenderId: string): Promise<boolean> {
  const { rows } = await sql<{ held: boolean }>`
    select pg_try_advisory_xact_lock(hashtextextended('nonante audit ' || ${lenderId}, 0)) as held`.execute(
    tx,
  )
  return rows[0]?.held === true
}

export async function listUnsealed(
  tx: Database,
  lenderId: string,
  limit: number,
): Promise<StoredEvent[]> {
  const { rows } = await sql<StoredEvent>`
    select ${event} from audit_events where lender_id = ${lenderId} and position is null
    order by audit_events.sequence limit ${limit}`.execute(tx)
  return rows
}

/** How many wait for a seal, and since when. */
export async function countUnsealed(
  tx: Database,
  lenderId: string,
): Promise<{ count: number; oldestAt: string | null }> {
  const { rows } = await sql<{ count: number; oldestAt: string | null }>`
    select count(*)::int as count, min(at) as "oldestAt" from audit_events
    where lender_id = ${lenderId} and position is null`.execute(tx)
  return rows[0] ?? { count: 0, oldestAt: null }
}

export async function writeSeals(
  tx: Database,
  lenderId: string,
  seals: readonly { readonly sequence: string; readonly head: ChainHead }[],
): Promise<void> {
  const values = seals.map(({ sequence, head }) => [sequence, head.position, head.hash] as const)
  const { numAffectedRows } = await sql`
    update audit_events e set position = s.position, hash = s.hash
    from unnest(${values.map(([sequence]) => sequence)}::bigint[],
      ${values.map(([, position]) => position)}::bigint[],
      ${values.map(([, , hash]) => hash)}::bytea[]) as s (sequence, position, hash)
    where e.lender_id = ${lenderId} and e.sequence = s.sequence and e.position is null`.execute(tx)
  if (numAffectedRows !== BigInt(seals.length)) throw new Error('an event was sealed meanwhile')
}

export type SealedEvent = StoredEvent & { readonly position: string; readonly hash: Buffer }

/** In the order of the chain, after a position. */
export async function listSealed(
  tx: Database,
  lenderId: string,
  after: number,
  limit: number,
): Promise<SealedEvent[]> {
  const { rows } = await sql<SealedEvent>`
    select position::text as position, hash, ${event} from audit_events
    where lender_id = ${lenderId} and position > ${after}
    order by audit_events.position limit ${limit}`.execute(tx)
  return rows
}

export async function findTip(tx: Database, lenderId: string): Promise<ChainHead | null> {
  const row = await tx
    .selectFrom('audit_events')
    .select(['position', 'hash'])
    .where('lender_id', '=', lenderId)
    .where('position', 'is not', null)
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.position && row.hash ? { position: Number(row.position), hash: row.hash } : null
}

export type SignedHead = ChainHead & { readonly pruned: boolean; readonly statement: string }

/** In the order of the chain. */
export async function listHeads(tx: Database, lenderId: string): Promise<SignedHead[]> {
  const rows = await tx
    .selectFrom('audit_heads')
    .select(['position', 'hash', 'pruned', 'statement'])
    .where('lender_id', '=', lenderId)
    .orderBy('position')
    .orderBy('pruned')
    .execute()
  return rows.map((row) => ({ ...row, position: Number(row.position) }))
}

/** The newest of each hour is kept: a head takes the place of those before it in the same hour. */
export async function keepHead(
  tx: Database,
  lenderId: string,
  { position, hash, pruned, statement }: SignedHead,
  at: string,
): Promise<void> {
  await tx
    .deleteFrom('audit_heads')
    .where('lender_id', '=', lenderId)
    .where('pruned', '=', pruned)
    .where('created_at', '>=', `${at.slice(0, 13)}:00:00.000Z`)
    .execute()
  await tx
    .insertInto('audit_heads')
    .values({
      lender_id: lenderId,
      position: String(position),
      hash,
      pruned,
      statement,
      created_at: at,
    })
    .execute()
}
