// Lenders and their keys in PostgreSQL.
import type { Database } from '../db/database.ts'
import type { Logo } from './brand.ts'
import { type Lender, type LenderSettings, lenderSettingsSchema, providerSchema } from './lender.ts'

const lenderColumns = [
  'id',
  'short_id',
  'name',
  'return_urls',
  'provider',
  'settings',
  'logo_hash',
] as const

export type LenderRow = {
  id: string
  short_id: string
  name: string
  return_urls: string[]
  provider: unknown
  settings: unknown
  logo_hash: string | null
}

export function toLender(row: LenderRow): Lender {
  return {
    id: row.id,
    shortId: row.short_id,
    name: row.name,
    returnUrls: row.return_urls,
    provider: providerSchema.parse(row.provider),
    settings: lenderSettingsSchema.parse(row.settings),
    logoHash: row.logo_hash,
  }
}

export async function findLender(db: Database, id: string): Promise<Lender | null> {
  const row = await db
    .selectFrom('lenders')
    .select(lenderColumns)
    .where('id', '=', id)
    .executeTakeFirst()
  return row ? toLender(row) : null
}

/** The lender this transaction is bound to. */
export async function readLender(tx: Database, id: string): Promise<Lender> {
  const lender = await findLender(tx, id)
  if (!lender) throw new Error('a transaction bound to a lender that is not there')
  return lender
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

type LenderColumns = {
  readonly name: string
  readonly returnUrls: readonly string[]
  readonly settings: LenderSettings
  /** undefined: as it is. */
  readonly logo?: Logo | null | undefined
}

export async function updateLender(db: Database, id: string, to: LenderColumns): Promise<void> {
  const { logo } = to
  await db
    .updateTable('lenders')
    .set({
      name: to.name,
      return_urls: [...to.returnUrls],
      settings: JSON.stringify(to.settings),
      ...(logo === undefined ? {} : { logo: logo?.bytes ?? null, logo_type: logo?.type ?? null }),
    })
    .where('id', '=', id)
    .execute()
}

export async function findLogo(db: Database, id: string): Promise<Logo | null> {
  const row = await db
    .selectFrom('lenders')
    .select(['logo', 'logo_type'])
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.logo && row.logo_type ? { bytes: row.logo, type: row.logo_type } : null
}
