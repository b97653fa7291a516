// The applicant has no other bank to join: the report is drafted once everything is collected.
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant } from './applicant.ts'
import { listConnections } from './connection-store.ts'
import { dropWaiting } from './drop-waiting.ts'
import { giveBack } from './held-consent.ts'
import { changeSession } from './session-store.ts'
import { settle } from './settle.ts'
import { canFinish } from './transitions.ts'

/**
 * Said again, it changes nothing.
 * @throws AppError `session_not_ready` (nothing collected, or a bank waits for a choice),
 *   `session_ended`, `link_unknown`
 */
export async function finishJoining(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory },
  browserToken: string,
): Promise<void> {
  const held = await asApplicant(deps, browserToken, async (tx, session, now) => {
    if (session.joinedAt !== null) return []
    const connections = await listConnections(tx, session.lenderId, [session.id])
    if (!canFinish(session, connections)) {
      throw new AppError('session_not_ready', 'There is no collected bank to make a report of yet.')
    }
    const dropped = await dropWaiting(deps, tx, session, now)
    await changeSession(tx, session, { joined_at: now })
    await appendAudit(tx, {
      lenderId: session.lenderId,
      actor: 'applicant',
      action: 'session.joined',
      subjectId: session.id,
      detail: {},
      at: now,
    })
    await settle(deps, tx, { ...session, joinedAt: now }, now)
    return dropped
  })
  await giveBack(deps, held)
}
