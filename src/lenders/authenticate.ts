// An API key → the lender it belongs to, or nothing.
import { timingSafeEqual } from 'node:crypto'
import type { Pool } from '../db/database.ts'
import { inLenderOf } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { readKeyText } from './credential-text.ts'
import { findKeyByHash } from './key-store.ts'
import type { Access } from './lender.ts'
import { readLender } from './lender-store.ts'

/** @returns null for a key that is malformed, unknown, revoked or expired: the caller cannot tell which. */
export async function authenticate(
  deps: { db: Pool; clock: Clock },
  bearer: string,
): Promise<Access | null> {
  const text = readKeyText(bearer)
  if (!text) return null
  const hash = hashSecret(bearer)
  return await inLenderOf(deps.db, text.shortId, async (tx, lenderId) => {
    const key = await findKeyByHash(tx, lenderId, hash, timestamp(deps.clock))
    if (!key || key.mode !== text.mode || !timingSafeEqual(key.hash, hash)) return null
    const lender = await readLender(tx, lenderId)
    const { id, mode, scopes } = key
    return { lender, mode, scopes: new Set(scopes), actor: `key:${id}` }
  })
}
