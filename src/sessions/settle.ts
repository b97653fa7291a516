// After a connection has ended: draft the report, end the session, or wait for the applicant.
import { unreachable } from '../core/values/unreachable.ts'
import type { Database } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Vault } from '../vault/vault.ts'
import { listConnections } from './connection-store.ts'
import { endSession } from './end-session.ts'
import type { Session } from './session-store.ts'
import { nextStep } from './transitions.ts'

/** The session row must be locked by the caller's transaction, and `session` read under that lock. */
export async function settle(
  deps: { vault: Vault; queue: Queue },
  tx: Database,
  session: Session,
  at: string,
): Promise<void> {
  const connections = await listConnections(tx, session.lenderId, [session.id])
  const next = nextStep(session, connections)
  switch (next.step) {
    case 'wait':
      return
    case 'draft':
      await deps.queue.enqueue(tx, 'draft-report', {
        lenderId: session.lenderId,
        sessionId: session.id,
      })
      return
    case 'end':
      // every connection has ended, so there is no consent left to give back
      await endSession(deps, tx, session, {
        status: next.status,
        code: next.code,
        actor: 'service',
        at,
      })
      return
    default:
      unreachable(next)
  }
}
