// A database of its own for a test file: a clone of the migrated template, gone when dropped.
import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { inject } from 'vitest'
import type { Pool } from '../../src/db/database.ts'
import { type OpenPool, openPool } from '../../src/db/pool.ts'
import { asRole, type DatabaseRole } from '../../src/db/roles.ts'
import { templateName } from './embedded-server.ts'

export type TestDatabase = {
  /** As the owner, who sees everything: to look, and to arrange. */
  readonly db: Pool
  /** As a process of that role does; closed with the database. */
  as(role: DatabaseRole): Pool
  readonly connectionString: string
  /** Closes the pool and drops the database, whoever is still connected. */
  drop(): Promise<void>
}

/** Migrated, with the queues; `empty` has nothing at all. */
export async function testDatabase(kind: 'migrated' | 'empty' = 'migrated'): Promise<TestDatabase> {
  const server = inject('postgres')
  const name = `test_${randomBytes(8).toString('hex')}`
  const template = kind === 'migrated' ? templateName : 'template0'
  await administer(server, sql`create database ${sql.id(name)} template ${sql.id(template)}`)
  const url = new URL(server)
  url.pathname = `/${name}`
  const { db, close } = openPool({ connectionString: url.href, max: 8, applicationName: 'test' })
  const pools = new Map<DatabaseRole, OpenPool>()
  return {
    db,
    connectionString: url.href,
    as: (role) => {
      const connectionString = asRole(url.href, role)
      const pool =
        pools.get(role) ?? openPool({ connectionString, max: 8, applicationName: 'test' })
      pools.set(role, pool)
      return pool.db
    },
    drop: async () => {
      for (const pool of pools.values()) await pool.close()
      await close()
      await administer(server, sql`drop database ${sql.id(name)} with (force)`)
    },
  }
}

async function administer(
  connectionString: string,
  statement: ReturnType<typeof sql<unknown>>,
): Promise<void> {
  const admin = openPool({ connectionString, max: 1, applicationName: 'test support' })
  try {
    await statement.execute(admin.db)
  } finally {
    await admin.close()
  }
}
