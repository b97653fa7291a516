// What stands before a bank's API and can be wrong as a host is wrong, kinds 2 to 5 of the list of bank faults: nobody
// there, nobody who answers, a certificate nobody should accept, a client certificate refused. Else bytes pass as they are.
import { connect, createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type Server as TlsServer } from 'node:tls'
import { AppError } from '../../errors.ts'

export const hostFaults = [
  ...(['refused', 'silent', 'untrusted', 'expired', 'other_host', 'client_refused'] as const),
] as const
export type HostFault = (typeof hostFaults)[number]

/** PEM. The last four need certificates; without them such a fault is refused. */
export type HostKeys = {
  readonly key: string
  readonly cert: string
  readonly wrong?:
    | { readonly expired: string; readonly otherHost: string; readonly untrusted: string }
    | undefined
}

export type Hosts = {
  readonly port: number
  /** null: as it should be again. Connections that are open end. */
  readonly misbehave: (fault: HostFault | null) => Promise<void>
  /** Connections each fault met; of `refused` nothing is seen on this side. */
  readonly fired: () => Readonly<Record<string, number>>
  readonly stop: () => Promise<void>
}

export type FrontOptions = {
  readonly host: string
  readonly port: number
  /** Port of the true API on the same address. */
  readonly behind: number
  readonly keys: HostKeys | undefined
}

/** @throws AppError unavailable: a port that cannot be taken. */
export async function openFront({ host, port, behind, keys }: FrontOptions): Promise<Hosts> {
  const open = new Set<Socket>()
  const counts = new Map<string, number>()
  let fault: HostFault | null = null
  let impostor: TlsServer | null = null
  const server = createServer((socket) => {
    held(open, socket)
    if (fault !== null) counts.set(fault, (counts.get(fault) ?? 0) + 1)
    if (fault === 'silent') return
    if (impostor !== null) impostor.emit('connection', socket)
    else passed(open, socket, connect(behind, host))
  })
  const taken = await listening(server, host, port)
  const misbehave = async (next: HostFault | null) => {
    impostor = next === null ? null : impostorOf(next, keys)
    fault = next
    for (const socket of open) socket.destroy()
    if (next === 'refused') await new Promise((closed) => server.close(closed))
    else if (!server.listening) await listening(server, host, taken)
  }
  return {
    port: taken,
    misbehave,
    fired: () => Object.fromEntries(counts),
    stop: async () => {
      for (const socket of open) socket.destroy()
      if (server.listening) await new Promise((closed) => server.close(closed))
    },
  }
}

function held(open: Set<Socket>, socket: Socket): void {
  open.add(socket)
  socket.once('close', () => open.delete(socket))
  // a client that goes away is not our failure
  socket.on('error', () => socket.destroy())
}

function passed(open: Set<Socket>, socket: Socket, to: Socket): void {
  held(open, to)
  socket.pipe(to).pipe(socket)
  socket.once('close', () => to.destroy())
  to.once('close', () => socket.destroy())
}

/** Null where no TLS is spoken. @throws AppError configuration_invalid: no certificates to be wrong with */
function impostorOf(fault: HostFault, keys: HostKeys | undefined): TlsServer | null {
  if (fault === 'refused' || fault === 'silent') return null
  if (keys?.wrong === undefined) {
    throw new AppError(
      'configuration_invalid',
      'the keys of this sandbox are older than its faults',
    )
  }
  const { key, cert, wrong } = keys
  const certificates = {
    untrusted: wrong.untrusted,
    expired: wrong.expired,
    other_host: wrong.otherHost,
    client_refused: cert,
  }
  const server = createTlsServer({
    ...{ key, cert: certificates[fault], minVersion: 'TLSv1.2' as const },
    // no client has a certificate of this one: it is an authority of nothing
    ...(fault === 'client_refused'
      ? { requestCert: true, rejectUnauthorized: true, ca: wrong.untrusted }
      : {}),
  })
  server.on('secureConnection', (socket) => socket.destroy())
  server.on('tlsClientError', (_error, socket) => socket.destroy())
  return server
}

function listening(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const fail = (cause: Error) =>
      reject(new AppError('unavailable', 'the sandbox bank could not take its port', { cause }))
    server.once('error', fail)
    server.listen(port, host, () => {
      server.off('error', fail)
      const address = server.address()
      resolve(typeof address === 'object' && address !== null ? address.port : port)
    })
  })
}
