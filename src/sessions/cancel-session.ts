// The lender calls a session off.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { sessionEnded } from './applicant.ts'
import { endSession } from './end-session.ts'
import { getSession } from './get-session.ts'
import { giveBack } from './held-consent.ts'
import type { SessionView } from './session.ts'
import { findForLender } from './session-view.ts'
import { isEnded, statusAt } from './transitions.ts'

/** @throws AppError `not_found`, `session_ended` */
export async function cancelSession(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory },
  access: Access,
  id: string,
): Promise<SessionView> {
  const held = await inLender(deps.db, access.lender.id, async (tx) => {
    const session = await findForLender(tx, access, id, true)
    const at = timestamp(deps.clock)
    if (isEnded(statusAt(session, at))) throw sessionEnded()
    const { actor } = access
    return await endSession(deps, tx, session, { status: 'cancelled', code: null, actor, at })
  })
  await giveBack(deps, held)
  return await getSession(deps, access, id)
}
