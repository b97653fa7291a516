// No row of another lender by SQL: every table × four verbs × who is set (nobody, another lender, the lender of the
// request before on the same connection), under every role.
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type OpenPool, openPool } from '../../src/db/pool.ts'
import { asRole, type DatabaseRole } from '../../src/db/roles.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'
import {
  A,
  B,
  dropConstraints,
  fill,
  insertOf,
  type TenantTable,
  tenantTables,
} from './tenant-rows.ts'

const roles: DatabaseRole[] = ['nonante_api', 'nonante_worker', 'nonante_purge', 'nonante_operator']
const verbs = ['select', 'insert', 'update', 'delete'] as const
type Verb = (typeof verbs)[number]
const settings = ['nobody', 'another lender', 'the lender of the request before'] as const
type Setting = (typeof settings)[number]

/** How a statement ended: so many rows of the other lender, or the error's code. */
type Ending = { readonly rows: number } | { readonly code: string }
const NOT_GRANTED = '42501'
const NEVER_SET = '42704'
const DUPLICATE = '23505'

let database: TestDatabase
let tables: TenantTable[]
const pools: OpenPool[] = []
beforeAll(async () => {
  database = await testDatabase()
  tables = await tenantTables(database.db)
  await dropConstraints(database.db)
  await fill(database.db, tables)
})
afterAll(async () => {
  for (const pool of pools) await pool.close()
  await database.drop()
})

/** One connection, so that what a request left behind would be found. */
function connection(role: DatabaseRole) {
  const connectionString = asRole(database.connectionString, role)
  const pool = openPool({ connectionString, max: 1, applicationName: 'matrix' })
  pools.push(pool)
  return pool
}

async function statementOf(table: TenantTable, verb: Verb, column: string): Promise<string> {
  const ofA = `where ${table.key} = '${A}'`
  switch (verb) {
    case 'select':
      return `select 1 from ${table.name} ${ofA}`
    case 'insert':
      return await insertOf(database.db, table, A)
    case 'update':
      return `update ${table.name} set ${column} = ${column} ${ofA}`
    case 'delete':
      return `delete from ${table.name} ${ofA}`
  }
}

const LEFT = 'undone'

async function run(pool: OpenPool, lender: string | null, statement: string): Promise<Ending> {
  let ending: Ending = { rows: -1 }
  try {
    await pool.db.transaction().execute(async (tx) => {
      if (lender !== null)
        await sql`select set_config('app.lender_id', ${lender}, true)`.execute(tx)
      const result = await sql.raw(statement).execute(tx)
      ending = { rows: Number(result.numAffectedRows ?? result.rows.length) }
      throw new Error(LEFT)
    })
  } catch (error) {
    if (error instanceof Error && error.message === LEFT) return ending
    const { code } = error as { code?: string }
    if (code === undefined) throw error
    return { code }
  }
  return ending
}

/** The first column the role may write, and read if there is such a one, or null; column grants count. */
async function grantedColumn(role: string, table: TenantTable, verb: Verb): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select quote_ident(attname) as name from pg_attribute
    where attrelid = ${table.name}::regclass and attnum > 0 and not attisdropped and attgenerated = ''
      and case when ${verb} = 'delete' then has_table_privilege(${role}, attrelid, 'delete')
          else has_column_privilege(${role}, attrelid, attnum, ${verb}) end
    order by attidentity <> '', not has_column_privilege(${role}, attrelid, attnum, 'select'), attnum limit 1`.execute(
    database.db,
  )
  return rows[0]?.name ?? null
}

function allowed(verb: Verb, setting: Setting): Ending[] {
  // an update or a delete that names no column it may not read still sees no row
  if (setting === 'nobody') return [{ code: NEVER_SET }]
  return verb === 'insert' ? [{ code: NOT_GRANTED }] : [{ rows: 0 }]
}

describe.each(roles)('%s', (role) => {
  test('reaches its own lender’s rows where it may, and never another’s', async () => {
    let cells = 0
    const leaks: unknown[] = []
    const used = connection(role)
    await run(used, A, 'select 1')
    for (const table of tables) {
      for (const verb of verbs) {
        const column = await grantedColumn(role, table, verb)
        const reads = (await grantedColumn(role, table, 'select')) !== null
        const statement = await statementOf(table, verb, column ?? table.key)
        for (const setting of settings) {
          cells += 1
          const pool = setting === 'nobody' ? connection(role) : used
          const lender = setting === 'another lender' ? B : null
          const ending = await run(pool, lender, statement)
          if (setting === 'nobody') await pool.close()
          const may = column !== null && (reads || verb === 'insert')
          const wanted = may ? allowed(verb, setting) : [{ code: NOT_GRANTED }]
          if (!wanted.some((one) => JSON.stringify(one) === JSON.stringify(ending))) {
            leaks.push({ table: table.name, verb, setting, ending, wanted })
          }
        }
        // the same statement as its own lender works: the refusals above are not for another reason
        if (column !== null && (reads || verb === 'insert')) {
          const own = await run(used, A, statement)
          // a lender that is there already is a duplicate, which only its own transaction is told
          const passed = 'rows' in own ? own.rows === 1 : own.code === DUPLICATE
          if (!passed) leaks.push({ table: table.name, verb, own })
        }
      }
    }
    expect(leaks).toEqual([])
    expect(cells).toBe(tables.length * 12)
  }, 120_000)

  test('cannot hand a row of its own over to another lender', async () => {
    const pool = connection(role)
    const handed: unknown[] = []
    for (const table of tables) {
      const statement = `update ${table.name} set ${table.key} = '${B}' where ${table.key} = '${A}'`
      const ending = await run(pool, A, statement)
      if (!('code' in ending) || ending.code !== NOT_GRANTED) handed.push({ table, ending })
    }
    expect(handed).toEqual([])
  })
})
