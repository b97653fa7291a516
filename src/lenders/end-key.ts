// A key is replaced, both working for a while; or revoked, and the next request with it is refused.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { type AddedKey, writeKey } from './add-key.ts'
import { endKey, findKey, type Key } from './key-store.ts'
import { readLender } from './lender-store.ts'

type Deps = { db: Pool; clock: Clock }
type KeyOf = { readonly lenderId: string; readonly keyId: string }

/**
 * A new key of the same mode, scopes, label and lifetime; the old one ends after `overlapHours`, or earlier if it would have.
 * @throws AppError `not_found`; `conflict` for a key that is over
 */
export async function rotateKey(
  deps: Deps,
  { lenderId, keyId, overlapHours }: KeyOf & { readonly overlapHours: number },
): Promise<AddedKey> {
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const old = await usableKey(tx, { lenderId, keyId }, at)
    const last = timestamp(deps.clock, overlapHours * 3600)
    const until = old.expiresAt !== null && old.expiresAt < last ? old.expiresAt : last
    const { mode, scopes, label } = old
    const lender = await readLender(tx, lenderId)
    const life =
      old.expiresAt === null ? null : Date.parse(old.expiresAt) - Date.parse(old.createdAt)
    const expiresAt = life === null ? null : timestamp(deps.clock, life / 1000)
    const terms = { mode, scopes, label, expiresAt, replaces: keyId, at }
    const added = await writeKey(tx, lender, terms)
    await endKey(tx, { lenderId, id: keyId }, { expires_at: until })
    await appendAudit(tx, {
      ...{ lenderId, actor: 'operator', action: 'key.rotated', subjectId: keyId, at },
      detail: { by: added.id, until },
    })
    return added
  })
}

/** Twice is once. @throws AppError `not_found` */
export async function revokeKey(deps: Deps, { lenderId, keyId }: KeyOf): Promise<void> {
  await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const key = await findKey(tx, { lenderId, id: keyId })
    if (!key) throw new AppError('not_found', 'This lender has no such key.')
    if (key.revokedAt !== null) return
    await endKey(tx, { lenderId, id: keyId }, { revoked_at: at })
    await appendAudit(tx, {
      ...{ lenderId, actor: 'operator', action: 'key.revoked', subjectId: keyId, at },
      detail: {},
    })
  })
}

async function usableKey(tx: Database, { lenderId, keyId }: KeyOf, at: string): Promise<Key> {
  const key = await findKey(tx, { lenderId, id: keyId })
  if (!key) throw new AppError('not_found', 'This lender has no such key.')
  const over = key.revokedAt !== null || (key.expiresAt !== null && key.expiresAt <= at)
  if (over) throw new AppError('conflict', 'This key is over: add another one.')
  return key
}
