// `.nonante/keys.json` (0600): what the embedded default needs and an operator has not configured. The
// key-encryption key, and an authority with the certificates that the sandbox bank and its client use.
import { randomBytes } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { TestAuthority } from '../banks/authority.ts'
import { AppError } from '../errors.ts'
import type { Clock } from '../runtime/clock.ts'
import type { KeyEncryptionKey } from '../vault/key-ring.ts'

const certifiedKey = z.object({ certificate: z.string(), key: z.string() })

const localKeysSchema = z.object({
  keyEncryptionKey: z.object({ version: z.string(), key: z.base64() }),
  authority: z.object({
    certificate: z.string(),
    server: certifiedKey,
    wrong: z
      .object({ expired: z.string(), otherHost: z.string(), untrusted: z.string() })
      .optional(),
    client: certifiedKey,
    signing: certifiedKey.extend({ publicKey: z.string() }),
  }),
})

export type LocalKeys = {
  readonly keys: readonly KeyEncryptionKey[]
  readonly authority: TestAuthority
}

/**
 * Reads the keys of `home`, or makes them at the first start.
 * @throws AppError `configuration_invalid` when the file is there but cannot be read: making new keys
 *   would make everything sealed under the old ones unreadable.
 */
export async function localKeys(home: string, clock: Clock): Promise<LocalKeys> {
  const file = join(home, 'keys.json')
  const kept = readKept(file) ?? (await makeKept(home, file, clock))
  const { keyEncryptionKey, authority } = kept
  const key = Buffer.from(keyEncryptionKey.key, 'base64')
  return { keys: [{ version: keyEncryptionKey.version, key }], authority }
}

function readKept(file: string): z.infer<typeof localKeysSchema> | null {
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ENOENT') return null
    throw new AppError('configuration_invalid', `${file} cannot be read`, { cause })
  }
  try {
    return localKeysSchema.parse(JSON.parse(text))
  } catch {
    throw new AppError(
      'configuration_invalid',
      `${file} is damaged: restore it, or delete its folder to begin anew without what was kept`,
    )
  }
}

/** Another process may make the file meanwhile: the first link wins and both read the same. */
async function makeKept(
  home: string,
  file: string,
  clock: Clock,
): Promise<z.infer<typeof localKeysSchema>> {
  // making certificates takes much code, needed once in the life of a folder
  const { createTestAuthority } = await import('../banks/authority.ts')
  const made = {
    keyEncryptionKey: { version: 'local1', key: randomBytes(32).toString('base64') },
    authority: await createTestAuthority(clock.now()),
  }
  mkdirSync(home, { recursive: true })
  const draft = `${file}.${process.pid}`
  writeFileSync(draft, `${JSON.stringify(made, null, 2)}\n`, { mode: 0o600 })
  try {
    linkSync(draft, file)
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  } finally {
    rmSync(draft)
  }
  return readKept(file) ?? made
}
