// The lender tells what became of the application: from then on its data is kept for that fate.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { getSession } from './get-session.ts'
import { fateLimits } from './keeping.ts'
import { applyLimits } from './keeping-store.ts'
import type { Fate, SessionView } from './session.ts'
import { changeEnded } from './session-store.ts'
import { findForLender } from './session-view.ts'

/**
 * The same fate again changes nothing: the clock runs from when it was told first.
 * @param fate null takes back what was told, for what is still there
 * @throws AppError `not_found`; `session_not_ready` while the session runs
 */
export async function tellFate(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
  fate: Fate | null,
): Promise<SessionView> {
  const { lender, actor } = access
  await inLender(deps.db, lender.id, async (tx) => {
    const session = await findForLender(tx, access, id, true)
    if (session.endedAt === null) {
      throw new AppError(
        'session_not_ready',
        'The session still runs: cancel it, or wait for its end.',
      )
    }
    if ((session.application?.fate ?? null) === fate) return
    const at = timestamp(deps.clock)
    const rescoring = session.grantedPurposes?.includes('rescoring') ?? false
    const limits = fate === null ? null : fateLimits(lender.settings, { fate, at, rescoring })
    await changeEnded(tx, session, {
      application_fate: fate,
      application_told_at: fate === null ? null : at,
      snapshot_until: limits?.snapshot ?? null,
      report_until: limits?.report ?? null,
    })
    await applyLimits(tx, session)
    await appendAudit(tx, {
      lenderId: lender.id,
      actor,
      action: 'application.told',
      subjectId: id,
      detail: { fate, before: session.application?.fate ?? null },
      at,
    })
  })
  return await getSession(deps, access, id)
}
