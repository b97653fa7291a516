// API keys in PostgreSQL: hashes, never texts.
import { type Selectable, sql } from 'kysely'
import type { Database, Pool } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { Tables } from '../db/tables.ts'
import type { Access, KeyMode } from './lender.ts'
import { type LenderRow, toLender } from './lender-store.ts'
import { isScope, type Scope, usualScopes } from './scopes.ts'

export type Key = {
  readonly id: string
  readonly mode: KeyMode
  readonly scopes: readonly Scope[]
  readonly label: string | null
  readonly createdAt: string
  readonly expiresAt: string | null
  readonly revokedAt: string | null
  readonly replaces: string | null
}

export type NewKey = {
  readonly lenderId: string
  readonly id: string
  readonly mode: KeyMode
  readonly hash: Buffer
  /** null: all. */
  readonly scopes: readonly Scope[] | null
  readonly label: string | null
  readonly expiresAt: string | null
  readonly replaces: string | null
  readonly at: string
}

type FoundKey = LenderRow & {
  readonly key_id: string
  readonly mode: KeyMode
  readonly scopes: string[] | null
}

type KeyOf = { readonly lenderId: string; readonly id: string }

const columns = [
  ...(['id', 'mode', 'scopes', 'label', 'replaces'] as const),
  ...(['created_at', 'expires_at', 'revoked_at'] as const),
] as const

function toKey(row: Pick<Selectable<Tables['api_keys']>, (typeof columns)[number]>): Key {
  return {
    id: row.id,
    mode: row.mode,
    scopes: scopesOf(row.scopes),
    label: row.label,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    revokedAt: row.revoked_at,
    replaces: row.replaces,
  }
}

function scopesOf(named: readonly string[] | null): readonly Scope[] {
  return named === null ? usualScopes : named.filter(isScope)
}

export async function insertKey(db: Database, key: NewKey): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      lender_id: key.lenderId,
      id: key.id,
      mode: key.mode,
      hash: key.hash,
      scopes: key.scopes === null ? null : [...key.scopes],
      label: key.label,
      replaces: key.replaces,
      created_at: key.at,
      expires_at: key.expiresAt,
    })
    .execute()
}

type KeyText = { readonly shortId: string; readonly hash: Buffer; readonly at: string }

const selectAccess = prepared(
  (_, { shortId, hash, at }: KeyText) => sql<FoundKey>`
    select key_id, mode, scopes, id, short_id, name, return_urls, provider, settings, logo_hash
    from access.key_of(${shortId}, ${hash}, ${at})`,
)

/** What the key of that hash opens, if it is neither revoked nor expired at `at`: one question, the lender being in it. */
export async function findAccess(db: Pool, of: KeyText): Promise<Access | null> {
  const { rows } = await selectAccess(db, of)
  const [row] = rows
  if (row === undefined) return null
  return {
    lender: toLender(row),
    mode: row.mode,
    scopes: new Set(scopesOf(row.scopes)),
    actor: `key:${row.key_id}`,
  }
}

/** Locked until the transaction ends. */
export async function findKey(db: Database, { lenderId, id }: KeyOf): Promise<Key | null> {
  const row = await db
    .selectFrom('api_keys')
    .select(columns)
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ? toKey(row) : null
}

/** Oldest first. */
export async function listKeys(db: Database, lenderId: string): Promise<Key[]> {
  const rows = await db
    .selectFrom('api_keys')
    .select(columns)
    .where('lender_id', '=', lenderId)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toKey)
}

export async function endKey(
  db: Database,
  { lenderId, id }: KeyOf,
  change: { readonly revoked_at: string } | { readonly expires_at: string },
): Promise<void> {
  await db
    .updateTable('api_keys')
    .set(change)
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .execute()
}
