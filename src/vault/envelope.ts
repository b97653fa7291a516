// The vault: each subject's data key wrapped under a key-encryption key, and what is sealed with it.
import { createHmac, createSecretKey, hkdfSync, randomBytes } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { keyBytes } from './aead.ts'
import { type KeyEncryptionKey, type KeyRing, keyRing } from './key-ring.ts'
import { type KeyStore, keyStoreBeside, type Subject, type WrappedKey } from './key-store.ts'
import type { SealContext, Vault } from './vault.ts'
import { pack, unpack } from './wrap.ts'

export type { KeyEncryptionKey } from './key-ring.ts'

/** A decompressed text larger than this is not one of ours. */
const largestText = 256 * 1024 * 1024

/**
 * `keys`: the first wraps, all open. An old key stays in the list until `rewrap` has left nothing under it.
 * @throws AppError `configuration_invalid` without a key, or with one that is not 32 bytes.
 */
export function createVault(options: {
  readonly keys: KeyRing | readonly KeyEncryptionKey[]
  readonly clock: Clock
  /** The schema beside the rows by default. */
  readonly store?: KeyStore
}): Vault {
  const { clock, store = keyStoreBeside } = options
  const ring = 'current' in options.keys ? options.keys : keyRing(options.keys)
  const wrap = (subject: Subject, dataKey: Buffer): WrappedKey => {
    const { version, key } = ring.current()
    return { wrapped: pack(key, wrapBinding(subject, version), dataKey), version }
  }
  const unwrap = (subject: Subject, { wrapped, version }: WrappedKey): Buffer =>
    unpack(ring.find(version), wrapBinding(subject, version), wrapped)
  const heldIn = keysOfTransactions()
  const findKey = async (db: Database, subject: Subject): Promise<Buffer | null> => {
    const held = heldIn(db)
    const known = held?.get(nameOf(subject))
    if (known !== undefined) return known
    const found = await store.find(db, subject)
    if (!found) return null
    const key = unwrap(subject, found)
    held?.set(nameOf(subject), key)
    return key
  }
  const dataKey = async (db: Database, subject: Subject): Promise<Buffer> => {
    const key = await findKey(db, subject)
    if (key === null) throw deleted()
    return key
  }
  const makeKey = async (db: Database, subject: Subject): Promise<boolean> => {
    const key = randomBytes(keyBytes)
    const made = await store.insert(db, subject, wrap(subject, key), timestamp(clock))
    if (made) heldIn(db)?.set(nameOf(subject), key)
    return made
  }
  return {
    async createDataKey(db, subject) {
      if (!(await makeKey(db, subject))) throw new Error('the subject has a data key already')
    },

    tryCreateDataKey: makeKey,

    async ensureDataKey(db, subject) {
      if ((await findKey(db, subject)) === null) await makeKey(db, subject)
    },

    seal: async (db, context, plaintext) =>
      sealUnder(await dataKey(db, context), context, plaintext),

    open: async (db, context, sealed) => openUnder(await dataKey(db, context), context, sealed),

    async holdKeys(db, lenderId, subjectIds) {
      const found = subjectIds.length === 0 ? [] : await store.findAll(db, lenderId, subjectIds)
      const keys = new Map(found.map((row) => [row.subjectId, unwrap(row, row)]))
      const keyOf = (context: SealContext): Buffer => {
        const key = context.lenderId === lenderId ? keys.get(context.subjectId) : undefined
        if (key === undefined) throw deleted()
        return key
      }
      return {
        seal: (context, plaintext) => sealUnder(keyOf(context), context, plaintext),
        open: (context, sealed) => openUnder(keyOf(context), context, sealed),
      }
    },

    async destroyDataKey(db, subject) {
      heldIn(db)?.delete(nameOf(subject))
      await store.remove(db, subject, timestamp(clock))
    },

    async derive(db, subject, purpose, input) {
      const key = hkdfSync(
        'sha256',
        createSecretKey(await dataKey(db, subject)),
        '',
        `nonante derive ${purpose}`,
        32,
      )
      return createHmac('sha256', createSecretKey(Buffer.from(key)))
        .update(input, 'utf8')
        .digest()
        .subarray(0, 24)
        .toString('base64url')
    },

    async rewrap(db, lenderId, limit) {
      const stale = await store.listOther(db, lenderId, ring.current().version, limit)
      let rewrapped = 0
      for (const row of stale) {
        if (await store.replace(db, row, row, wrap(row, unwrap(row, row)))) rewrapped += 1
      }
      return { found: stale.length, rewrapped }
    },

    listSubjects: (db, lenderId, before) => store.listSubjects(db, lenderId, before),
    settleDestructions: (db, lenderId) => store.settle(db, lenderId),
  }
}

/** A key is asked for once in a transaction, however much is sealed and opened in it; nothing outlives that. */
function keysOfTransactions() {
  const held = new WeakMap<Database, Map<string, Buffer>>()
  return (db: Database): Map<string, Buffer> | null => {
    if (!db.isTransaction) return null
    const keys = held.get(db) ?? new Map<string, Buffer>()
    held.set(db, keys)
    return keys
  }
}

function nameOf({ lenderId, subjectId }: Subject): string {
  return `${lenderId} ${subjectId}`
}

function deleted(): AppError {
  return new AppError('not_found', 'What was kept here has been deleted.')
}

function sealUnder(key: Buffer, context: SealContext, plaintext: string): Buffer {
  return pack(key, sealBinding(context), zstdCompressSync(Buffer.from(plaintext, 'utf8')))
}

function openUnder(key: Buffer, context: SealContext, sealed: Buffer): string {
  const compressed = unpack(key, sealBinding(context), sealed)
  return zstdDecompressSync(compressed, { maxOutputLength: largestText }).toString('utf8')
}

function wrapBinding(subject: Subject, version: string): string[] {
  return ['wrap', version, subject.lenderId, subject.subjectId]
}

function sealBinding(context: SealContext): string[] {
  return ['seal', context.lenderId, context.subjectId, context.field]
}
