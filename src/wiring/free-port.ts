// The first free port from one on.
import { createServer } from 'node:net'
import { AppError } from '../errors.ts'

const TRIES = 100

/** `room`: how many ports in a row must be free. @throws AppError `unavailable` when none is. */
export async function freePort(first: number, host: string, room = 1): Promise<number> {
  for (let port = first; port < first + TRIES; port += room) {
    const free = await Promise.all(Array.from({ length: room }, (_, n) => isFree(port + n, host)))
    if (free.every(Boolean)) return port
  }
  throw new AppError('unavailable', `no free port from ${first} to ${first + TRIES}`)
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen(port, host, () => server.close(() => resolve(true)))
  })
}
