// Ed25519 signatures as compact JWS (RFC 7515, RFC 8037). Private halves are wrapped under the key-encryption keys;
// retired keys sign no more, and their public halves stay, so that what they signed can always be verified.
import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { CompactSign, compactVerify } from 'jose'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import type { KeyRing } from './key-ring.ts'
import { pack, unpack } from './wrap.ts'

export type PublicJwk = {
  readonly kty: 'OKP'
  readonly crv: 'Ed25519'
  readonly x: string
  readonly kid: string
  readonly alg: 'EdDSA'
  readonly use: 'sig'
}

export type Signing = {
  /** Signs the UTF-8 of `payload` with the newest key; the first ever is made by the first who signs. */
  sign(db: Database, type: string, payload: string): Promise<string>
  /** @returns the payload, or null when it is no statement of this `type` by one of our keys. */
  verify(db: Database, type: string, statement: string): Promise<string | null>
  /** Newest first, retired ones too. */
  publicKeys(db: Database): Promise<PublicJwk[]>
  /** From now on another key signs. @returns its id. */
  rotate(db: Database): Promise<string>
  /** Wraps the private halves anew under the current key-encryption key. @returns how many. */
  rewrap(db: Database): Promise<number>
}

type Row = { id: string; public_key: string; wrapped: Buffer; key_version: string }
const columns = ['id', 'public_key', 'wrapped', 'key_version'] as const
const publicPart = z.object({ x: z.string() })

export function createSigning({ keys, clock }: { keys: KeyRing; clock: Clock }): Signing {
  const opened = new Map<string, KeyObject>()

  /** A row put there by someone without the key-encryption key does not open. */
  function openKey(row: Row): KeyObject {
    const known = opened.get(row.id)
    const key =
      known ??
      createPrivateKey({
        key: unpack(keys.find(row.key_version), binding(row.id, row.key_version), row.wrapped),
        format: 'der',
        type: 'pkcs8',
      })
    if (publicOf(key) !== row.public_key) throw new Error('a signing key is not the one it says')
    opened.set(row.id, key)
    return key
  }

  async function make(db: Database): Promise<Row> {
    const { privateKey } = generateKeyPairSync('ed25519')
    const id = newId('sig')
    const { version, key } = keys.current()
    const der = privateKey.export({ format: 'der', type: 'pkcs8' })
    const row = {
      id,
      public_key: publicOf(privateKey),
      wrapped: pack(key, binding(id, version), der),
      key_version: version,
    }
    await db
      .insertInto('signing_keys')
      .values({ ...row, created_at: timestamp(clock), retired_at: null })
      .execute()
    return row
  }

  const all = (db: Database) =>
    db.selectFrom('signing_keys').select(columns).orderBy('created_at', 'desc').orderBy('id')

  return {
    async sign(db, type, payload) {
      const newest = await all(db).where('retired_at', 'is', null).limit(1).executeTakeFirst()
      const row = newest ?? (await make(db))
      return await new CompactSign(Buffer.from(payload, 'utf8'))
        .setProtectedHeader({ alg: 'EdDSA', kid: row.id, typ: type })
        .sign(openKey(row))
    },

    async verify(db, type, statement) {
      const rows = await all(db).execute()
      try {
        const { payload } = await compactVerify(
          statement,
          ({ kid, typ }) => {
            const row = rows.find(({ id }) => id === kid)
            if (!row || typ !== type) throw new Error('not one of our keys')
            return createPublicKey(openKey(row))
          },
          { algorithms: ['EdDSA'] },
        )
        return Buffer.from(payload).toString('utf8')
      } catch {
        // whatever is wrong with it, it proves nothing
        return null
      }
    },

    async publicKeys(db) {
      const rows = await all(db).execute()
      return rows.map((row) => {
        const x = publicOf(openKey(row))
        return { kty: 'OKP', crv: 'Ed25519', x, kid: row.id, alg: 'EdDSA', use: 'sig' }
      })
    },

    async rotate(db) {
      const { id } = await make(db)
      await db
        .updateTable('signing_keys')
        .set({ retired_at: timestamp(clock) })
        .where('id', '<>', id)
        .where('retired_at', 'is', null)
        .execute()
      return id
    },

    async rewrap(db) {
      const { version, key } = keys.current()
      const stale = await all(db).where('key_version', '<>', version).execute()
      for (const row of stale) {
        const der = openKey(row).export({ format: 'der', type: 'pkcs8' })
        await db
          .updateTable('signing_keys')
          .set({ wrapped: pack(key, binding(row.id, version), der), key_version: version })
          .where('id', '=', row.id)
          .execute()
      }
      return stale.length
    },
  }
}

function binding(id: string, version: string): string[] {
  return ['sign', version, id]
}

function publicOf(key: KeyObject): string {
  return publicPart.parse(createPublicKey(key).export({ format: 'jwk' })).x
}
