// Deletes rows and all that hangs on them, as the foreign keys of the database say: a table added later goes along.
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'

type ForeignKey = {
  readonly child: string
  readonly columns: string[]
  readonly references: string[]
}
type Rows = RawBuilder<unknown>

/** Deeper than any chain of tables here: a circle is an error, not a loop. */
const DEEPEST = 6

/** @returns how many rows went, by table. */
export async function deleteDown(
  tx: Database,
  table: string,
  { lenderId, ids }: { lenderId: string; ids: readonly string[] },
): Promise<ReadonlyMap<string, number>> {
  const gone = new Map<string, number>()
  if (ids.length === 0) return gone
  const rows = sql`lender_id = ${lenderId} and id = any(${[...ids]})`
  await deleteRows(tx, { table, rows, depth: 0, gone })
  return gone
}

type Deletion = {
  readonly table: string
  readonly rows: Rows
  readonly depth: number
  readonly gone: Map<string, number>
}

async function deleteRows(tx: Database, { table, rows, depth, gone }: Deletion): Promise<void> {
  if (depth > DEEPEST) throw new Error('foreign keys go round in a circle')
  for (const { child, columns, references } of await foreignKeysTo(tx, table)) {
    const theirs = sql.join(columns.map((column) => sql.ref(column)))
    const ours = sql.join(references.map((column) => sql.ref(column)))
    const hanging = sql`(${theirs}) in (select ${ours} from ${sql.table(table)} where ${rows})`
    await deleteRows(tx, { table: child, rows: hanging, depth: depth + 1, gone })
  }
  const { numAffectedRows } = await sql`delete from ${sql.table(table)} where ${rows}`.execute(tx)
  gone.set(table, (gone.get(table) ?? 0) + Number(numAffectedRows ?? 0))
}

async function foreignKeysTo(tx: Database, table: string): Promise<ForeignKey[]> {
  const { rows } = await sql<ForeignKey>`
    select c.conrelid::regclass::text as child,
      (select array_agg(a.attname::text order by k.n) from unnest(c.conkey) with ordinality as k (attnum, n)
        join pg_attribute a on a.attrelid = c.conrelid and a.attnum = k.attnum) as columns,
      (select array_agg(a.attname::text order by k.n) from unnest(c.confkey) with ordinality as k (attnum, n)
        join pg_attribute a on a.attrelid = c.confrelid and a.attnum = k.attnum) as "references"
    from pg_constraint c
    where c.contype = 'f' and c.confrelid = ${table}::regclass and c.conrelid <> c.confrelid
    order by 1`.execute(tx)
  return rows
}
