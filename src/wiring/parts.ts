// Everything a process of the service is made of, opened in order and closed in the reverse order.
import type { BankDirectory } from '../banks/directory.ts'
import type { Config } from '../config.ts'
import { ENGINE_VERSION } from '../core/assess.ts'
import type { Pool } from '../db/database.ts'
import { openQueue, type Queue } from '../jobs/queue.ts'
import { type ActiveRulebook, loadActiveRulebook } from '../rulebooks/active.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Lifecycle } from '../runtime/lifecycle.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { startTracing } from '../telemetry/tracing.ts'
import { createVault } from '../vault/envelope.ts'
import type { Vault } from '../vault/vault.ts'
import { openBanks } from './banks.ts'
import { openDatabase } from './database.ts'
import { localKeys } from './local-keys.ts'
import { shippedRules } from './shipped-rules.ts'

export type Parts = {
  readonly config: Config
  readonly clock: Clock
  readonly log: EventLogger
  readonly connectionString: string
  readonly db: Pool
  readonly vault: Vault
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
  const rulebook = loadActiveRulebook(config.rulesFolder ?? shippedRules)
  const needsLocalKeys = config.keys === null || config.sandbox !== null
  const local = needsLocalKeys ? await localKeys(config.home, clock) : null
  const vault = createVault({ keys: config.keys ?? local?.keys ?? [], clock })
  const banks = await opened(lifecycle, 'banks', async () => {
    return openBanks(config, local?.authority ?? null, { clock, log })
  })
  const { db, connectionString } = await opened(lifecycle, 'database', () =>
    openDatabase(config, log, input.applicationName),
  )
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
    db,
    vault,
    queue,
    banks,
    rulebook,
    engineVersion: ENGINE_VERSION,
  }
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
