// The service on its port, and the worker beside it: the two things a process of nonante can be.
import { setTimeout as delay } from 'node:timers/promises'
import type { Pool } from '../db/database.ts'
import { isInterruption } from '../db/interruption.ts'
import { asRole } from '../db/roles.ts'
import { createIllustrator } from '../documents/charts/illustrator.ts'
import { createPrinter } from '../documents/pdf/print.ts'
import { AppError } from '../errors.ts'
import { createApp } from '../http/app.ts'
import { createHttpServer } from '../http/server.ts'
import type { Worker } from '../jobs/queue.ts'
import { observeQueue } from '../jobs/queue-state.ts'
import { startWorker } from '../jobs/worker.ts'
import { driftBoard, observeDrift } from '../monitoring/drift-gauges.ts'
import type { Lifecycle } from '../runtime/lifecycle.ts'
import { createWebhookCaller } from '../webhooks/caller.ts'
import { startUpkeep } from '../worker/upkeep.ts'
import { registerHandlers, type Workload } from '../worker/worker.ts'
import { openRole } from './database.ts'
import type { Parts } from './parts.ts'

/** Does the jobs until the lifecycle stops. */
export async function startWorking(
  lifecycle: Lifecycle,
  parts: Parts,
  workload: Workload = 'all',
): Promise<void> {
  const db = await workerPool(lifecycle, parts)
  const running: { worker?: Worker } = {}
  const board = driftBoard(parts.clock)
  await lifecycle.start({
    name: 'worker',
    quiet: () => running.worker?.quiet(),
    start: async () => {
      const { connectionString, log } = parts
      const worker = await startWorker({ connectionString: asRole(connectionString, ROLE), log })
      running.worker = worker
      const webhookCaller = createWebhookCaller({ privateHosts: parts.config.webhookHosts })
      const { drift = null } = parts.config
      const { show: showDrift } = board
      await registerHandlers(worker, { ...parts, db, webhookCaller, drift, showDrift }, workload)
      return async () => {
        await worker.stop()
        await webhookCaller.close()
      }
    },
  })
  await keepUp(lifecycle, parts, db)
  await lifecycle.start({
    name: 'drift metrics',
    start: async () => {
      const stop = observeDrift(board)
      return async () => stop()
    },
  })
  await lifecycle.start({
    name: 'queue metrics',
    start: async () => {
      const stop = observeQueue(db)
      return async () => stop()
    },
  })
}

/** Seals the audit and destroys doomed keys each second, until the lifecycle stops. */
async function keepUp(lifecycle: Lifecycle, parts: Parts, db: Pool): Promise<void> {
  const { vault, signing, clock, log } = parts
  const start = async () => startUpkeep({ db, vault, signing, clock, log })
  await lifecycle.start({ name: 'upkeep', start })
}

const ROLE = 'nonante_worker'

/** Beside an API in the same process the worker still acts under its own role. */
async function workerPool(lifecycle: Lifecycle, parts: Parts): Promise<Pool> {
  if (parts.role === ROLE) return parts.db
  const { connectionString, log } = parts
  const pool = openRole(connectionString, log, { role: ROLE, applicationName: 'nonante worker' })
  await lifecycle.start({ name: "the worker's database", start: async () => pool.close })
  return pool.db
}

/** @returns the base URL browsers use. @throws AppError `unavailable` when the port is taken. */
export async function startServing(lifecycle: Lifecycle, parts: Parts): Promise<string> {
  const { config } = parts
  const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`
  const { trustProxy, webhookHosts, drainSeconds = 0 } = config
  const stopping = new AbortController()
  await requireKeys(parts)
  const illustrator = createIllustrator()
  const app = createApp({
    ...parts,
    ...{ baseUrl, trustProxy, webhookHosts },
    printer: createPrinter(illustrator),
    illustrator,
    stopping: stopping.signal,
  })
  await lifecycle.start({
    name: 'http',
    quiet: () => stopping.abort(),
    start: async () => {
      const server = createHttpServer(app.fetch)
      await new Promise<void>((resolve, reject) => {
        server.once('error', (cause) =>
          reject(
            new AppError('unavailable', `port ${config.port} cannot be taken: set PORT`, { cause }),
          ),
        )
        server.listen(config.port, config.host, resolve)
      })
      return async () => {
        // whoever sends requests here hears from /readyz first that no more should come
        await delay(drainSeconds * 1000)
        await new Promise<void>((resolve) => {
          server.close(() => resolve())
          server.closeIdleConnections()
        })
      }
    },
  })
  return baseUrl
}

/** The first process makes the key that signs; from then on whoever comes with other keys is told before it seals. */
async function requireKeys({ db, signing }: Parts): Promise<void> {
  try {
    await signing.sign(db, 'nonante-start', '')
  } catch (cause) {
    if (isInterruption(cause)) throw cause
    throw new AppError(
      'configuration_invalid',
      'The key-encryption keys do not open what this database holds: NONANTE_KEYS (or its file) must hold the version it was wrapped under.',
      { cause },
    )
  }
}
