// The applicant shares nothing from this bank: the access is given back.
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant } from './applicant.ts'
import { endConnection } from './connection-store.ts'
import { findSelecting } from './find-selecting.ts'
import { giveBack } from './held-consent.ts'
import { settle } from './settle.ts'
import { takeConsent } from './take-consent.ts'

/** @throws AppError `not_found`, `conflict`, `session_ended`, `link_unknown` */
export async function leaveConnection(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory },
  browserToken: string,
  connectionId: string,
): Promise<void> {
  const held = await asApplicant(deps, browserToken, async (tx, session, now) => {
    const { connection, parts } = await findSelecting(tx, session, connectionId, now)
    const consent = await takeConsent(deps, tx, { connection, parts, now })
    const ended = await endConnection(tx, connection, {
      from: 'selecting',
      fence: connection.fence,
      to: 'denied',
      code: 'no_account_chosen',
      at: now,
    })
    if (!ended) throw new AppError('conflict', 'This bank is not waiting for a choice.')
    await appendAudit(tx, {
      lenderId: session.lenderId,
      actor: 'applicant',
      action: 'accounts.none_chosen',
      subjectId: session.id,
      detail: { connectionId },
      at: now,
    })
    await settle(deps, tx, session, now)
    return consent
  })
  if (held) await giveBack(deps, [held])
}
