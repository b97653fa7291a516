// One embedded PostgreSQL server: made, started, found and stopped. Callers hold the machine lock.
import { execFile, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'
import { type Binaries, findBinaries } from './embedded-binaries.ts'
import { giveToOwner, type Place } from './embedded-place.ts'
import { belongsTo, killLeftovers, liveServer } from './embedded-processes.ts'

export const superuser = 'nonante'
const startPatienceMs = 60_000

/**
 * What the server is run with. No socket file: a path may be too long, and TCP on the loopback
 * serves all. The log holds neither statements nor the values of rows.
 */
const settings: Readonly<Record<string, string>> = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Of the server itself only: messages of statements quote the values in them.
  log_min_messages: 'log',
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  max_connections: '120',
}

/**
 * Starts the server on `preferredPort` or the next free one; the database is made first if there is
 * none. @returns the port. Its end does not depend on this process.
 */
export async function startServer(
  place: Place,
  preferredPort: number,
  overrides: Readonly<Record<string, string>>,
): Promise<number> {
  const binaries = await findBinaries(place.root, place.account)
  await killLeftovers(place)
  if (!existsSync(place.data)) await initialise(place, binaries, overrides.fsync !== 'off')
  for (let port = preferredPort; port < preferredPort + 500; port += 1) {
    if (!(await isFree(port))) continue
    if (await launch(place, binaries, port, overrides)) return port
  }
  throw new AppError(
    'unavailable',
    `No free port for the embedded database from ${preferredPort} on.`,
  )
}

/** Fast shutdown: open transactions are rolled back; at once if that takes longer than ten seconds. */
export async function stopServer(place: Place): Promise<void> {
  const server = liveServer(place)
  if (server === null) return
  process.kill(server.pid, 'SIGINT')
  const deadline = performance.now() + 10_000
  while (belongsTo(place, server.pid)) {
    if (performance.now() > deadline) process.kill(server.pid, 'SIGQUIT')
    await delay(5)
  }
}

/** Whole or not at all: `initdb` cut short leaves a folder of another name, never used again. */
async function initialise(place: Place, binaries: Binaries, durable: boolean): Promise<void> {
  const partial = `${place.data}.partial-${randomBytes(4).toString('hex')}`
  const passwordFile = join(place.root, 'password.partial')
  removePartials(place)
  mkdirSync(partial, { mode: 0o700 })
  writeFileSync(passwordFile, place.password, { mode: 0o600 })
  if (place.account) {
    for (const path of [partial, passwordFile]) {
      chownSync(path, place.account.uid, place.account.gid)
    }
  }
  chmodSync(partial, 0o700)
  const options = ['--username', superuser, '--pwfile', passwordFile, '--auth', 'scram-sha-256']
  // Sorting by code point, the same on every machine; our own queries never sort by a language.
  const locale = ['--encoding', 'UTF8', '--locale', 'C', '--locale-provider', 'builtin']
  locale.push('--builtin-locale', 'C.UTF-8')
  if (!durable) options.push('--no-sync')
  try {
    await promisify(execFile)(binaries.initdb, ['--pgdata', partial, ...options, ...locale], {
      cwd: place.root,
      env: {},
      ...(place.account ?? {}),
    })
    renameSync(partial, place.data)
  } catch (cause) {
    const said = (cause as { stderr?: string }).stderr?.trim().split('\n').at(-1) ?? ''
    throw new AppError('unavailable', `The embedded database could not be made. ${said}`, { cause })
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** What a killed `initdb` was making; its own child may still be at the last of it. */
function removePartials(place: Place): void {
  for (const name of readdirSync(place.root)) {
    if (!name.startsWith('data.partial')) continue
    rmSync(join(place.root, name), { recursive: true, force: true, maxRetries: 20, retryDelay: 50 })
  }
}

/** False when someone took the port in between. */
async function launch(
  place: Place,
  binaries: Binaries,
  port: number,
  overrides: Readonly<Record<string, string>>,
): Promise<boolean> {
  const values = { ...settings, ...overrides, port: String(port), cluster_name: place.cluster }
  const switches = Object.entries(values).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const logFile = join(place.root, 'postgres.log')
  const log = openSync(logFile, 'w', 0o600)
  giveToOwner(logFile)
  // A session of its own: Ctrl-C on the terminal reaches us, and we stop it in order.
  const child = spawn(binaries.postgres, ['-D', place.data, ...switches], {
    cwd: place.root,
    detached: true,
    stdio: ['ignore', log, log],
    env: {},
    ...(place.account ?? {}),
  })
  closeSync(log)
  let ended = false
  child.once('error', () => {
    ended = true
  })
  child.once('exit', () => {
    ended = true
  })
  const deadline = performance.now() + startPatienceMs
  while (performance.now() < deadline) {
    if (ended) {
      if (readFileSync(logFile, 'utf8').includes('could not bind')) return false
      throw new AppError('unavailable', `The embedded database did not start; see ${logFile}.`)
    }
    const server = liveServer(place)
    if (server?.pid === child.pid && server?.ready) {
      child.unref()
      return true
    }
    await delay(5)
  }
  child.kill('SIGQUIT')
  throw new AppError('unavailable', `The embedded database is not ready; see ${logFile}.`)
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(false))
    probe.listen({ port, host: '127.0.0.1' }, () => probe.close(() => resolve(true)))
  })
}
