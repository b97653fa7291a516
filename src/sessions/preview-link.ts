// What a consent link opens on, without acting on anything: link scanners and prefetchers GET it.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { lenderOfToken, toJourney } from './applicant.ts'
import type { JourneySession } from './journey-session.ts'
import { findSession } from './session-store.ts'
import { isEnded, statusAt } from './transitions.ts'

export type LinkPreview =
  | { readonly state: 'fresh'; readonly session: JourneySession }
  | { readonly state: 'used' | 'ended' | 'expired' | 'unknown' }

export async function previewLink(
  deps: { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory },
  linkToken: string,
): Promise<LinkPreview> {
  const lender = await lenderOfToken(deps.db, linkToken)
  if (!lender) return { state: 'unknown' }
  return await inLender(deps.db, lender.id, async (tx) => {
    const session = await findSession(tx, lender.id, { linkHash: hashSecret(linkToken) })
    if (!session) return { state: 'unknown' }
    const now = timestamp(deps.clock)
    const status = statusAt(session, now)
    if (status === 'expired') return { state: 'expired' }
    if (isEnded(status)) return { state: 'ended' }
    if (session.linkUsedAt !== null) return { state: 'used' }
    return { state: 'fresh', session: await toJourney(deps, tx, { lender, session, now }) }
  })
}
