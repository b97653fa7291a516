// A session as its lender sees it.
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Access, Lender } from '../lenders/lender.ts'
import type { Vault } from '../vault/vault.ts'
import { type Connection, listConnections } from './connection-store.ts'
import { keepingOf } from './keeping.ts'
import { type Expiries, listExpiries } from './keeping-store.ts'
import { declaredSchema, openPart } from './sealed-parts.ts'
import type { SessionView } from './session.ts'
import { findSession, type Session } from './session-store.ts'
import { statusAt } from './transitions.ts'

/** @throws AppError `not_found`: another lender's, the other mode's and a missing one alike. */
export async function findForLender(
  tx: Database,
  access: Access,
  id: string,
  lock = false,
): Promise<Session> {
  const session = await findSession(tx, access.lender.id, { id }, lock)
  if (!session || session.mode !== access.mode) {
    throw new AppError('not_found', 'There is no such session.')
  }
  return session
}

export async function viewSession(
  deps: { vault: Vault },
  tx: Database,
  { lender, session, now }: { lender: Lender; session: Session; now: string },
): Promise<SessionView> {
  const connections = await listConnections(tx, session.lenderId, [session.id])
  const expiries = await listExpiries(tx, session.lenderId, [session])
  return await toView(deps, tx, { lender, session, connections, expiries, now })
}

type Viewed = {
  readonly lender: Lender
  readonly session: Session
  readonly connections: readonly Connection[]
  /** None: nothing of it is kept yet. */
  readonly expiries?: ReadonlyMap<string, Expiries>
  readonly now: string
}

export async function toView(
  deps: { vault: Vault },
  tx: Database,
  of: Viewed,
): Promise<SessionView> {
  const { lenderId, id: sessionId, sealedRequest } = of.session
  if (sealedRequest === null) return viewOf(of, null)
  const part = { lenderId, sessionId, connectionId: null, part: 'declared' } as const
  const { metadata } = await openPart(deps, tx, part, sealedRequest, declaredSchema)
  return viewOf(of, metadata)
}

/** `metadata`: what the lender declared beside, for who has it open. */
export function viewOf(of: Viewed, metadata: SessionView['metadata']): SessionView {
  const { lender, session, connections, now } = of
  const status = statusAt(session, now)
  return {
    id: session.id,
    status,
    failureCode: session.failureCode,
    mode: session.mode,
    applicantReference: session.applicantReference,
    purposes: session.purposes,
    grantedPurposes: session.grantedPurposes === null ? null : [...session.grantedPurposes],
    legalHold: session.legalHold !== null,
    application: session.application,
    keeping: keepingOf(lender.settings, session, of.expiries?.get(session.id)),
    connections: connections
      .filter((connection) => connection.sessionId === session.id)
      .map(({ id, bankId, status, failureCode }) => ({ id, bank: bankId, status, failureCode })),
    // a draft is not the lender's yet; what was delivered before a withdrawal is
    reportId: status === 'completed' || status === 'withdrawn' ? session.reportId : null,
    product: session.product,
    metadata,
    createdAt: session.createdAt,
    expiresAt: session.expiresAt,
    endedAt: session.endedAt,
  }
}
