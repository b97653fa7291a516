// The service on its port, and the worker beside it: the two things a process of nonante can be.
import { createServer } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { AppError } from '../errors.ts'
import { createApp } from '../http/app.ts'
import { startWorker } from '../jobs/worker.ts'
import type { Lifecycle } from '../runtime/lifecycle.ts'
import { registerHandlers } from '../worker/worker.ts'
import type { Parts } from './parts.ts'

/** Does the jobs until the lifecycle stops. */
export async function startWorking(lifecycle: Lifecycle, parts: Parts): Promise<void> {
  await lifecycle.start({
    name: 'worker',
    start: async () => {
      const { connectionString, log } = parts
      const worker = await startWorker({ connectionString, log })
      await registerHandlers(worker, parts)
      return () => worker.stop()
    },
  })
}

/** @returns the base URL browsers use. @throws AppError `unavailable` when the port is taken. */
export async function startServing(lifecycle: Lifecycle, parts: Parts): Promise<string> {
  const { config } = parts
  const baseUrl = config.baseUrl ?? `http://localhost:${config.port}`
  const { trustProxy } = config
  const app = createApp({ ...parts, baseUrl, trustProxy })
  await lifecycle.start({
    name: 'http',
    start: async () => {
      const server = createServer({ maxHeaderSize: 16_384 }, getRequestListener(app.fetch))
      await new Promise<void>((resolve, reject) => {
        server.once('error', (cause) =>
          reject(
            new AppError('unavailable', `port ${config.port} cannot be taken: set PORT`, { cause }),
          ),
        )
        server.listen(config.port, config.host, resolve)
      })
      return () =>
        new Promise((resolve) => {
          server.close(() => resolve())
          server.closeIdleConnections()
        })
    },
  })
  return baseUrl
}
