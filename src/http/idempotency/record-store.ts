// Idempotency records in PostgreSQL: who came first with a key, and the sealed reply.
import { sql } from 'kysely'
import type { Database, Pool } from '../../db/database.ts'
import { prepared } from '../../db/prepared.ts'

export type RecordKey = { readonly lenderId: string; readonly key: string }

/** In a transaction of its own, as one statement. @returns false when the key was already taken. */
export async function claimRecord(db: Pool, record: NewRecord): Promise<boolean> {
  const { rows } = await claim(db, record)
  return rows[0]?.claimed === true
}

type NewRecord = RecordKey & {
  readonly fingerprint: Buffer
  readonly effect: string
  readonly at: string
}

const claim = prepared(
  (_, { lenderId, key, fingerprint, effect, at }: NewRecord) => sql<{ claimed: boolean }>`
    select nonante_claim_request(${lenderId}, ${key}, ${fingerprint}, ${effect}, ${at}) as claimed`,
)

export async function findRecord(db: Database, { lenderId, key }: RecordKey) {
  return await db
    .selectFrom('idempotency_records')
    .select(['fingerprint', 'status', 'sealed_reply as sealedReply', 'created_at as createdAt'])
    .select('effect')
    .where('lender_id', '=', lenderId)
    .where('key', '=', key)
    .executeTakeFirst()
}

/** Takes over a request whose server died. @returns false when another was quicker. */
export async function takeOverRecord(
  db: Database,
  { lenderId, key }: RecordKey,
  times: { readonly seen: string; readonly at: string },
): Promise<boolean> {
  const result = await db
    .updateTable('idempotency_records')
    .set({ created_at: times.at })
    .where('lender_id', '=', lenderId)
    .where('key', '=', key)
    .where('status', 'is', null)
    .where('created_at', '=', times.seen)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

type SealedReply = {
  readonly status: number
  readonly sealed: Buffer | null
  /** With what the reply goes; null: with nothing. */
  readonly subjectId: string | null
}

export async function settleRecord(
  db: Database,
  { lenderId, key }: RecordKey,
  reply: SealedReply,
): Promise<void> {
  await settle(db, { lenderId, key, ...reply })
}

const settle = prepared(
  (db, { lenderId, key, status, sealed, subjectId }: RecordKey & SealedReply) =>
    db
      .updateTable('idempotency_records')
      .set({ status, sealed_reply: sealed, subject_id: subjectId })
      .where('lender_id', '=', lenderId)
      .where('key', '=', key),
)

const subjectTables = { ses: 'sessions', rep: 'reports', rev: 'reviews' } as const

/** Held until the commit, so that what is deleted meanwhile takes the reply along. @returns false when it is gone. */
export async function holdSubject(
  db: Database,
  { lenderId, subjectId }: { readonly lenderId: string; readonly subjectId: string },
): Promise<boolean> {
  const prefix = subjectId.slice(0, 3)
  if (prefix !== 'ses' && prefix !== 'rep' && prefix !== 'rev') return false
  const row = await db
    .selectFrom(subjectTables[prefix])
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('id', '=', subjectId)
    .forKeyShare()
    .executeTakeFirst()
  return row !== undefined
}

/** A request that came to nothing leaves nothing; what was settled stays: its transaction may have come through all the same. */
export async function dropRecord(db: Database, { lenderId, key }: RecordKey): Promise<void> {
  await db
    .deleteFrom('idempotency_records')
    .where('lender_id', '=', lenderId)
    .where('key', '=', key)
    .where('status', 'is', null)
    .execute()
}
