// Every end without a report: what was open is closed, nothing of the applicant stays readable.
import { appendAudit } from '../audit/append.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { appendEvent } from '../outbox/append-event.ts'
import type { Vault } from '../vault/vault.ts'
import {
  type Connection,
  endConnection,
  listConnections,
  wipeConnections,
} from './connection-store.ts'
import { deleteDraft } from './draft-store.ts'
import type { HeldConsent } from './held-consent.ts'
import { listSealedParts } from './sealed-store.ts'
import { moveSession, type Session } from './session-store.ts'
import { takeConsent } from './take-consent.ts'
import { isConnectionEnded } from './transitions.ts'

export type Ending = {
  readonly status: 'declined' | 'cancelled' | 'expired' | 'failed' | 'withdrawn'
  readonly code: string | null
  readonly actor: string
  readonly at: string
}

/**
 * The session row must be locked by the caller's transaction. The consents it returns are to be
 * given back to their banks after the commit: the database no longer holds them.
 * @throws AppError `session_ended` when another end came first.
 */
export async function endSession(
  deps: { vault: Vault; queue: Queue },
  tx: Database,
  session: Session,
  ending: Ending,
): Promise<HeldConsent[]> {
  const { lenderId, id, mode } = session
  const ofSession = { lenderId, sessionId: id }
  const held = await closeConnections(deps, tx, session, ending)
  const moved = await moveSession(tx, session, ending.status, {
    ...(ending.code === null ? {} : { failure_code: ending.code }),
    report_id: null,
    sealed_request: null,
    ended_at: ending.at,
  })
  if (!moved) throw new AppError('session_ended', 'The session has already ended.')
  await wipeConnections(tx, ofSession)
  for (const subjectId of [id, ...(await deleteDraft(tx, ofSession))]) {
    await deps.vault.destroyDataKey(tx, { lenderId, subjectId })
  }
  await appendAudit(tx, {
    lenderId,
    actor: ending.actor,
    action: `session.${ending.status}`,
    subjectId: id,
    detail: ending.code === null ? {} : { code: ending.code },
    at: ending.at,
  })
  await appendEvent(deps, tx, {
    lenderId,
    mode,
    type: `session.${ending.status}`,
    subjectId: id,
    data: { sessionId: id, code: ending.code },
    at: ending.at,
  })
  return held
}

async function closeConnections(
  deps: { vault: Vault },
  tx: Database,
  session: Session,
  ending: Ending,
): Promise<HeldConsent[]> {
  const connections = await listConnections(tx, session.lenderId, [session.id])
  const open = connections.filter(({ status }) => !isConnectionEnded(status))
  if (open.length === 0) return []
  const parts = await listSealedParts(tx, { lenderId: session.lenderId, sessionId: session.id })
  const held: HeldConsent[] = []
  for (const connection of open) {
    const sealed = parts.find(({ id }) => id === connection.id)
    const consent = sealed
      ? await takeConsent(deps, tx, { connection, parts: sealed, now: ending.at })
      : null
    if (consent) held.push(consent)
    await closeConnection(tx, connection, ending)
  }
  return held
}

async function closeConnection(
  tx: Database,
  connection: Connection,
  ending: Ending,
): Promise<void> {
  const ended = await endConnection(tx, connection, {
    from: connection.status,
    fence: connection.fence,
    to: 'failed',
    code: `session_${ending.status}`,
    at: ending.at,
  })
  // the session's lock is held, so only a worker renewing its hold can have come between
  if (!ended) throw new AppError('conflict', 'A connection moved meanwhile.')
}
