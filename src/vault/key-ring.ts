// The key-encryption keys at hand: the first wraps, all open. From a list, or from a file that may change meanwhile.
import { readFileSync } from 'node:fs'
import { AppError } from '../errors.ts'
import { keyBytes } from './aead.ts'

/** `key`: 32 bytes. */
export type KeyEncryptionKey = { readonly version: string; readonly key: Buffer }

export type KeyRing = {
  /** The one that wraps. */
  readonly current: () => KeyEncryptionKey
  /** @throws AppError `configuration_invalid` for a version that is not among the keys, looked for anew. */
  readonly find: (version: string) => Buffer
}

export type WatchedKeyRing = KeyRing & {
  /** Reads the file again. @throws AppError `configuration_invalid`; the keys stay as they were. */
  readonly reload: () => void
  readonly close: () => void
}

/** @throws AppError `configuration_invalid` without a key, or with one that is not 32 bytes. */
export function keyRing(keys: readonly KeyEncryptionKey[]): KeyRing {
  const [current] = keys
  if (!current || keys.some(({ key }) => key.length !== keyBytes)) {
    throw new AppError(
      'configuration_invalid',
      'The vault needs keys of 32 bytes, the first current.',
    )
  }
  const byVersion = new Map(keys.map(({ version, key }) => [version, key]))
  if (byVersion.size !== keys.length) {
    throw new AppError('configuration_invalid', 'Two keys of the vault have the same version.')
  }
  return {
    current: () => current,
    find(version) {
      const key = byVersion.get(version)
      if (!key) throw unknownVersion(version)
      return key
    },
  }
}

/** "v2:<32 bytes base64>,v1:<…>", newest first; in a file also one a line, and lines that begin with #. */
export function readKeyList(text: string, where: string): KeyEncryptionKey[] {
  const entries = text
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('#'))
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
  return entries.map((entry) => {
    const [version = '', encoded = ''] = entry.split(':')
    const key = Buffer.from(encoded, 'base64')
    if (!/^[a-z0-9]{1,16}$/.test(version) || key.length !== keyBytes) {
      throw new AppError(
        'configuration_invalid',
        `${where}: each key is "<version>:<32 bytes in base64>", versions of a-z and 0-9`,
      )
    }
    return { version, key }
  })
}

const WATCH_EVERY_MS = 1_000

/**
 * Reads `file` now, when it changes, and when a version is asked for that was not in it: so that all processes
 * take a new key without a restart. A file that cannot be read meanwhile leaves the keys as they were.
 * @throws AppError `configuration_invalid` at the first reading
 */
export function keyRingOfFile(
  file: string,
  onFault: (error: unknown) => void = () => {},
): WatchedKeyRing {
  const holder = { ring: readFile(file), seen: textOf(file) }
  const reload = (): void => {
    holder.ring = readFile(file)
  }
  // by its text: a watcher of the file system learns its first state a moment late, and what changed before is lost
  const look = (): void => {
    const text = textOf(file)
    if (text === holder.seen) return
    holder.seen = text
    try {
      reload()
    } catch (error) {
      onFault(error)
    }
  }
  const looking = setInterval(look, WATCH_EVERY_MS).unref()
  return {
    current: () => holder.ring.current(),
    find(version) {
      try {
        return holder.ring.find(version)
      } catch {
        reload()
        return holder.ring.find(version)
      }
    },
    reload,
    close: () => clearInterval(looking),
  }
}

/** null while it cannot be read. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

function readFile(file: string): KeyRing {
  try {
    return keyRing(readKeyList(readFileSync(file, 'utf8'), 'NONANTE_KEYS_FILE'))
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    throw new AppError('configuration_invalid', 'NONANTE_KEYS_FILE cannot be read', { cause })
  }
}

function unknownVersion(version: string): AppError {
  return new AppError(
    'configuration_invalid',
    `Something is wrapped under version ${version}, which is not among the keys configured.`,
  )
}
