// The vault: each subject's data key wrapped under a key-encryption key, and what is sealed with it.
import { createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { decrypt, encrypt, keyBytes, nonceBytes } from './aead.ts'
import type { SealContext, Vault } from './vault.ts'

/** `key`: 32 bytes. */
export type KeyEncryptionKey = { readonly version: string; readonly key: Buffer }
type Subject = { readonly lenderId: string; readonly subjectId: string }

/** First byte of all that is sealed, so that the format may change one day. */
const format = 1
/** A decompressed text larger than this is not one of ours. */
const largestText = 256 * 1024 * 1024

/**
 * `keys`: the first wraps and derives, all open. An old key stays in the list as long as data keys
 * are wrapped under it.
 * @throws AppError `configuration_invalid` without a key, or with one that is not 32 bytes.
 */
export function createVault(options: {
  readonly keys: readonly KeyEncryptionKey[]
  readonly clock: Clock
}): Vault {
  const { clock } = options
  const current = options.keys[0]
  if (!current || options.keys.some(({ key }) => key.length !== keyBytes)) {
    throw new AppError(
      'configuration_invalid',
      'The vault needs keys of 32 bytes, the first current.',
    )
  }
  const byVersion = new Map(options.keys.map(({ version, key }) => [version, key]))
  if (byVersion.size !== options.keys.length) {
    throw new AppError('configuration_invalid', 'Two keys of the vault have the same version.')
  }

  const dataKey = (db: Database, subject: Subject) => unwrap(db, subject, byVersion)
  return {
    async createDataKey(db, subject) {
      const wrapped = pack(
        current.key,
        wrapBinding(subject, current.version),
        randomBytes(keyBytes),
      )
      await db
        .insertInto('keystore.data_keys')
        .values({
          lender_id: subject.lenderId,
          subject_id: subject.subjectId,
          wrapped,
          key_version: current.version,
          created_at: timestamp(clock),
        })
        .execute()
    },

    async seal(db, context, plaintext) {
      const key = await dataKey(db, context)
      return pack(key, sealBinding(context), zstdCompressSync(Buffer.from(plaintext, 'utf8')))
    },

    async open(db, context, sealed) {
      const key = await dataKey(db, context)
      const compressed = unpack(key, sealBinding(context), sealed)
      return zstdDecompressSync(compressed, { maxOutputLength: largestText }).toString('utf8')
    },

    async destroyDataKey(db, subject) {
      await db
        .deleteFrom('keystore.data_keys')
        .where('lender_id', '=', subject.lenderId)
        .where('subject_id', '=', subject.subjectId)
        .execute()
    },

    derive(purpose, input) {
      const key = Buffer.from(hkdfSync('sha256', current.key, '', `nonante derive ${purpose}`, 32))
      return createHmac('sha256', key)
        .update(input, 'utf8')
        .digest()
        .subarray(0, 24)
        .toString('base64url')
    },
  }
}

/** @throws AppError `not_found` when the data key is destroyed. */
async function unwrap(
  db: Database,
  subject: Subject,
  keys: ReadonlyMap<string, Buffer>,
): Promise<Buffer> {
  const row = await db
    .selectFrom('keystore.data_keys')
    .select(['wrapped', 'key_version'])
    .where('lender_id', '=', subject.lenderId)
    .where('subject_id', '=', subject.subjectId)
    .executeTakeFirst()
  if (!row) throw new AppError('not_found', 'What was kept here has been deleted.')
  const wrapping = keys.get(row.key_version)
  if (!wrapping) {
    throw new AppError(
      'configuration_invalid',
      `A data key is wrapped under version ${row.key_version}, which is not among the keys configured.`,
    )
  }
  return unpack(wrapping, wrapBinding(subject, row.key_version), row.wrapped)
}

function pack(key: Buffer, bound: Buffer, plaintext: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  return Buffer.concat([Buffer.of(format), nonce, encrypt(key, nonce, bound, plaintext)])
}

function unpack(key: Buffer, bound: Buffer, sealed: Buffer): Buffer {
  if (sealed[0] !== format)
    throw new Error('What was sealed is not in a format this version knows.')
  const nonce = sealed.subarray(1, 1 + nonceBytes)
  return decrypt(key, nonce, bound, sealed.subarray(1 + nonceBytes))
}

/** Lists, not joined text: no two contexts may be written alike. */
function wrapBinding(subject: Subject, version: string): Buffer {
  return Buffer.from(JSON.stringify(['wrap', version, subject.lenderId, subject.subjectId]))
}

function sealBinding(context: SealContext): Buffer {
  return Buffer.from(JSON.stringify(['seal', context.lenderId, context.subjectId, context.field]))
}
