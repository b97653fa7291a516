// The two listeners of a sandbox bank of any kind: pages for the customer's browser, and the API for third parties.
import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import { getRequestListener } from '@hono/node-server'
import { AppError } from '../errors.ts'
import { type HostKeys, type Hosts, openFront } from './faults/front.ts'

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
  readonly tls?: (HostKeys & { readonly ca?: string }) | undefined
  /** Default false: nothing stands before the API that faults of a host could be planned for. */
  readonly front?: boolean | undefined
}

export type Listeners = {
  /** Origin of the customer's pages. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  /** What stands before the API, when asked for. */
  readonly host: Hosts | null
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
  let front: Hosts | null = null
  const stop = async () => {
    await front?.stop()
    await Promise.all(servers.splice(0).map(closed))
  }
  try {
    const wanted = options.apiPort ?? 0
    const behind = await listening(apiServer, host, options.front ? 0 : wanted)
    servers.push(apiServer)
    front = options.front ? await openFront({ host, port: wanted, behind, keys: tls }) : null
    const apiPort = front?.port ?? behind
    const pagesPort = await listening(pagesServer, host, options.pagesPort ?? 0)
    servers.push(pagesServer)
    return {
      pagesUrl: `http://${host}:${pagesPort}`,
      apiUrl: `${tls ? 'https' : 'http'}://${host}:${apiPort}`,
      host: front,
      stop,
    }
  } catch (cause) {
    await stop()
    throw new AppError('unavailable', 'the sandbox bank could not take its port', { cause })
  }
}

/** One plain listener on the loopback address, whatever the others listen on. @throws AppError unavailable */
export async function openListener(options: {
  readonly port: number
  readonly handler: Handler
}): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const server = createServer(listener(options.handler))
  const port = await listening(server, '127.0.0.1', options.port).catch((cause: unknown) => {
    throw new AppError('unavailable', 'the sandbox could not take its admin port', { cause })
  })
  return { url: `http://127.0.0.1:${port}`, stop: () => closed(server) }
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
