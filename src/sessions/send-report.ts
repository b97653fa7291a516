// The applicant has read the preview and sends it: the report is released to the lender.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { readLender } from '../lenders/lender-store.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { shadowInForce } from '../rulebooks/in-force.ts'
import type { Clock } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant } from './applicant.ts'
import { wipeConnections } from './connection-store.ts'
import { releaseReport } from './draft-store.ts'
import { withdrawalTokenOf } from './link-token.ts'
import { moveSession, type Session } from './session-store.ts'

/** @throws AppError `session_not_ready`, `session_ended`, `link_unknown` */
export async function sendReport(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue },
  browserToken: string,
): Promise<void> {
  await asApplicant(deps, browserToken, async (tx, session, now) => {
    const { lenderId, id, mode, reportId } = session
    if (session.status !== 'confirming' || reportId === null) {
      throw new AppError('session_not_ready', 'There is no report to send yet.')
    }
    const released = await releaseReport(tx, { lenderId, id: reportId }, now)
    const token = await withdrawalTokenOf(deps, tx, await readLender(tx, lenderId), id)
    const moved =
      released &&
      (await moveSession(tx, session, 'completed', {
        ended_at: now,
        withdrawal_hash: hashSecret(token),
      }))
    if (!moved) throw new AppError('conflict', 'The session moved meanwhile.')
    await wipeConnections(tx, { lenderId, sessionId: id })
    await appendAudit(tx, {
      lenderId,
      actor: 'applicant',
      action: 'session.completed',
      subjectId: id,
      detail: { reportId },
      at: now,
    })
    await appendEvent(deps, tx, {
      lenderId,
      mode,
      type: 'session.completed',
      subjectId: id,
      data: { sessionId: id, reportId },
      at: now,
    })
    await planShadow(deps, tx, session, now)
  })
}

/** For a challenger, if one runs and the applicant agreed to be scored again: a job of its own, that nobody waits for. */
async function planShadow(
  deps: { queue: Queue },
  tx: Database,
  { lenderId, id: sessionId, grantedPurposes }: Session,
  at: string,
): Promise<void> {
  if (grantedPurposes?.includes('rescoring') !== true) return
  if ((await shadowInForce(tx, { lenderId, at })) === null) return
  await deps.queue.enqueue(tx, 'shadow-score', { lenderId, sessionId })
}
