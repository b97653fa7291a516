// The rows of now, apart from the key store, as a backup of the data restores them: by PostgreSQL's own tools where
// this machine has them, and as a copy of the database without the key store everywhere.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { sql } from 'kysely'
import type { Pool } from '../../src/db/database.ts'
import { openPool } from '../../src/db/pool.ts'

const run = promisify(execFile)

export type RestoredDump = {
  readonly db: Pool
  /** The file as it would lie in a backup; null for a copy. */
  readonly file: string | null
  drop(): Promise<void>
}
export type DumpWay = (connectionString: string) => Promise<RestoredDump>

function at(connectionString: string, database: string): string {
  const url = new URL(connectionString)
  url.pathname = `/${database}`
  return url.href
}

async function newCopy(
  connectionString: string,
  make: (name: string, admin: Pool) => Promise<string | null>,
) {
  const name = `test_dump_${randomBytes(6).toString('hex')}`
  const admin = openPool({
    ...{ connectionString: at(connectionString, 'postgres'), max: 1, applicationName: 'test' },
  })
  const file = await make(name, admin.db)
  const pool = openPool({
    ...{ connectionString: at(connectionString, name), max: 2, applicationName: 'test' },
  })
  const drop = async () => {
    await pool.close()
    await sql`drop database ${sql.id(name)} with (force)`.execute(admin.db)
    await admin.close()
  }
  return { db: pool.db, file, drop }
}

/** What a dump without the key store and its restore give. */
export const byCopy: DumpWay = async (connectionString) => {
  const source = new URL(connectionString).pathname.slice(1)
  const copy = await newCopy(connectionString, async (name, admin) => {
    await sql`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${source}`.execute(
      admin,
    )
    await sql`create database ${sql.id(name)} template ${sql.id(source)}`.execute(admin)
    return null
  })
  await sql`drop schema keystore cascade`.execute(copy.db)
  return copy
}

/** `pg_dump` of the data, and `psql` into an empty database: a plain dump is what is read most easily by others. */
export function byTools(tools: string): DumpWay {
  return (connectionString) =>
    newCopy(connectionString, async (name, admin) => {
      const folder = mkdtempSync(join(tmpdir(), 'nonante-dump-'))
      const path = join(folder, 'data.sql')
      try {
        const dumped = ['--exclude-schema=keystore', '--no-owner', '--file', path]
        await run(join(tools, 'pg_dump'), [...dumped, connectionString])
        await sql`create database ${sql.id(name)} template template0`.execute(admin)
        const quiet = ['--quiet', '--no-psqlrc', '--set=ON_ERROR_STOP=1', '--file', path]
        await run(join(tools, 'psql'), [...quiet, at(connectionString, name)])
        return readFileSync(path, 'latin1')
      } finally {
        rmSync(folder, { recursive: true })
      }
    })
}

/** A folder with `pg_dump` and `psql` not older than the server: an older one refuses it. */
export async function findTools(connectionString: string): Promise<string | null> {
  const { db, close } = openPool({ connectionString, max: 1, applicationName: 'test' })
  const { rows } = await sql<{ major: number }>`
    select current_setting('server_version_num')::int / 10000 as major`.execute(db)
  await close()
  const installed = '/usr/lib/postgresql'
  const versions = existsSync(installed) ? readdirSync(installed).toSorted().toReversed() : []
  const folders = [...versions.map((version) => join(installed, version, 'bin')), '/usr/bin']
  for (const folder of folders) {
    if (!existsSync(join(folder, 'pg_dump')) || !existsSync(join(folder, 'psql'))) continue
    const { stdout } = await run(join(folder, 'pg_dump'), ['--version'])
    if (Number(/\) (\d+)/.exec(stdout)?.[1]) >= (rows[0]?.major ?? 0)) return folder
  }
  return null
}
