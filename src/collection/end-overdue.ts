// A connection whose time is over: what it ends as depends on who was acting.
import { appendAudit } from '../audit/append.ts'
import { unreachable } from '../core/values/unreachable.ts'
import type { Database } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Connection, type ConnectionEnd, endConnection } from '../sessions/connection-store.ts'
import type { HeldConsent } from '../sessions/held-consent.ts'
import { listSealedParts } from '../sessions/sealed-store.ts'
import type { Session } from '../sessions/session-store.ts'
import { settle } from '../sessions/settle.ts'
import { takeConsent } from '../sessions/take-consent.ts'
import { DROPPED, SELECTION_EXPIRED } from '../sessions/transitions.ts'
import type { Vault } from '../vault/vault.ts'

/** @returns null when the connection has ended already. */
function overdueEnd(connection: Connection): Pick<ConnectionEnd, 'to' | 'code'> | null {
  switch (connection.status) {
    case 'authorizing':
      return { to: 'failed', code: DROPPED }
    case 'exchanging':
      // The code may have been used: sending it again would make the bank revoke what it gave.
      return { to: 'reauthorization_required', code: 'exchange_interrupted' }
    case 'selecting':
      return { to: 'failed', code: SELECTION_EXPIRED }
    case 'collecting':
      return connection.pullStartedAt === null
        ? { to: 'failed', code: 'collection_not_started' }
        : { to: 'failed', code: 'collection_interrupted' }
    case 'collected':
    case 'denied':
    case 'failed':
    case 'reauthorization_required':
      return null
    default:
      return unreachable(connection.status)
  }
}

/** The session row must be locked. @returns the consent to give back after the commit, if any. */
export async function endOverdue(
  deps: { vault: Vault; queue: Queue },
  tx: Database,
  { session, connection, now }: { session: Session; connection: Connection; now: string },
): Promise<HeldConsent | null> {
  const end = overdueEnd(connection)
  if (end === null) return null
  const { lenderId, id: sessionId } = session
  const sealed = await listSealedParts(tx, { lenderId, sessionId })
  const parts = sealed.find(({ id }) => id === connection.id)
  const consent = parts ? await takeConsent(deps, tx, { connection, parts, now }) : null
  const { status: from, fence } = connection
  const ended = await endConnection(tx, connection, { ...end, from, fence, at: now })
  if (!ended) return null
  await appendAudit(tx, {
    lenderId,
    actor: 'service',
    action: 'connection.overdue',
    subjectId: sessionId,
    detail: { connectionId: connection.id, status: end.to, code: end.code },
    at: now,
  })
  await settle(deps, tx, session, now)
  return consent
}
