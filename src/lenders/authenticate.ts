// An API key → the lender it belongs to, or nothing.
import { timingSafeEqual } from 'node:crypto'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { readKeyText } from './credential-text.ts'
import type { Access } from './lender.ts'
import { findKey, findLenderByShortId } from './lender-store.ts'

/** @returns null for a key that is malformed, unknown, revoked or expired: the caller cannot tell which. */
export async function authenticate(
  deps: { db: Pool; clock: Clock },
  bearer: string,
): Promise<Access | null> {
  const text = readKeyText(bearer)
  if (!text) return null
  const hash = hashSecret(bearer)
  const lender = await findLenderByShortId(deps.db, text.shortId)
  if (!lender) return null
  const key = await inLender(deps.db, lender.id, (tx) =>
    findKey(tx, lender.id, hash, timestamp(deps.clock)),
  )
  if (!key || key.mode !== text.mode || !timingSafeEqual(key.hash, hash)) return null
  return { lender, keyId: key.id, mode: key.mode, actor: `key:${key.id}` }
}
