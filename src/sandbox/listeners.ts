// The two listeners of a sandbox bank of any kind: pages for the customer's browser, and the API for third parties.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import { AppError } from '../errors.ts'

export type Handler = Parameters<typeof getRequestListener>[0]

export type ListenerOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined
  /** 0, the default: any free port. */
  readonly pagesPort?: number | undefined
  readonly apiPort?: number | undefined
  readonly pages: Handler
  readonly api: Handler
  /** PEM. Given: the API speaks TLS, and with `ca` it demands a client certificate signed by it. */
  readonly tls?: { readonly key: string; readonly cert: string; readonly ca?: string } | undefined
}

export type Listeners = {
  /** Origin of the customer's pages. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError unavailable: a port that cannot be taken. */
export async function openListeners(options: ListenerOptions): Promise<Listeners> {
  const host = options.host ?? '127.0.0.1'
  const { tls } = options
  const api = listener(options.api)
  const apiServer = tls ? createTlsServer(secured(tls), api) : createServer(api)
  const pagesServer = createServer(listener(options.pages))
  const servers: Server[] = []
  const stop = async () => {
    await Promise.all(servers.splice(0).map(closed))
  }
  try {
    const apiPort = await listening(apiServer, host, options.apiPort ?? 0)
    servers.push(apiServer)
    const pagesPort = await listening(pagesServer, host, options.pagesPort ?? 0)
    servers.push(pagesServer)
    return {
      pagesUrl: `http://${host}:${pagesPort}`,
      apiUrl: `${tls ? 'https' : 'http'}://${host}:${apiPort}`,
      stop,
    }
  } catch (cause) {
    await stop()
    throw new AppError('unavailable', 'the sandbox bank could not take its port', { cause })
  }
}

function secured({ key, cert, ca }: NonNullable<ListenerOptions['tls']>) {
  const client = ca === undefined ? {} : { ca, requestCert: true, rejectUnauthorized: true }
  return { key, cert, minVersion: 'TLSv1.2' as const, ...client }
}

function listener(handler: Handler): RequestListener {
  // the node request itself is needed for the target exactly as it was signed
  const handle = getRequestListener(handler, { overrideGlobalObjects: false })
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
