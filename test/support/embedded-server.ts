// One embedded PostgreSQL for the whole run, in a throw-away folder; its address goes to the tests.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import type { TestProject } from 'vitest/node'
import { type Attachment, attachEmbedded } from '../../src/db/embedded.ts'
import { openPool } from '../../src/db/pool.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the server's own database. */
    postgres: string
  }
}

/** Nothing is kept, so nothing needs to reach the disk. */
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  max_connections: '300',
  shared_buffers: '64MB',
}

export const templateName = 'nonante_template'

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // a server of the caller's own, as another version of PostgreSQL with its tools; a superuser, and nothing to lose
  const given = process.env.TEST_DATABASE_URL
  if (given !== undefined) {
    await makeTemplate(given)
    project.provide('postgres', given)
    return async () => {}
  }
  const folder = mkdtempSync(join(tmpdir(), 'nonante-test-'))
  // Open to the account that runs the server when the tests run as root.
  chmodSync(folder, 0o711)
  const stop = async (): Promise<void> => {
    await server?.leave()
    rmSync(folder, { recursive: true, force: true })
  }
  let server: Attachment | null = null
  try {
    server = await attachEmbedded({ folder, port: 55_990, settings: throwAway })
    await makeTemplate(server.connectionString)
    project.provide('postgres', server.connectionString)
  } catch (error) {
    await stop()
    throw error
  }
  return stop
}

async function makeTemplate(connectionString: string): Promise<void> {
  const admin = openPool({ connectionString, max: 1, applicationName: 'test setup' })
  await sql`create database ${sql.id(templateName)}`.execute(admin.db)
  await admin.close()
  const url = new URL(connectionString)
  url.pathname = `/${templateName}`
  await migrateDatabase(url.href)
}
