// While a dispute, a complaint or an authority needs it, nothing of a delivered session is deleted.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { getSession } from './get-session.ts'
import type { SessionView } from './session.ts'
import { changeEnded } from './session-store.ts'
import { findForLender } from './session-view.ts'

export const holdReasons = ['litigation', 'complaint', 'authority_request', 'fraud'] as const
export type HoldReason = (typeof holdReasons)[number]

/**
 * @param reason null lifts the hold
 * @throws AppError `not_found`; `session_not_ready` when no report was delivered: until then the applicant alone decides
 */
export async function setLegalHold(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
  reason: HoldReason | null,
): Promise<SessionView> {
  const { lender, actor } = access
  await inLender(deps.db, lender.id, async (tx) => {
    const session = await findForLender(tx, access, id, true)
    if (session.reportId === null || session.endedAt === null) {
      throw new AppError('session_not_ready', 'Only a session whose report was delivered is held.')
    }
    if ((session.legalHold?.reason ?? null) === reason) return
    const at = timestamp(deps.clock)
    const held = { legal_hold_at: reason === null ? null : at, legal_hold_reason: reason }
    await changeEnded(tx, session, held)
    await appendAudit(tx, {
      lenderId: lender.id,
      actor,
      action: reason === null ? 'legal_hold.lifted' : 'legal_hold.set',
      subjectId: id,
      detail: { reason: reason ?? session.legalHold?.reason ?? null },
      at,
    })
  })
  return await getSession(deps, access, id)
}
