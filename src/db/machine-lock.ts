// A lock between the processes of one machine, which the kernel takes back from whoever dies.
import { createHash } from 'node:crypto'
import { createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'
import { AppError } from '../errors.ts'

/**
 * Runs `work` while no other process of this machine holds the lock of the same name. The lock is
 * a listening socket in Linux's abstract namespace: no file to go stale, freed on kill -9.
 * @throws AppError `unavailable` when others hold it for longer than `patienceMs`.
 */
export async function withMachineLock<T>(
  name: string,
  work: () => Promise<T>,
  patienceMs = 90_000,
): Promise<T> {
  const path = `\0nonante-${createHash('sha256').update(name).digest('hex').slice(0, 40)}`
  const deadline = performance.now() + patienceMs
  let server = await listen(path)
  while (server === null) {
    if (performance.now() > deadline) {
      throw new AppError(
        'unavailable',
        'Another process is still starting or stopping the embedded database; try again.',
      )
    }
    await delay(10 + Math.floor(Math.random() * 20))
    server = await listen(path)
  }
  try {
    return await work()
  } finally {
    await close(server)
  }
}

/** null: someone else has it. */
function listen(path: string): Promise<Server | null> {
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => socket.destroy())
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(null) : reject(error),
    )
    server.listen({ path }, () => resolve(server))
  })
}

function close(server: Server): Promise<void> {
  return new Promise((resolve) => server.close(() => resolve()))
}
