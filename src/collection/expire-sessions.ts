// The job of each minute: what is past its time ends, and gives back and forgets what it held.
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import { listLenderIds } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import {
  type ConnectionKey,
  listConnections,
  listOverdueConnections,
} from '../sessions/connection-store.ts'
import { deleteExpiredSnapshots } from '../sessions/draft-store.ts'
import { endSession } from '../sessions/end-session.ts'
import { giveBack, type HeldConsent } from '../sessions/held-consent.ts'
import { findSession, listOverdueSessions } from '../sessions/session-store.ts'
import { isEnded, statusAt } from '../sessions/transitions.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'
import { endOverdue } from './end-overdue.ts'

/** Of one lender, at one run: the next comes in a minute. */
const BATCH = 200

type Deps = {
  db: Pool
  vault: Vault
  clock: Clock
  queue: Queue
  banks: BankDirectory
  log: EventLogger
}

/** One that cannot be ended does not keep the others; it is logged and tried again at the next run. */
export async function expireSessions(deps: Deps): Promise<void> {
  const now = timestamp(deps.clock)
  for (const lenderId of await listLenderIds(deps.db)) {
    const overdue = await inLender(deps.db, lenderId, async (tx) => {
      for (const subjectId of await deleteExpiredSnapshots(tx, lenderId, now)) {
        await deps.vault.destroyDataKey(tx, { lenderId, subjectId })
      }
      return {
        connections: await listOverdueConnections(tx, lenderId, now, BATCH),
        sessions: await listOverdueSessions(tx, lenderId, now, BATCH),
      }
    })
    for (const id of overdue.sessions) {
      await attempt(deps, { lenderId, sessionId: id }, () => expireSession(deps, lenderId, id))
    }
    for (const connection of overdue.connections) {
      const { sessionId, id: connectionId } = connection
      await attempt(deps, { lenderId, sessionId, connectionId }, () =>
        expireConnection(deps, connection),
      )
    }
  }
}

async function attempt(
  deps: Deps,
  handles: { lenderId: string; sessionId: string; connectionId?: string },
  end: () => Promise<readonly HeldConsent[]>,
): Promise<void> {
  try {
    await giveBack(deps, await end())
  } catch (error) {
    deps.log.write({ event: 'fault', part: 'expiry', ...handles, ...faultOf(error) })
  }
}

async function expireSession(deps: Deps, lenderId: string, id: string): Promise<HeldConsent[]> {
  return await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id }, true)
    const at = timestamp(deps.clock)
    if (!session || isEnded(session.status) || statusAt(session, at) !== 'expired') return []
    const ending = { status: 'expired', code: null, actor: 'service', at } as const
    return await endSession(deps, tx, session, ending)
  })
}

async function expireConnection(deps: Deps, key: ConnectionKey): Promise<HeldConsent[]> {
  const { lenderId, sessionId, id } = key
  return await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id: sessionId }, true)
    const connections = await listConnections(tx, lenderId, [sessionId])
    const connection = connections.find((each) => each.id === id)
    const now = timestamp(deps.clock)
    // under the lock: it may have moved on since it was listed
    const overdue = connection?.leasedUntil != null && connection.leasedUntil <= now
    if (!session || !connection || !overdue) return []
    const held = await endOverdue(deps, tx, { session, connection, now })
    return held === null ? [] : [held]
  })
}
