// Where the session of this browser stands. The progress page polls it, so it must stay cheap.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { lenderOfToken, linkUnknown, toJourney } from './applicant.ts'
import type { JourneySession } from './journey-session.ts'
import { findSession } from './session-store.ts'

/** An ended session is shown too. @throws AppError `link_unknown` when the browser is bound to none. */
export async function resumeSession(
  deps: { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory },
  browserToken: string,
): Promise<JourneySession> {
  const lender = await lenderOfToken(deps.db, browserToken)
  if (!lender) throw linkUnknown()
  return await inLender(deps.db, lender.id, async (tx) => {
    const session = await findSession(tx, lender.id, { browserHash: hashSecret(browserToken) })
    if (!session) throw linkUnknown()
    return await toJourney(deps, tx, { lender, session, now: timestamp(deps.clock) })
  })
}
