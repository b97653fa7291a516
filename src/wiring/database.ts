// The database of a process: the operator's, which `nonante migrate` alone changes, or the embedded one. Each
// process acts under the role of what it is for, whoever it signed in as.
import type { Config } from '../config.ts'
import type { Pool } from '../db/database.ts'
import { attachEmbedded } from '../db/embedded.ts'
import { type OpenPool, openPool } from '../db/pool.ts'
import { asRole, type DatabaseRole, refusedRole } from '../db/roles.ts'
import { AppError } from '../errors.ts'
import { databaseState, migrateDatabase } from '../jobs/database-schema.ts'
import type { Clock } from '../runtime/clock.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { observe } from '../telemetry/metrics.ts'
import { prepareKeyStore } from './keys.ts'

export type OpenDatabase = OpenPool & {
  /** Of the login user: `asRole` makes it that of a role. */
  readonly connectionString: string
}

const MOST_CONNECTIONS = 10

/** As whom, and under which name in pg_stat_activity. */
export type Acting = { readonly role: DatabaseRole; readonly applicationName: string }

/**
 * The embedded database is brought up to date; another is only looked at.
 * @throws AppError `database_outdated` naming the command that migrates; `configuration_invalid` when the
 *   login user may not act under the role.
 */
export async function openDatabase(
  config: Config,
  log: EventLogger,
  acting: Acting,
): Promise<OpenDatabase> {
  const { connectionString, leave } = await reachDatabase(config)
  try {
    if (config.databaseUrl === null) await migrateDatabase(connectionString)
    const pool = openRole(connectionString, log, acting)
    const close = async () => {
      await pool.close()
      await leave()
    }
    if (config.databaseUrl !== null) await requireCurrent(pool, acting.role)
    return { ...pool, connectionString, close }
  } catch (error) {
    await leave()
    throw error
  }
}

/** One more pool on a database that is open, for a part of the process that acts under another role. */
export function openRole(
  connectionString: string,
  log: EventLogger,
  { role, applicationName }: Acting,
): OpenPool {
  const pool = openPool({
    connectionString: asRole(connectionString, role),
    max: MOST_CONNECTIONS,
    applicationName,
    onLost: (error) => log.write({ event: 'fault', part: 'database', ...faultOf(error) }),
  })
  const unobserve = observe('nonante.database.connections', () =>
    Object.entries(pool.use()).map(([state, value]) => ({ value, labels: { role, state } })),
  )
  const close = async () => {
    unobserve()
    await pool.close()
  }
  return { ...pool, close }
}

/** @returns the names of the migrations applied. */
export async function migrateConfigured(config: Config): Promise<string[]> {
  const { connectionString, leave } = await reachDatabase(config)
  try {
    const done = await migrateDatabase(connectionString)
    if (config.keystoreUrl != null) await prepareKeyStore(config.keystoreUrl)
    return done
  } finally {
    await leave()
  }
}

async function reachDatabase(
  config: Config,
): Promise<{ connectionString: string; leave: () => Promise<void> }> {
  if (config.databaseUrl === null) return await attachEmbedded({ folder: config.home })
  return { connectionString: config.databaseUrl, leave: async () => {} }
}

async function requireCurrent({ db, close }: OpenPool, role: DatabaseRole): Promise<void> {
  try {
    const state = await databaseState(db).catch((cause: unknown) => {
      if (cause instanceof AppError) throw cause
      throw (
        refusedRole(cause, role) ??
        new AppError('unavailable', 'The database of DATABASE_URL does not answer.', { cause })
      )
    })
    // Migrations only add: an older process may go on beside a newer one.
    if (state !== 'outdated') return
    throw new AppError(
      'database_outdated',
      'The database is older than this version. Run `nonante migrate`.',
    )
  } catch (error) {
    await close()
    throw error
  }
}

/** What an operator's command does, done by a process that acts under another role. */
export async function asOperator<T>(
  parts: { connectionString: string; log: EventLogger; clock: Clock },
  work: (deps: { db: Pool; clock: Clock }) => Promise<T>,
): Promise<T> {
  const acting = { role: 'nonante_operator', applicationName: 'nonante operator' } as const
  const { db, close } = openRole(parts.connectionString, parts.log, acting)
  try {
    return await work({ db, clock: parts.clock })
  } finally {
    await close()
  }
}
