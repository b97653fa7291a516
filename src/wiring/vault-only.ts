// What a command needs that works on what is kept and nothing else: the database, the keys, the vault. No rulebook is
// compiled and no bank opened for it.
import { readConfig } from '../config.ts'
import type { Pool } from '../db/database.ts'
import { type Clock, systemClock } from '../runtime/clock.ts'
import { createEventLogger, type EventLogger } from '../telemetry/log.ts'
import { createVault } from '../vault/envelope.ts'
import { createSigning, type Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'
import { openDatabase } from './database.ts'
import { openKeyRing, openKeyStore } from './keys.ts'
import { localKeys } from './local-keys.ts'

export type VaultParts = {
  readonly db: Pool
  readonly vault: Vault
  readonly signing: Signing
  readonly clock: Clock
  readonly log: EventLogger
}

/** Acts as the operator; events go to standard error. */
export async function withVault<T>(
  applicationName: string,
  work: (parts: VaultParts) => Promise<T>,
): Promise<T> {
  const config = readConfig()
  const clock = systemClock
  const log = createEventLogger({ clock, output: (line) => process.stderr.write(line) })
  const given = config.keys ?? config.keysFile ?? null
  const local = given === null ? (await localKeys(config.home, clock)).keys : []
  const keys = openKeyRing(config, local, log)
  const { store, close: closeStore } = openKeyStore(config, log)
  try {
    const database = await openDatabase(config, log, { role: 'nonante_operator', applicationName })
    try {
      const vault = createVault({ keys: keys.ring, clock, store })
      const signing = createSigning({ keys: keys.ring, clock })
      return await work({ db: database.db, vault, signing, clock, log })
    } finally {
      await database.close()
    }
  } finally {
    await closeStore()
    await keys.close()
  }
}
