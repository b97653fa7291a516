// PostgreSQL's own programs, where a machine has them (Debian: postgresql): a server of their version, dump and restore.
import { execFile } from 'node:child_process'
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { freePort } from '../../src/wiring/free-port.ts'

const run = promisify(execFile)
const NOBODY = 65_534

/** The folder of the newest version; null where there is none. */
export function programsFolder(): string | null {
  const root = '/usr/lib/postgresql'
  const versions = existsSync(root) ? readdirSync(root).map(Number) : []
  const newest = join(root, String(Math.max(0, ...versions)), 'bin')
  const all = ['initdb', 'pg_ctl', 'pg_dump', 'pg_restore'].every((name) =>
    existsSync(join(newest, name)),
  )
  return all ? newest : null
}

export type Server = {
  /** Of a database on it. */
  readonly url: (database: string) => string
  readonly stop: () => Promise<void>
}

/** PostgreSQL refuses to run as root: then it is nobody's. */
export async function startPostgres(folder: string): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'nonante-drill-'))
  const isRoot = process.getuid?.() === 0
  const account = isRoot ? { uid: NOBODY, gid: NOBODY } : {}
  if (isRoot) chownSync(data, NOBODY, NOBODY)
  const port = await freePort(43_000 + Math.floor(Math.random() * 2_000), '127.0.0.1')
  const options = { cwd: '/', ...account }
  await run(join(folder, 'initdb'), ['-D', data, '-U', 'nonante', '-A', 'trust', '-N'], options)
  const settings = `-p ${port} -c listen_addresses=127.0.0.1 -c unix_socket_directories= -c fsync=off`
  const log = join(data, 'server.log')
  await run(
    join(folder, 'pg_ctl'),
    ['-D', data, '-o', settings, '-l', log, '-w', '-t', '60', 'start'],
    options,
  )
  return {
    url: (database) => `postgres://nonante@127.0.0.1:${port}/${database}`,
    stop: async () => {
      await run(join(folder, 'pg_ctl'), ['-D', data, '-m', 'fast', '-w', 'stop'], options)
      rmSync(data, { recursive: true, force: true })
    },
  }
}

export async function dump(folder: string, url: string, file: string, words: readonly string[]) {
  await run(join(folder, 'pg_dump'), ['--format=custom', `--file=${file}`, ...words, url])
}

/** Into a database that is there and empty. */
export async function restore(folder: string, url: string, file: string): Promise<void> {
  await run(join(folder, 'pg_restore'), ['--exit-on-error', `--dbname=${url}`, file])
}
