// One session as its lender sees it.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import type { SessionView } from './session.ts'
import { findForLender, viewSession } from './session-view.ts'

/** @throws AppError `not_found`: another lender's, the other mode's and a missing one alike. */
export async function getSession(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
): Promise<SessionView> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const session = await findForLender(tx, access, id)
    const now = timestamp(deps.clock)
    return await viewSession(deps, tx, { lender: access.lender, session, now })
  })
}
