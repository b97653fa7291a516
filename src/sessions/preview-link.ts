// What a consent link opens on, without acting on anything: link scanners and prefetchers GET it.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { inLenderOfToken, toJourney } from './applicant.ts'
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
  const linkHash = hashSecret(linkToken)
  const found = await inLenderOfToken(
    deps.db,
    linkToken,
    async (tx, lenderId): Promise<LinkPreview> => {
      const session = await findSession(tx, lenderId, { linkHash })
      if (!session) return { state: 'unknown' }
      const now = timestamp(deps.clock)
      const status = statusAt(session, now)
      if (status === 'expired') return { state: 'expired' }
      if (isEnded(status)) return { state: 'ended' }
      if (session.linkUsedAt !== null) return { state: 'used' }
      const lender = await readLender(tx, lenderId)
      return { state: 'fresh', session: await toJourney(deps, tx, { lender, session, now }) }
    },
  )
  return found ?? { state: 'unknown' }
}
