// Where an embedded database lives and who runs it: decided at the first start, kept in a small file.
import { execFile } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { AppError } from '../errors.ts'
import type { ServerAccount } from './embedded-binaries.ts'

/** What `<folder>/postgres/embedded.json` holds (0600: it has the password). */
type Kept = {
  /** Names the server's processes, so that they are found again whatever became of the pid file. */
  readonly cluster: string
  readonly password: string
  /** null: beside this file. */
  readonly elsewhere: string | null
  /** The port of the last start, asked for first at the next. */
  readonly port: number | null
}

export type Place = Kept & {
  readonly file: string
  /** Holds `data/`, the server's log and, when needed, a copy of its programs. */
  readonly root: string
  readonly data: string
  readonly account: ServerAccount
}

/** `nobody` of every Linux: PostgreSQL refuses to run as root. */
const nobody = { uid: 65_534, gid: 65_534 }
const systemState = '/var/lib/nonante'

/**
 * Finds the place of the database of `folder`, or settles it. Under the machine lock of the folder.
 * As root the server runs as `nobody`; when that account cannot enter `folder` (a checkout under
 * /root), the data goes to /var/lib/nonante under a name made of the folder's path: only root can
 * write there, so that nobody else can have prepared the place, and it outlives a restart.
 */
export async function settlePlace(folder: string): Promise<Place> {
  const beside = join(folder, 'postgres')
  const file = join(beside, 'embedded.json')
  mkdirSync(beside, { recursive: true })
  const known = existsSync(file) ? readKept(file) : null
  const isRoot = process.getuid?.() === 0
  if (isRoot) chmodSync(beside, 0o711)
  const kept = known ?? (await firstChoice(folder, beside, isRoot))
  const root = kept.elsewhere ?? beside
  mkdirSync(root, { recursive: true, mode: 0o711 })
  if (isRoot) chmodSync(root, 0o711)
  const data = join(root, 'data')
  if (known === null) writeKept(file, kept)
  return { ...kept, file, root, data, account: isRoot ? accountFor(data) : null }
}

/** Remembers the port for the processes that attach and for the next start. */
export function rememberPort(place: Place, port: number): void {
  const { cluster, password, elsewhere } = place
  writeKept(place.file, { cluster, password, elsewhere, port })
}

/** A database made by an ordinary user stays theirs when root comes along. */
function accountFor(data: string): ServerAccount {
  if (!existsSync(data)) return nobody
  const { uid, gid } = statSync(data)
  return uid === 0 ? nobody : { uid, gid }
}

async function firstChoice(folder: string, beside: string, isRoot: boolean): Promise<Kept> {
  const digest = createHash('sha256').update(realpathSync(folder)).digest('hex').slice(0, 12)
  // The random part keeps a new checkout at an old path away from a database whose keys are gone.
  const name = `${digest}-${randomBytes(4).toString('hex')}`
  const apart = isRoot && !(await canEnter(beside))
  return {
    cluster: `nonante-${name}`,
    password: randomBytes(24).toString('base64url'),
    elsewhere: apart ? join(systemState, name) : null,
    port: null,
  }
}

/** Asked of the system itself, since permissions along the way are not all there is. */
async function canEnter(folder: string): Promise<boolean> {
  try {
    await promisify(execFile)('/bin/sh', ['-c', 'cd "$1"', 'sh', folder], { cwd: '/', ...nobody })
    return true
  } catch {
    return false
  }
}

function readKept(file: string): Kept {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Kept
  } catch (cause) {
    throw new AppError(
      'configuration_invalid',
      `The embedded database's file ${file} cannot be read: it is damaged or belongs to another user. Run as that user, or delete the folder it is in to begin anew.`,
      { cause },
    )
  }
}

function writeKept(file: string, kept: Kept): void {
  writeFileSync(`${file}.new`, `${JSON.stringify(kept, null, 2)}\n`, { mode: 0o600 })
  giveToOwner(`${file}.new`)
  renameSync(`${file}.new`, file)
}

/** A file root makes in someone's folder is theirs, so that they can go on without root. */
export function giveToOwner(path: string): void {
  if (process.getuid?.() !== 0) return
  const { uid, gid } = statSync(dirname(path))
  chownSync(path, uid, gid)
}
