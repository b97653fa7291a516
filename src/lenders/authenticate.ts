// An API key → the lender it belongs to, or nothing.
import type { Pool } from '../db/database.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { readKeyText } from './credential-text.ts'
import { findAccess } from './key-store.ts'
import type { Access } from './lender.ts'

/** @returns null for a key that is malformed, unknown, revoked or expired: the caller cannot tell which. */
export async function authenticate(
  deps: { db: Pool; clock: Clock },
  bearer: string,
): Promise<Access | null> {
  const text = readKeyText(bearer)
  if (!text) return null
  const { shortId } = text
  const at = timestamp(deps.clock)
  const found = await findAccess(deps.db, { shortId, hash: hashSecret(bearer), at })
  return found?.mode === text.mode ? found : null
}
