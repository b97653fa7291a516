// The lasting link of the last page: the applicant takes the agreement back themselves, without the lender, for as long
// as the session is kept. Looking at it, as link scanners do, changes nothing.
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { brandOf, inLenderOfToken } from './applicant.ts'
import type { JourneySession } from './journey-session.ts'
import { findSession, type Session } from './session-store.ts'
import { withdrawDelivered } from './withdraw-session.ts'

/** What the page of the link shows. */
export type Withdrawal = Pick<
  JourneySession,
  'id' | 'mode' | 'lenderName' | 'brand' | 'language'
> & {
  readonly sentAt: string
  /** null: not taken back. */
  readonly withdrawnAt: string | null
  /** Of whose account-reading it was. */
  readonly providerName: string
}

/** @throws AppError `link_unknown` */
export async function findWithdrawal(deps: { db: Pool }, token: string): Promise<Withdrawal> {
  return await onLink(deps.db, token, false, async (tx, session) => {
    const lender = await readLender(tx, session.lenderId)
    const { id, mode, language, endedAt, withdrawnAt, provider } = session
    return {
      ...{ id, mode, language, withdrawnAt },
      lenderName: lender.name,
      brand: brandOf(lender),
      sentAt: endedAt ?? session.createdAt,
      providerName: provider.name,
    }
  })
}

/** A second time does nothing. @throws AppError `link_unknown` */
export async function withdrawByLink(
  deps: { db: Pool; vault: Vault; clock: Clock; queue: Queue },
  token: string,
): Promise<void> {
  await onLink(deps.db, token, true, async (tx, session) => {
    if (session.status !== 'completed') return
    const at = timestamp(deps.clock)
    await withdrawDelivered(deps, tx, session, { actor: 'applicant', at })
  })
}

async function onLink<T>(
  db: Pool,
  token: string,
  lock: boolean,
  work: (tx: Database, session: Session) => Promise<T>,
): Promise<T> {
  const withdrawalHash = hashSecret(token)
  const found = await inLenderOfToken(db, token, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { withdrawalHash }, lock)
    return session === null ? null : { result: await work(tx, session) }
  })
  if (found === null) throw new AppError('link_unknown', 'This link is not known.')
  return found.result
}
