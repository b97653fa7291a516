// Where the session of this browser stands. The progress page polls it, so it must stay cheap.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { inLenderOfToken, linkUnknown, toJourney } from './applicant.ts'
import type { JourneySession } from './journey-session.ts'
import { findSession } from './session-store.ts'

/** An ended session is shown too. @throws AppError `link_unknown` when the browser is bound to none. */
export async function resumeSession(
  deps: { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory },
  browserToken: string,
): Promise<JourneySession> {
  const browserHash = hashSecret(browserToken)
  const journey = await inLenderOfToken(deps.db, browserToken, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { browserHash })
    if (!session) throw linkUnknown()
    const lender = await readLender(tx, lenderId)
    return await toJourney(deps, tx, { lender, session, now: timestamp(deps.clock) })
  })
  if (journey === null) throw linkUnknown()
  return journey
}
