// What was kept of a session, read back to the byte: the snapshot as `assess` and `nonante analyze` take it.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { findSnapshot } from './snapshot-store.ts'

/**
 * @returns canonical JSON, the bytes `provenance.snapshotHash` is the SHA-256 of
 * @throws AppError `not_found` when there is none, or no longer
 */
export async function exportSnapshot(
  deps: { db: Pool; vault: Vault; clock: Clock },
  input: { lenderId: string; sessionId: string; actor: string },
): Promise<string> {
  const { lenderId, sessionId, actor } = input
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findSnapshot(tx, { lenderId, sessionId, at })
    if (!row) throw new AppError('not_found', 'There is no snapshot of this session.')
    const action = 'snapshot.exported'
    await appendAudit(tx, { lenderId, actor, action, subjectId: row.id, detail: { sessionId }, at })
    const context = { lenderId, sessionId: row.id, connectionId: null, part: 'snapshot' } as const
    return await deps.vault.open(tx, contextOf(context), row.sealedBody)
  })
}
