// A new API key; its text is shown once and only its hash is kept.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newId, newSecret } from '../runtime/ids.ts'
import { keyText } from './credential-text.ts'
import type { KeyMode } from './lender.ts'
import { findLender, insertKey } from './lender-store.ts'

/** @throws AppError `not_found` when there is no such lender. */
export async function addKey(
  deps: { db: Pool; clock: Clock },
  input: { lenderId: string; mode: KeyMode },
): Promise<{ id: string; key: string }> {
  const { lenderId, mode } = input
  return await inLender(deps.db, lenderId, async (tx) => {
    const lender = await findLender(tx, lenderId)
    if (!lender) throw new AppError('not_found', 'There is no such lender.')
    const id = newId('key')
    const key = keyText(mode, lender.shortId, newSecret())
    const at = timestamp(deps.clock)
    await insertKey(tx, { lenderId, id, mode, hash: hashSecret(key), at })
    await appendAudit(tx, {
      lenderId,
      actor: 'operator',
      action: 'key.added',
      subjectId: id,
      detail: { mode },
      at,
    })
    return { id, key }
  })
}
