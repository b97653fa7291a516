// The applicant says no, at any open moment: consents are given back and the key is destroyed.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant } from './applicant.ts'
import { endSession } from './end-session.ts'
import { giveBack } from './held-consent.ts'

/** @throws AppError `session_ended`, `link_unknown` */
export async function declineSession(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory },
  browserToken: string,
): Promise<void> {
  const held = await asApplicant(deps, browserToken, (tx, session, now) =>
    endSession(deps, tx, session, {
      status: 'declined',
      code: 'declined_by_applicant',
      actor: 'applicant',
      at: now,
    }),
  )
  await giveBack(deps, held)
}
