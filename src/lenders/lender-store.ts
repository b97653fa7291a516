// Lenders and their keys in PostgreSQL.
import type { Database } from '../db/database.ts'
import { type KeyMode, type Lender, lenderSettingsSchema, providerSchema } from './lender.ts'

const lenderColumns = ['id', 'short_id', 'name', 'return_urls', 'provider', 'settings'] as const

type LenderRow = {
  id: string
  short_id: string
  name: string
  return_urls: string[]
  provider: unknown
  settings: unknown
}

function toLender(row: LenderRow): Lender {
  return {
    id: row.id,
    shortId: row.short_id,
    name: row.name,
    returnUrls: row.return_urls,
    provider: providerSchema.parse(row.provider),
    settings: lenderSettingsSchema.parse(row.settings),
  }
}

export async function findLenderByShortId(db: Database, shortId: string): Promise<Lender | null> {
  const row = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('short_id', '=', shortId)
    .executeTakeFirst()
  return row ? toLender(row) : null
}

export async function findLender(db: Database, id: string): Promise<Lender | null> {
  const row = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toLender(row) : null
}

/** Of every lender: for jobs that sweep them one after the other. */
export async function listLenderIds(db: Database): Promise<string[]> {
  const rows = await db.selectFrom('lenders').select('id').orderBy('id').execute()
  return rows.map((row) => row.id)
}

export async function insertLender(db: Database, lender: Lender, at: string): Promise<void> {
  await db
    .insertInto('lenders')
    .values({
      id: lender.id,
      short_id: lender.shortId,
      name: lender.name,
      return_urls: [...lender.returnUrls],
      provider: JSON.stringify(lender.provider),
      settings: JSON.stringify(lender.settings),
      created_at: at,
    })
    .execute()
}

export type NewKey = {
  readonly lenderId: string
  readonly id: string
  readonly mode: KeyMode
  readonly hash: Buffer
  readonly at: string
}

export async function insertKey(db: Database, key: NewKey): Promise<void> {
  await db
    .insertInto('api_keys')
    .values({
      lender_id: key.lenderId,
      id: key.id,
      mode: key.mode,
      hash: key.hash,
      created_at: key.at,
    })
    .execute()
}

/** The key of that hash that is neither revoked nor expired at `at`. */
export async function findKey(
  db: Database,
  lenderId: string,
  hash: Buffer,
  at: string,
): Promise<{ id: string; mode: KeyMode; hash: Buffer } | null> {
  const row = await db
    .selectFrom('api_keys')
    .select(['id', 'mode', 'hash'])
    .where('lender_id', '=', lenderId)
    .where('hash', '=', hash)
    .where('revoked_at', 'is', null)
    .where((or) => or.or([or('expires_at', 'is', null), or('expires_at', '>', at)]))
    .executeTakeFirst()
  return row ?? null
}
