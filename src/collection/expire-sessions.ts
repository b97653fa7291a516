// The job of each minute: what is past its time ends, and gives back and forgets what it held.
import type { BankDirectory } from '../banks/directory.ts'
import { purgeUnattendedCalls } from '../banks/unattended-calls.ts'
import type { Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import {
  type ConnectionKey,
  listConnections,
  listOverdueConnections,
} from '../sessions/connection-store.ts'
import { deleteExpiredSnapshots } from '../sessions/draft-store.ts'
import { endSession } from '../sessions/end-session.ts'
import { giveBack, type HeldConsent } from '../sessions/held-consent.ts'
import { listStalledSessions } from '../sessions/list-stalled.ts'
import { listOverdueSessions } from '../sessions/session-lists.ts'
import { findSession } from '../sessions/session-store.ts'
import { settle } from '../sessions/settle.ts'
import { isEnded, statusAt } from '../sessions/transitions.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'
import { endOverdue } from './end-overdue.ts'

/** Of one lender, at one run: the next comes in a minute. */
const BATCH = 200
/** A session whose banks have ended goes on within seconds; after this long its job is taken for lost. */
const STALLED_SECONDS = 60

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
  await purgeUnattendedCalls(deps.db, deps.clock)
  for (const lenderId of await listLenderIds(deps.db)) {
    const overdue = await inLender(deps.db, lenderId, async (tx) => {
      for (const subjectId of await deleteExpiredSnapshots(tx, lenderId, now)) {
        await deps.vault.destroyDataKey(tx, { lenderId, subjectId })
      }
      return {
        connections: await listOverdueConnections(tx, lenderId, now, BATCH),
        sessions: await listOverdueSessions(tx, lenderId, now, BATCH),
        stalled: await listStalledSessions(tx, lenderId, {
          before: timestamp(deps.clock, -STALLED_SECONDS),
          limit: BATCH,
        }),
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
    for (const id of overdue.stalled) {
      await attempt(deps, { lenderId, sessionId: id }, () => goOn(deps, lenderId, id))
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

/** The queue only wakes: what is to be done next stands in the session, and is asked for again. */
async function goOn(deps: Deps, lenderId: string, id: string): Promise<HeldConsent[]> {
  await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id }, true)
    if (session) await settle(deps, tx, session, timestamp(deps.clock))
  })
  return []
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
