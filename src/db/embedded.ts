// The database of a checkout without DATABASE_URL: a real PostgreSQL that processes share. The first
// starts it, the last to leave stops it, and whoever dies is forgotten with its connection.
import { mkdirSync, realpathSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { AppError } from '../errors.ts'
import { type Place, rememberPort, settlePlace } from './embedded-place.ts'
import { liveServer } from './embedded-processes.ts'
import { startServer, stopServer, superuser } from './embedded-server.ts'
import { withMachineLock } from './machine-lock.ts'

export type EmbeddedOptions = {
  /** The state folder, `.nonante` by default; made if missing. */
  readonly folder: string
  /** Tried first; then the next free one. The port of the last start when not given, or 54990. */
  readonly port?: number
  /** Server settings over ours, for the tests' throw-away server. */
  readonly settings?: Readonly<Record<string, string>>
}

export type Attachment = {
  readonly connectionString: string
  readonly port: number
  /** Where the data is: not under `folder` when the server's account cannot enter there. */
  readonly dataFolder: string
  /** Once. Stops the server when no other process is attached. */
  leave(): Promise<void>
}

const firstPort = 54_990
const databaseName = 'nonante'
/** Each process holds one connection of this name: counting them tells who is still there. */
const presenceName = 'nonante attached'

/**
 * Attaches this process to the embedded database of `folder`, starting it if nobody has. Should the
 * server die under us, it is started again on the same port.
 * @throws AppError `configuration_invalid` or `unavailable`, naming the way out.
 */
export async function attachEmbedded(options: EmbeddedOptions): Promise<Attachment> {
  mkdirSync(options.folder, { recursive: true, mode: 0o711 })
  const folder = realpathSync(options.folder)
  let left = false
  let restoring: Promise<void> = Promise.resolve()
  let { place, port, presence } = await withMachineLock(folder, () => enter(folder, options))
  watch(presence)

  function watch(client: pg.Client): void {
    client.once('end', () => {
      if (!left) restoring = restore()
    })
  }
  async function restore(): Promise<void> {
    // Wait first: whoever ends everything on the machine reaches us a moment after the server.
    for (let patience = 200; !left; patience = 1_000) {
      await delay(patience)
      if (left) return
      try {
        const entered = await withMachineLock(folder, () => enter(folder, { ...options, port }))
        ;({ place, port, presence } = entered)
        watch(presence)
        return
      } catch {
        // Each query meanwhile fails with its own error; here there is only trying again.
      }
    }
  }
  return {
    connectionString: address(place, port, databaseName),
    port,
    dataFolder: place.data,
    leave: async () => {
      if (left) return
      left = true
      await restoring
      await withMachineLock(folder, async () => await depart(place, presence))
    },
  }
}

type Entered = { place: Place; port: number; presence: pg.Client }

async function enter(folder: string, options: EmbeddedOptions): Promise<Entered> {
  const place = await settlePlace(folder)
  const deadline = performance.now() + 60_000
  for (;;) {
    const server = liveServer(place)
    const port =
      server?.port ??
      (await startServer(place, options.port ?? place.port ?? firstPort, options.settings ?? {}))
    try {
      const presence = await connect(address(place, port, 'postgres'))
      if (port !== place.port) rememberPort(place, port)
      await createDatabase(presence)
      return { place, port, presence }
    } catch (cause) {
      const refused = (cause as { code?: string }).code
      if (refused === '28P01' || performance.now() > deadline) {
        throw new AppError('unavailable', 'The embedded database does not let us in.', { cause })
      }
      // Starting, recovering, or stopping on someone's order: look again.
      await delay(25)
    }
  }
}

async function depart(place: Place, presence: pg.Client): Promise<void> {
  if ((await othersAttached(place, presence)) === 0) await stopServer(place)
}

/** Counted over our own connection or, when that one is lost and the server is not, over another. */
async function othersAttached(place: Place, presence: pg.Client): Promise<number> {
  try {
    return await countAndEnd(presence)
  } catch {
    const server = liveServer(place)
    if (server === null) return 0
    return await countAndEnd(await connect(address(place, server.port, 'postgres')))
  }
}

async function countAndEnd(client: pg.Client): Promise<number> {
  const counted = await client.query<{ others: number }>(
    `select count(*)::int as others from pg_stat_activity
     where application_name = $1 and pid <> pg_backend_pid()`,
    [presenceName],
  )
  await client.end()
  return counted.rows[0]?.others ?? 0
}

async function connect(connectionString: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString,
    application_name: presenceName,
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
  })
  // Its end is what tells of a loss; without a listener the error would end the process.
  client.on('error', () => {})
  await client.connect()
  return client
}

async function createDatabase(client: pg.Client): Promise<void> {
  const found = await client.query('select 1 from pg_database where datname = $1', [databaseName])
  if (found.rows.length === 0) await client.query(`create database ${databaseName}`)
}

function address(place: Place, port: number, database: string): string {
  return `postgresql://${superuser}:${place.password}@127.0.0.1:${port}/${database}`
}
