// What an ended session must not leave: looked for in every table, byte for byte.
import { sql } from 'kysely'
import { expect } from 'vitest'
import type { Pool } from '../../src/db/database.ts'

/** No credential, state, choice, presence or collected part on any of its connections. */
export async function expectNothingHeld(db: Pool, sessionId: string): Promise<void> {
  const rows = await db
    .selectFrom('connections')
    .select(['state_hash', 'sealed_credential', 'sealed_choices', 'sealed_grants'])
    .select(['sealed_presence', 'sealed_collected', 'presence_until', 'leased_until'])
    .where('session_id', '=', sessionId)
    .execute()
  for (const row of rows) expect(Object.values(row).every((value) => value === null)).toBe(true)
}

/** How much of a session is kept to be read again. */
export async function keptOf(
  db: Pool,
  subjectId: string,
): Promise<{ snapshots: number; reports: number }> {
  const count = async (table: 'snapshots' | 'reports') =>
    (await db.selectFrom(table).select('id').where('subject_id', '=', subjectId).execute()).length
  return { snapshots: await count('snapshots'), reports: await count('reports') }
}

export async function keyExists(db: Pool, subjectId: string): Promise<boolean> {
  const row = await db
    .selectFrom('keystore.data_keys')
    .select('subject_id')
    .where('subject_id', '=', subjectId)
    .executeTakeFirst()
  return row !== undefined
}

/** Every table's rows as text: sealed columns are bytes, so what is readable here is in the clear. */
export async function readableDump(db: Pool): Promise<string> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema')`.execute(db)
  let dump = ''
  for (const { name } of rows) {
    const table = await sql<{ line: string }>`
      select row_to_json(t)::text as line from ${sql.raw(name)} t`.execute(db)
    dump += table.rows.map(({ line }) => line).join('\n')
  }
  return dump
}

export async function actionsOf(db: Pool, subjectId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('audit_events')
    .select('action')
    .where('subject_id', '=', subjectId)
    .orderBy('sequence')
    .execute()
  return rows.map(({ action }) => action)
}
