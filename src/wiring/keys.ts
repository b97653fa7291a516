// The keys of a process: key-encryption keys from the environment, a file or the state folder, and the store of
// the data keys they wrap, beside the rows or in a database of its own.
import { sql } from 'kysely'
import type { Config } from '../config.ts'
import { openPool } from '../db/pool.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import { type KeyEncryptionKey, type KeyRing, keyRing, keyRingOfFile } from '../vault/key-ring.ts'
import { type KeyStore, keyStoreApart, keyStoreBeside } from '../vault/key-store.ts'

export type OpenKeyRing = {
  readonly ring: KeyRing
  readonly reread: () => void
  close(): Promise<void>
}

/** @throws AppError `configuration_invalid` */
export function openKeyRing(
  config: Config,
  local: readonly KeyEncryptionKey[],
  log: EventLogger,
): OpenKeyRing {
  const { keysFile } = config
  if (keysFile == null) {
    return { ring: keyRing(config.keys ?? local), reread: () => {}, close: async () => {} }
  }
  const fault = (error: unknown) => log.write({ event: 'fault', part: 'keys', ...faultOf(error) })
  const ring = keyRingOfFile(keysFile, fault)
  const reread = () => {
    try {
      ring.reload()
    } catch (error) {
      fault(error)
    }
  }
  return { ring, reread, close: async () => ring.close() }
}

export type OpenKeyStore = { readonly store: KeyStore; close(): Promise<void> }

export function openKeyStore(config: Config, log: EventLogger): OpenKeyStore {
  const { keystoreUrl } = config
  if (keystoreUrl == null) return { store: keyStoreBeside, close: async () => {} }
  const { db, close } = openPool({
    connectionString: keystoreUrl,
    max: 10,
    applicationName: 'nonante key store',
    onLost: (error) => log.write({ event: 'fault', part: 'key store', ...faultOf(error) }),
  })
  return { store: keyStoreApart(db), close }
}

/** What `nonante migrate` makes in the database of KEYSTORE_URL. */
export async function prepareKeyStore(url: string): Promise<void> {
  const { db, close } = openPool({
    connectionString: url,
    max: 1,
    applicationName: 'nonante migrate',
  })
  try {
    await sql`create schema if not exists keystore`.execute(db)
    await sql`create table if not exists keystore.data_keys (
      lender_id text not null,
      subject_id text not null,
      wrapped bytea not null,
      key_version text not null,
      created_at timestamptz not null,
      primary key (lender_id, subject_id)
    )`.execute(db)
  } finally {
    await close()
  }
}
