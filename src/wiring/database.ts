// The database of a process: the operator's, which `nonante migrate` alone changes, or the embedded one.
import type { Config } from '../config.ts'
import { attachEmbedded } from '../db/embedded.ts'
import { type OpenPool, openPool } from '../db/pool.ts'
import { AppError } from '../errors.ts'
import { databaseState, migrateDatabase } from '../jobs/database-schema.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'

export type OpenDatabase = OpenPool & { readonly connectionString: string }

const MOST_CONNECTIONS = 10

/**
 * The embedded database is brought up to date; another is only looked at.
 * @throws AppError `database_outdated` naming the command that migrates.
 */
export async function openDatabase(
  config: Config,
  log: EventLogger,
  applicationName: string,
): Promise<OpenDatabase> {
  const { connectionString, leave } = await reachDatabase(config)
  const pool = openPool({
    connectionString,
    max: MOST_CONNECTIONS,
    applicationName,
    onLost: (error) => log.write({ event: 'fault', part: 'database', ...faultOf(error) }),
  })
  const close = async () => {
    await pool.close()
    await leave()
  }
  try {
    if (config.databaseUrl === null) await migrateDatabase(connectionString)
    else await requireCurrent(pool)
  } catch (error) {
    await close()
    throw error
  }
  return { db: pool.db, connectionString, close }
}

/** @returns the names of the migrations applied. */
export async function migrateConfigured(config: Config): Promise<string[]> {
  const { connectionString, leave } = await reachDatabase(config)
  try {
    return await migrateDatabase(connectionString)
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

async function requireCurrent({ db }: OpenPool): Promise<void> {
  const state = await databaseState(db).catch((cause: unknown) => {
    throw new AppError('unavailable', 'The database of DATABASE_URL does not answer.', { cause })
  })
  switch (state) {
    case 'current':
      return
    case 'outdated':
      throw new AppError(
        'database_outdated',
        'The database is older than this version. Run `nonante migrate`.',
      )
    case 'newer':
      // Migrations only add: an older process may go on beside a newer one.
      return
  }
}
