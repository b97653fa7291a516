// Everything a process of the service is made of, opened in order and closed in the reverse order.
import { observeBanks } from '../banks/bank-metrics.ts'
import type { BankDirectory } from '../banks/directory.ts'
import { storedUnattendedCalls } from '../banks/unattended-calls.ts'
import type { Config } from '../config.ts'
import { ENGINE_VERSION } from '../core/assess.ts'
import type { Pool } from '../db/database.ts'
import type { DatabaseRole } from '../db/roles.ts'
import { openQueue, type Queue } from '../jobs/queue.ts'
import { type ActiveRulebook, loadActiveRulebook } from '../rulebooks/active.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Lifecycle } from '../runtime/lifecycle.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { type Metrics, startMetrics } from '../telemetry/metrics.ts'
import { startTracing } from '../telemetry/tracing.ts'
import { createVault } from '../vault/envelope.ts'
import { createSigning, type Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'
import { openBanks } from './banks.ts'
import { openDatabase } from './database.ts'
import { openKeyRing, openKeyStore } from './keys.ts'
import { localKeys } from './local-keys.ts'
import { shippedRules } from './shipped-rules.ts'

export type Parts = {
  readonly config: Config
  readonly clock: Clock
  readonly log: EventLogger
  /** Of the database's login user; what acts through it takes a role of its own. */
  readonly connectionString: string
  /** The role of `db`. */
  readonly role: DatabaseRole
  readonly db: Pool
  readonly vault: Vault
  readonly signing: Signing
  /** Reads the key-encryption keys again, where they are in a file. */
  readonly rereadKeys: () => void
  readonly queue: Queue
  readonly banks: BankDirectory
  readonly rulebook: ActiveRulebook
  readonly engineVersion: string
}

export type PartsInput = {
  readonly config: Config
  readonly clock: Clock
  readonly log: EventLogger
  readonly applicationName: string
  /** What the process may do in the database. */
  readonly role: DatabaseRole
}

/** What is opened is closed by `lifecycle`. @throws AppError naming what is wrong and the way out. */
export async function openParts(lifecycle: Lifecycle, input: PartsInput): Promise<Parts> {
  const { config, clock, log } = input
  await lifecycle.start({
    name: 'tracing',
    start: async () => {
      const { serviceName, otlp } = config
      return (await startTracing({ serviceName, serviceVersion: ENGINE_VERSION, otlp })).stop
    },
  })
  await lifecycle.start({ name: 'metrics', start: async () => (await metricsOf(config)).stop })
  const rulebook = loadActiveRulebook(config.rulesFolder ?? shippedRules)
  const given = config.keys ?? config.keysFile ?? null
  const needsLocalKeys = given === null || config.sandbox !== null
  const local = needsLocalKeys ? await localKeys(config.home, clock) : null
  const { ring, reread } = await opened(lifecycle, 'keys', async () =>
    openKeyRing(config, local?.keys ?? [], log),
  )
  const { store } = await opened(lifecycle, 'key store', async () => openKeyStore(config, log))
  const vault = createVault({ keys: ring, clock, store })
  const { db, connectionString } = await opened(lifecycle, 'database', () =>
    openDatabase(config, log, input),
  )
  const unattended = storedUnattendedCalls(db, { clock, secret: () => ring.current().key })
  const banks = await opened(lifecycle, 'banks', async () =>
    openBanks(config, local?.authority ?? null, { clock, log, unattended: unattended.of }),
  )
  await lifecycle.start({
    name: 'bank metrics',
    start: async () => {
      const stop = observeBanks(banks, unattended, () => clock.now())
      return async () => stop()
    },
  })
  const { queue } = await opened(lifecycle, 'queue', () =>
    openQueue({
      db,
      onError: (error) => log.write({ event: 'fault', part: 'queue', ...faultOf(error) }),
    }),
  )
  return {
    config,
    clock,
    log,
    connectionString,
    role: input.role,
    db,
    vault,
    signing: createSigning({ keys: ring, clock }),
    rereadKeys: reread,
    queue,
    banks,
    rulebook,
    engineVersion: ENGINE_VERSION,
  }
}

function metricsOf(config: Config): Promise<Metrics> {
  const { serviceName, otlp, prometheus = null, metricsEveryMs } = config
  return startMetrics({
    ...{ serviceName, serviceVersion: ENGINE_VERSION, otlp, prometheus },
    ...(metricsEveryMs === undefined ? {} : { exportEveryMs: metricsEveryMs }),
  })
}

async function opened<T extends { close(): Promise<void> }>(
  lifecycle: Lifecycle,
  name: string,
  open: () => Promise<T>,
): Promise<T> {
  const holder: { part?: T } = {}
  await lifecycle.start({
    name,
    start: async () => {
      const part = await open()
      holder.part = part
      return () => part.close()
    },
  })
  if (!holder.part) throw new Error(`${name} did not open`)
  return holder.part
}
