// Everything a database needs before the service runs on it: our tables, the queue's, and the queues.
import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import type { Pool } from '../db/database.ts'
import { migrate, type SchemaState, schemaState, withMigrationLock } from '../db/migrate.ts'
import { openPool } from '../db/pool.ts'
import type { DatabaseRole } from '../db/roles.ts'
import { deadLetterQueue, jobKinds, queueSettings } from './kinds.ts'

/** Of the queue's own tables. */
export const queueSchema = 'pgboss'

/** Raised when pg-boss is upgraded: its tables then change too. */
const queueLibrary = 'pg-boss 12.35.0'

/**
 * Brings the database to what this version needs; does nothing when it is there already.
 * @returns the names of the migrations applied.
 * @throws AppError `configuration_invalid` when a migration applied earlier has changed.
 */
export async function migrateDatabase(connectionString: string): Promise<string[]> {
  const { db, close } = openPool({ connectionString, max: 2, applicationName: 'nonante migrate' })
  try {
    const done = await migrate(db)
    await withMigrationLock(db, async (connection) => {
      if (await queuesAreCurrent(connection)) return
      await installQueues(connectionString)
      await grantQueues(connection)
      await sql`comment on schema ${sql.id(queueSchema)} is ${sql.lit(mark())}`.execute(connection)
    })
    return done
  } finally {
    await close()
  }
}

/** Of our tables and the queues together. */
export async function databaseState(db: Pool): Promise<SchemaState> {
  const state = await schemaState(db)
  if (state !== 'current') return state
  return (await queuesAreCurrent(db)) ? 'current' : 'outdated'
}

async function queuesAreCurrent(db: Pool): Promise<boolean> {
  const found = await sql<{ mark: string | null }>`
    select obj_description(oid, 'pg_namespace') as mark
    from pg_namespace where nspname = ${queueSchema}`.execute(db)
  return found.rows[0]?.mark === mark()
}

/** The API enqueues; a worker does all but change the tables themselves; nobody else has a job. */
const queueGrants = {
  nonante_api: 'select, insert',
  nonante_worker: 'select, insert, update, delete',
  nonante_operator: 'select',
} as const satisfies { readonly [Role in DatabaseRole]?: string }

/** The queue's tables hold the jobs of every lender, handles only: they are exempt from row-level security. */
async function grantQueues(connection: Pool): Promise<void> {
  const schema = sql.id(queueSchema)
  for (const [role, verbs] of Object.entries(queueGrants)) {
    await sql`grant usage on schema ${schema} to ${sql.id(role)}`.execute(connection)
    await sql`grant ${sql.raw(verbs)} on all tables in schema ${schema} to ${sql.id(role)}`.execute(
      connection,
    )
  }
}

/** What was installed, left as the comment on the schema once all of it is there. */
function mark(): string {
  const wanted = JSON.stringify([
    queueLibrary,
    queueGrants,
    jobKinds.map((kind) => [kind, queueSettings[kind]]),
  ])
  return `nonante queues ${createHash('sha256').update(wanted).digest('hex').slice(0, 16)}`
}

async function installQueues(connectionString: string): Promise<void> {
  const failures: Error[] = []
  const boss = new PgBoss({
    connectionString,
    schema: queueSchema,
    max: 2,
    supervise: false,
    schedule: false,
  })
  boss.on('error', (error) => failures.push(error))
  await boss.start()
  try {
    if (!(await boss.getQueue(deadLetterQueue))) await boss.createQueue(deadLetterQueue)
    for (const kind of jobKinds) {
      const { policy, schedule, ...settings } = queueSettings[kind]
      const options = { ...settings, retryBackoff: true, notify: true, deadLetter: deadLetterQueue }
      if (await boss.getQueue(kind)) await boss.updateQueue(kind, options)
      else await boss.createQueue(kind, { ...options, policy })
      if (schedule === null) await boss.unschedule(kind)
      else await boss.schedule(kind, schedule, {}, { tz: 'UTC' })
    }
  } finally {
    await boss.stop({ graceful: false })
  }
  if (failures[0]) throw failures[0]
}
