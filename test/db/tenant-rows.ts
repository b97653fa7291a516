// One row of each of two lenders in every table that belongs to a lender, made from the catalogue: a table added
// tomorrow is filled too.
import { randomBytes, randomInt } from 'node:crypto'
import { sql } from 'kysely'
import type { Pool } from '../../src/db/database.ts'

export const [A, B] = ['len_matrix_a', 'len_matrix_b']

export type TenantTable = {
  /** Quoted where needed, with its schema. */
  readonly name: string
  /** Which column holds the lender. */
  readonly key: 'lender_id' | 'id'
}

/** Every table with `lender_id`, and the lenders themselves. */
export async function tenantTables(db: Pool): Promise<TenantTable[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', n.nspname, c.relname) as name
    from pg_class c join pg_namespace n on n.oid = c.relnamespace
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'lender_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema', 'pgboss')
    order by 1`.execute(db)
  return [
    { name: 'public.lenders', key: 'id' },
    ...rows.map(({ name }): TenantTable => ({ name, key: 'lender_id' })),
  ]
}

/** The database is the test's own: what a value must look like is no part of the question. */
export async function dropConstraints(db: Pool): Promise<void> {
  const { rows } = await sql<{ statement: string }>`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as statement
    from pg_constraint where contype in ('c', 'f') and conparentid = 0
      and connamespace in ('public'::regnamespace, 'keystore'::regnamespace)
    order by contype desc`.execute(db)
  for (const { statement } of rows) await sql.raw(statement).execute(db)
}

/** The text of an INSERT of a row of that lender; its values are new each time. */
export async function insertOf(db: Pool, table: TenantTable, lenderId: string): Promise<string> {
  const { rows } = await sql<{ name: string; type: string }>`
    select quote_ident(attname) as name, format_type(atttypid, atttypmod) as type
    from pg_attribute where attrelid = ${table.name}::regclass and attnum > 0 and not attisdropped
      and attidentity = '' and attgenerated = '' order by attnum`.execute(db)
  const values = rows.map(({ name, type }) => (name === table.key ? `'${lenderId}'` : textOf(type)))
  return `insert into ${table.name} (${rows.map(({ name }) => name).join(', ')}) values (${values.join(', ')})`
}

export async function fill(db: Pool, tables: readonly TenantTable[]): Promise<void> {
  for (const table of tables) {
    for (const lender of [A, B]) await sql.raw(await insertOf(db, table, lender)).execute(db)
  }
}

function textOf(type: string): string {
  const fresh = randomBytes(6).toString('hex')
  if (type.endsWith('[]')) return `'{}'::${type}`
  switch (type) {
    case 'text':
      return `'${fresh}'`
    case 'bytea':
      return `'\\x${fresh}'`
    case 'jsonb':
      return `'{}'`
    case 'boolean':
      return 'false'
    case 'integer':
    case 'bigint':
    case 'smallint':
    case 'double precision':
    case 'numeric':
      return String(randomInt(1, 30_000))
    case 'date':
    case 'timestamp with time zone':
      return `'2026-11-20'`
    default:
      throw new Error(`no value for a column of type ${type}: add one here`)
  }
}
