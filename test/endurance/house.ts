// What a run of endurance stands on: a PostgreSQL of its own, a database, two lenders, the watched bank, a fleet.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { PgBoss } from 'pg-boss'
import { type Attachment, attachEmbedded } from '../../src/db/embedded.ts'
import { openPool } from '../../src/db/pool.ts'
import { migrateDatabase, queueSchema } from '../../src/jobs/database-schema.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { localKeys } from '../../src/wiring/local-keys.ts'
import { tracingTarget } from '../support/tracing-target.ts'
import type { Browser } from './applicant.ts'
import { endureCustomers, identifierOf } from './customers.ts'
import { createFleet, type FleetOptions } from './fleet.ts'
import { startWatchedBank, type WatchedBankOptions } from './watched-bank.ts'

/** Nothing listens there: the fleet knows where each process is. */
const baseUrl = 'http://localhost:9'
const key = Buffer.alloc(32, 9)

export type Server = { readonly connectionString: string; readonly stop: () => Promise<void> }

/** A PostgreSQL of its own, so that it may be ended at once. */
export async function ownServer(
  settings: Record<string, string> = {},
): Promise<Server & { attachment: Attachment }> {
  const folder = mkdtempSync(join(tmpdir(), 'nonante-endurance-'))
  chmodSync(folder, 0o711)
  const attachment = await attachEmbedded({
    folder,
    port: 56_500,
    settings: { max_connections: '200', ...settings },
  })
  const stop = async () => {
    await attachment.leave()
    rmSync(folder, { recursive: true, force: true })
  }
  return { connectionString: attachment.connectionString, attachment, stop }
}

/** `settings` for a server that is never ended at once. */
export const throwAway = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }

/** @param template a migrated database to clone. */
export async function newDatabase(server: string, name: string, template: string | null) {
  const admin = openPool({ connectionString: server, max: 1, applicationName: 'endurance' })
  const from = template === null ? sql`` : sql` template ${sql.id(template)}`
  await sql`create database ${sql.id(name)}${from}`.execute(admin.db)
  await admin.close()
  const url = new URL(server)
  url.pathname = `/${name}`
  if (template === null) await migrateDatabase(url.href)
  return url.href
}

export type HouseOptions = {
  readonly databaseUrl: string
  readonly customers: number
  readonly asks: boolean
  readonly holdSeconds?: number
  /** The key-encryption keys of the processes, in the place of a fixed one. */
  readonly keysFile?: string
  readonly onPoint?: FleetOptions['onPoint']
} & Pick<WatchedBankOptions, 'onCall' | 'arm'>

export type EnduranceHouse = Awaited<ReturnType<typeof openEnduranceHouse>>

export async function openEnduranceHouse(options: HouseOptions) {
  const home = mkdtempSync(join(tmpdir(), 'nonante-endurance-home-'))
  const { authority } = await localKeys(home, systemClock)
  let ahead = () => 0
  const clock = { now: () => new Date(Date.now() + ahead() * 1000) }
  const { onCall, arm, databaseUrl } = options
  const watched = await startWatchedBank({
    ...{ authority, baseUrl, clock, customers: endureCustomers(options.customers) },
    ...(onCall === undefined ? {} : { onCall }),
    ...(arm === undefined ? {} : { arm }),
  })
  const traces = await tracingTarget()
  const pool = openPool({
    connectionString: databaseUrl,
    max: 6,
    applicationName: 'endurance checker',
  })
  const { db } = pool
  const opened = await openQueue({ db, onError: () => {} })
  const keys = keyRing([{ version: 'test1', key }])
  const vault = createVault({ keys, clock })
  const lenders = [await newLender('Prêt Endurant'), await newLender('Autre Prêteur')] as const
  const logs: string[] = []
  const supervisor = new PgBoss({
    ...{ connectionString: databaseUrl, schema: queueSchema, max: 2, migrate: false },
    ...{ supervise: false, schedule: false },
  })
  supervisor.on('error', (error) => logs.push(`${error.name}\n`))
  await supervisor.start()
  const fleet = createFleet({
    onPoint: options.onPoint ?? ((_member, _point, go) => go()),
    onLog: (text) => logs.push(text),
    settings: {
      ...{ key: key.toString('base64'), asks: options.asks },
      holdSeconds: options.holdSeconds ?? 60,
      config: {
        ...{ databaseUrl, home, rulesFolder: null, banksFile: null, baseUrl, port: 0 },
        ...{ host: 'localhost', trustProxy: false, serviceName: 'nonante endurance' },
        webhookHosts: [],
        keysFile: options.keysFile ?? null,
        otlp: { endpoint: traces.url, headers: '' },
        sandbox: { ...watched.addresses, others: {}, limits: { callMs: 3_000 } },
      },
    },
  })
  ahead = fleet.ahead

  async function newLender(name: string) {
    const provider = { name, registration: 'REGAFI 12345', capacity: 'own' } as const
    const lender = await addLender({ db, clock }, { name, returnUrls: [], provider })
    return { lender, key: (await addKey({ db, clock }, { lenderId: lender.id, mode: 'test' })).key }
  }

  return {
    ...{ db, vault, keys, queue: opened.queue, clock, lenders, watched, fleet, logs },
    ...{ traces, baseUrl, databaseUrl },
    browserOf: (consentUrl: string, customer: number): Browser => ({
      reach: fleet.reach,
      consentPath: new URL(consentUrl).pathname,
      bankId: sandboxBankId,
      signIn: (url) => watched.signIn(url, identifierOf(customer)),
      ...{ cookie: null, back: null, joined: 0 },
    }),
    /** What the minute's clock would do: the sweep, and the jobs of dead workers given to others. */
    sweep: async () => {
      await opened.queue.enqueue(db, 'expire-sessions', {})
      await sql`update pgboss.job set heartbeat_on = heartbeat_on - interval '5 minutes',
        start_after = least(start_after, now()) where state in ('active', 'retry')`.execute(db)
      await supervisor.supervise()
    },
    /** Until the jobs at hand are done, or for so long. */
    quiet: async (mostMs: number) => {
      const until = performance.now() + mostMs
      for (;;) {
        const { rows } = await sql`select 1 from pgboss.job
          where state in ('created', 'active') and name <> 'dead-letter' limit 1`.execute(db)
        if (rows.length === 0 || performance.now() > until) return
        await sleep(50)
      }
    },
    stop: async () => {
      await fleet.stop()
      await watched.stop()
      await supervisor.stop({ graceful: false })
      await opened.close()
      await pool.close()
      await traces.close()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
