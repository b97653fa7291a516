// The sandbox bank: a real HTTP server speaking STET 1.4.2, on two listeners. The pages are for the customer's
// browser; the API is for third parties, over mutual TLS when keys are given.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import type { PlainDate } from '../core/values/plain-date.ts'
import { AppError } from '../errors.ts'
import { apiApp } from './api/app.ts'
import type { Fault } from './api/faults.ts'
import { pagesApp } from './oauth/authorize.ts'
import type { SandboxOptions } from './options.ts'
import { allPersonas } from './persona-file.ts'
import { createBank } from './state.ts'

export type { SandboxClient, SandboxOptions } from './options.ts'

export type Sandbox = {
  /** Origin of the customer's pages. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  setToday(day: PlainDate): void
  /** Replaces the planned faults, as `PUT {pagesUrl}/sandbox/faults` does. */
  setFaults(faults: readonly Fault[]): void
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError configuration_invalid (personas), unavailable (a port that cannot be taken). */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const bank = createBank(options, allPersonas(options.config))
  const host = options.host ?? '127.0.0.1'
  const { tls } = options
  // the node request itself is needed for the target exactly as it was signed
  const api = getRequestListener(apiApp(bank).fetch, { overrideGlobalObjects: false })
  const pages = getRequestListener(pagesApp(bank).fetch, { overrideGlobalObjects: false })
  const secure = tls && {
    ...tls,
    requestCert: true,
    rejectUnauthorized: true,
    minVersion: 'TLSv1.2' as const,
  }
  const apiServer = secure ? createTlsServer(secure, listener(api)) : createServer(listener(api))
  const pagesServer = createServer(listener(pages))
  const servers: Server[] = []
  const stop = async () => {
    await Promise.all(servers.splice(0).map(closed))
  }
  try {
    const apiPort = await listening(apiServer, host, options.apiPort ?? 0)
    servers.push(apiServer)
    const pagesPort = await listening(pagesServer, host, options.pagesPort ?? 0)
    servers.push(pagesServer)
    const apiUrl = `${secure ? 'https' : 'http'}://${host}:${apiPort}`
    bank.apiUrl = (options.publicApiUrl ?? apiUrl).replace(/\/$/, '')
    return {
      pagesUrl: `http://${host}:${pagesPort}`,
      apiUrl,
      setToday: bank.setToday,
      setFaults: (faults) => {
        bank.faults.splice(0, bank.faults.length, ...faults)
      },
      stop,
    }
  } catch (cause) {
    await stop()
    throw new AppError('unavailable', 'the sandbox bank could not take its port', { cause })
  }
}

function listener(handle: ReturnType<typeof getRequestListener>): RequestListener {
  return (incoming, outgoing) => {
    handle(incoming, outgoing).catch(() => outgoing.destroy())
  }
}

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => {
      server.off('error', reject)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
