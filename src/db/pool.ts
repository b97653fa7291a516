// The connection pool. Dates and times stay text; a lost connection is reported, never fatal.
import { Kysely, type LogEvent, PostgresDialect, type PostgresPoolClient } from 'kysely'
import pg from 'pg'
import { AppError } from '../errors.ts'
import { isTraced, recordSpan } from '../telemetry/span.ts'
import type { Pool } from './database.ts'
import { frugalClient, statementNames } from './frugal-client.ts'
import { isInterruption } from './interruption.ts'
import type { Tables } from './tables.ts'

export type PoolOptions = {
  readonly connectionString: string
  /** Most connections at once. */
  readonly max: number
  /** Shown in pg_stat_activity. */
  readonly applicationName: string
  /** A statement that takes longer is cancelled by the server; 30 seconds by default. */
  readonly statementTimeoutMs?: number
  /** Who asks while so many wait for a connection is refused at once; 200 by default. */
  readonly mostWaiting?: number
  /** Told of every connection lost, idle or in use. The query on it fails by itself. */
  readonly onLost?: (error: Error) => void
}

/** Connections now: at work, at rest, and callers that wait for one. */
export type PoolUse = { readonly used: number; readonly idle: number; readonly waiting: number }

export type OpenPool = { readonly db: Pool; use(): PoolUse; close(): Promise<void> }

export function openPool(options: PoolOptions): OpenPool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.max,
    application_name: options.applicationName,
    statement_timeout: options.statementTimeoutMs ?? 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    types: { getTypeParser },
  })
  const onLost = options.onLost ?? (() => {})
  // The pool's own event covers idle clients only: one in use needs a listener too, or a restart
  // of the database ends the process.
  pool.on('error', onLost)
  pool.on('connect', (client) => client.on('error', onLost))
  const dialect = new PostgresDialect({ pool: refusing(pool, options.mostWaiting ?? 200) })
  const db = new Kysely<Tables>({ dialect, log: traceStatement })
  let closing: Promise<void> | null = null
  return {
    db,
    use: () => {
      const { totalCount, idleCount: idle, waitingCount: waiting } = pool
      return { used: totalCount - idle, idle, waiting }
    },
    close: () => {
      closing ??= db.destroy()
      return closing
    },
  }
}

/** Nobody waits long for a connection: a full queue, a full pool or no server is said, and as our own error. */
function refusing(pool: pg.Pool, mostWaiting: number) {
  const clients = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  const nameOf = statementNames()
  const frugal = (client: pg.PoolClient): PostgresPoolClient => {
    const known = clients.get(client) ?? frugalClient(client, nameOf)
    clients.set(client, known)
    return known
  }
  return {
    connect: async () => {
      if (pool.waitingCount >= mostWaiting) {
        throw new AppError('unavailable', 'The service is busy. Try again in a few seconds.')
      }
      try {
        return frugal(await pool.connect())
      } catch (cause) {
        if (!isInterruption(cause)) throw cause
        throw new AppError('unavailable', 'The service is busy. Try again in a few seconds.', {
          cause,
        })
      }
    },
    end: () => pool.end(),
    options: pool.options,
  }
}

/** One span a statement, named by its verb and table: the text may hold literals, and values are never told. */
function traceStatement(event: LogEvent): void {
  if (!isTraced()) return
  const { verb, table } = summaryOf(event.query.sql)
  const failed = event.level === 'error'
  recordSpan(
    ['sql', verb, ...(table === undefined ? [] : [table])].join(' '),
    {
      'db.system.name': 'postgresql',
      'db.operation.name': verb,
      'db.collection.name': table,
      failed: failed || undefined,
    },
    event.queryDurationMillis,
  )
}

/** What a statement does and to which table first. */
function summaryOf(text: string): { verb: string; table: string | undefined } {
  const verb = /^\s*(\w+)/.exec(text)?.[1]?.toLowerCase() ?? 'statement'
  const table = /\b(?:from|into|update)\s+((?:"?[a-z_]\w*"?\.)?"?[a-z_]\w*"?)/i.exec(text)?.[1]
  return { verb, table: table?.replaceAll('"', '').toLowerCase() }
}

const asText = (value: string): string => value
const textParsers = new Map<number, (value: string) => unknown>([
  [pg.types.builtins.DATE, asText],
  [pg.types.builtins.TIMESTAMP, asText],
  [pg.types.builtins.INT8, asText],
  [pg.types.builtins.NUMERIC, asText],
  [pg.types.builtins.TIMESTAMPTZ, toRfc3339],
])

function getTypeParser(oid: number, format?: 'text' | 'binary'): (value: string) => unknown {
  const own = format === 'binary' ? undefined : textParsers.get(oid)
  return own ?? pg.types.getTypeParser(oid, format)
}

/** `2026-11-20 10:00:00.5+00`, whatever the session's zone, to `2026-11-20T10:00:00.500Z`. */
function toRfc3339(value: string): string {
  const [, day, time, fraction = '', zone = ''] =
    /^(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2})(\.\d+)?([+-].+)$/.exec(value) ?? []
  if (day === undefined || time === undefined) return value
  const offset = zone.length === 3 ? `${zone}:00` : zone.slice(0, 6)
  return new Date(`${day}T${time}${fraction.slice(0, 4)}${offset}`).toISOString()
}
