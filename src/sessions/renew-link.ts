// A new link for a session whose link was lost or used: the old one and its browser are shut out.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { sessionEnded } from './applicant.ts'
import { linkTokenOf } from './link-token.ts'
import { changeSession } from './session-store.ts'
import { findForLender } from './session-view.ts'
import { isEnded, statusAt } from './transitions.ts'

/** @throws AppError `not_found`, `session_ended` */
export async function renewLink(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
): Promise<{ linkToken: string; linkGeneration: number; expiresAt: string }> {
  const { lender } = access
  return await inLender(deps.db, lender.id, async (tx) => {
    const session = await findForLender(tx, access, id, true)
    const at = timestamp(deps.clock)
    if (isEnded(statusAt(session, at))) throw sessionEnded()
    const linkGeneration = session.linkGeneration + 1
    const linkToken = await linkTokenOf(deps, tx, lender, { id, linkGeneration })
    const expiresAt = timestamp(deps.clock, lender.settings.linkHours * 3600)
    const changed = await changeSession(tx, session, {
      link_generation: linkGeneration,
      link_hash: hashSecret(linkToken),
      link_used_at: null,
      browser_hash: null,
      expires_at: expiresAt,
    })
    if (!changed) throw sessionEnded()
    await appendAudit(tx, {
      lenderId: lender.id,
      actor: access.actor,
      action: 'link.renewed',
      subjectId: id,
      detail: { generation: linkGeneration },
      at,
    })
    return { linkToken, linkGeneration, expiresAt }
  })
}
