// The applicant starts: the link is used up and the session is bound to this browser.
import { timingSafeEqual } from 'node:crypto'
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { tokenText } from '../lenders/credential-text.ts'
import type { Lender } from '../lenders/lender.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { inLenderOfToken, linkUnknown, sessionEnded, toJourney } from './applicant.ts'
import { type ConsentGiven, keepConsent } from './consent.ts'
import type { JourneySession } from './journey-session.ts'
import { changeSession, findSession, moveSession, type Session } from './session-store.ts'
import { isEnded, LIFETIMES, statusAt } from './transitions.ts'

/**
 * @param browserToken the cookie, if any: a link opened again by the browser it bound resumes.
 * @param consent what was agreed to on the page; null when it was refused
 * @throws AppError `link_unknown`, `link_used`, `session_ended`
 */
export async function openSession(
  deps: { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory },
  linkToken: string,
  browserToken: string | null = null,
  consent: ConsentGiven | null = null,
): Promise<{ browserToken: string; session: JourneySession }> {
  const linkHash = hashSecret(linkToken)
  const opened = await inLenderOfToken(deps.db, linkToken, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { linkHash }, true)
    if (!session) throw linkUnknown()
    const lender = await readLender(tx, lenderId)
    const now = timestamp(deps.clock)
    if (isEnded(statusAt(session, now))) throw sessionEnded()
    if (session.linkUsedAt !== null) {
      if (browserToken === null || !isBoundTo(session, browserToken)) {
        throw new AppError('link_used', 'This link has already been opened in another browser.')
      }
      return { browserToken, session: await toJourney(deps, tx, { lender, session, now }) }
    }
    const bound = await bind(deps, tx, { lender, session, now })
    if (consent !== null) await keepConsent(tx, session, consent, now)
    return {
      browserToken: bound.browserToken,
      session: await toJourney(deps, tx, { lender, session: bound.session, now }),
    }
  })
  if (opened === null) throw linkUnknown()
  return opened
}

function isBoundTo(session: Session, browserToken: string): boolean {
  return (
    session.browserHash !== null && timingSafeEqual(session.browserHash, hashSecret(browserToken))
  )
}

async function bind(
  deps: { clock: Clock },
  tx: Database,
  { lender, session, now }: { lender: Lender; session: Session; now: string },
): Promise<{ browserToken: string; session: Session }> {
  const browserToken = tokenText(lender.shortId, newSecret())
  const expiresAt = timestamp(deps.clock, LIFETIMES.openSession)
  const change = {
    link_used_at: now,
    browser_hash: hashSecret(browserToken),
    expires_at: expiresAt,
  }
  const done =
    session.status === 'created'
      ? await moveSession(tx, session, 'open', { ...change, opened_at: now })
      : await changeSession(tx, session, change)
  if (!done) throw sessionEnded()
  await appendAudit(tx, {
    lenderId: session.lenderId,
    actor: 'applicant',
    action: 'link.opened',
    subjectId: session.id,
    detail: { generation: session.linkGeneration },
    at: now,
  })
  const status = session.status === 'created' ? 'open' : session.status
  return { browserToken, session: { ...session, status, linkUsedAt: now, expiresAt } }
}
