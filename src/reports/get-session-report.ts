// The report a session ended with.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { findForLender } from '../sessions/session-view.ts'
import { isEnded, statusAt } from '../sessions/transitions.ts'
import type { Vault } from '../vault/vault.ts'
import { findForAccess, readAudited } from './get-report.ts'
import type { ReadReport } from './kept-report.ts'

/**
 * @throws AppError `not_found`: another lender's session, a missing one, an expired report;
 *   `session_not_ready` while it has not ended; `session_ended` when it ended without a report
 */
export async function getSessionReport(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  sessionId: string,
): Promise<ReadReport> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const at = timestamp(deps.clock)
    const session = await findForLender(tx, access, sessionId)
    const status = statusAt(session, at)
    if (!isEnded(status)) {
      throw new AppError('session_not_ready', 'The session has no report yet.')
    }
    // delivered, and kept after a withdrawal as proof of the assessment
    const delivered = status === 'completed' || status === 'withdrawn'
    if (!delivered || session.reportId === null) {
      throw new AppError('session_ended', 'The session ended without a report.')
    }
    const row = await findForAccess(tx, access, { sessionId }, at)
    return await readAudited(deps, tx, { lenderId: access.lender.id, actor: access.actor, row, at })
  })
}
