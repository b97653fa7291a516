// Forward-only migrations: the SQL files of `migrations/` in order, each applied once, in one transaction.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { AppError } from '../errors.ts'
import type { Database, Pool } from './database.ts'
import { ensureRoles } from './roles.ts'

export const migrationsFolder = resolve(import.meta.dirname, '../../migrations')

/** `newer`: another version of the program has already migrated further. */
export type SchemaState = 'current' | 'outdated' | 'newer'

type Migration = { readonly name: string; readonly text: string; readonly checksum: string }

/** Any number, as long as everyone who migrates takes the same. */
const advisoryLock = 739_009_001

/**
 * Applies what is missing; returns the names applied. Several may call it at once: one applies, the
 * others wait and find nothing left.
 * @throws AppError `configuration_invalid` when a file applied earlier has changed or is gone.
 */
export async function migrate(db: Pool, folder = migrationsFolder): Promise<string[]> {
  const migrations = readMigrations(folder)
  return await withMigrationLock(db, async (connection) => {
    await sql`create table if not exists schema_migrations (
      name text primary key, checksum text not null, applied_at timestamptz not null default now()
    )`.execute(connection)
    const { missing } = compare(migrations, await applied(connection))
    await ensureRoles(connection)
    for (const migration of missing) await apply(connection, migration)
    return missing.map((migration) => migration.name)
  })
}

/** One migrates at a time, on as many machines as there are; without a limit on its statements. */
export async function withMigrationLock<T>(
  db: Pool,
  work: (connection: Pool) => Promise<T>,
): Promise<T> {
  return await db.connection().execute(async (connection) => {
    await sql`set statement_timeout = 0`.execute(connection)
    await sql`select pg_advisory_lock(${advisoryLock})`.execute(connection)
    try {
      return await work(connection)
    } finally {
      await sql`select pg_advisory_unlock(${advisoryLock})`.execute(connection)
      await sql`reset statement_timeout`.execute(connection)
    }
  })
}

/** @throws AppError `configuration_invalid` when a file applied earlier has changed. */
export async function schemaState(db: Pool, folder = migrationsFolder): Promise<SchemaState> {
  const known = await sql<{ present: boolean }>`
    select to_regclass('schema_migrations') is not null as present`.execute(db)
  if (known.rows[0]?.present !== true) return 'outdated'
  const { missing, unknown } = compare(readMigrations(folder), await applied(db))
  if (unknown.length > 0) return 'newer'
  return missing.length > 0 ? 'outdated' : 'current'
}

/** First line of a file whose statements may not stand in a transaction, such as `create index concurrently`. */
const APART = '-- outside a transaction'

async function apply(connection: Pool, migration: Migration): Promise<void> {
  const { name, text, checksum } = migration
  const record = (db: Database) =>
    sql`insert into schema_migrations (name, checksum) values (${name}, ${checksum})`.execute(db)
  if (text.startsWith(APART)) {
    // each may be tried again from the first: they are written so that nothing is done twice
    for (const statement of statementsOf(text)) await sql.raw(statement).execute(connection)
    await record(connection)
    return
  }
  await withoutQueueing(migration, () =>
    connection.transaction().execute(async (tx) => {
      await sql`set local lock_timeout = ${sql.lit(`${LOCK_MS}ms`)}`.execute(tx)
      await sql.raw(text).execute(tx)
      await record(tx)
    }),
  )
}

function statementsOf(text: string): string[] {
  const withoutComments = text.replaceAll(/^--.*$/gm, '')
  return withoutComments.split(/;\s*$/m).filter((statement) => statement.trim() !== '')
}

/** While a migration waits for a lock, everybody else waits behind it: it gives up soon, and comes again. */
const LOCK_MS = 2_000
const MOST_ATTEMPTS = 30
const LOCK_NOT_AVAILABLE = '55P03'

async function withoutQueueing(migration: Migration, run: () => Promise<void>): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await run()
      return
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null
      if (code !== LOCK_NOT_AVAILABLE) throw error
      if (attempt === MOST_ATTEMPTS) {
        throw new AppError(
          'unavailable',
          `${migration.name} did not get its locks: a long transaction holds a table. End it (pg_stat_activity), and run \`nonante migrate\` again.`,
          { cause: error },
        )
      }
      await sleep(Math.min(100 * attempt, 1_000))
    }
  }
}

function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .sort()
    .map((name) => {
      const text = readFileSync(join(folder, name), 'utf8')
      return { name, text, checksum: createHash('sha256').update(text).digest('hex') }
    })
}

async function applied(db: Pool): Promise<ReadonlyMap<string, string>> {
  const found = await sql<{ name: string; checksum: string }>`
    select name, checksum from schema_migrations order by name`.execute(db)
  return new Map(found.rows.map((row) => [row.name, row.checksum]))
}

function compare(
  migrations: readonly Migration[],
  done: ReadonlyMap<string, string>,
): { missing: Migration[]; unknown: string[] } {
  const changed = migrations.find(
    (migration) => done.has(migration.name) && done.get(migration.name) !== migration.checksum,
  )
  if (changed) {
    throw new AppError(
      'configuration_invalid',
      `The migration ${changed.name} differs from the one this database was made with. Restore the file; changes go in a new migration.`,
    )
  }
  const names = new Set(migrations.map((migration) => migration.name))
  return {
    missing: migrations.filter((migration) => !done.has(migration.name)),
    unknown: [...done.keys()].filter((name) => !names.has(name)),
  }
}
