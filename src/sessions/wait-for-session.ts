// Long polling: answers when the session reaches an end, or when the time is over.
import { setTimeout as sleep } from 'node:timers/promises'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { getSession } from './get-session.ts'
import type { SessionView } from './session.ts'
import { findForLender } from './session-view.ts'
import { isEnded, statusAt } from './transitions.ts'

/** Between two looks at the row: one indexed read each. */
const PAUSE_MS = 250

/** When the caller has gone away it answers at once, as things stand. @throws AppError `not_found` */
export async function waitForSession(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
  { seconds, signal }: { seconds: number; signal: AbortSignal },
): Promise<SessionView> {
  const deadline = performance.now() + seconds * 1000
  while (!(await hasEnded(deps, access, id))) {
    const left = deadline - performance.now()
    if (left <= 0 || signal.aborted) break
    await pause(Math.min(PAUSE_MS, left), signal)
  }
  return await getSession(deps, access, id)
}

async function hasEnded(
  deps: { db: Pool; clock: Clock },
  access: Access,
  id: string,
): Promise<boolean> {
  const session = await inLender(deps.db, access.lender.id, (tx) => findForLender(tx, access, id))
  return isEnded(statusAt(session, timestamp(deps.clock)))
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await sleep(milliseconds, undefined, { signal })
  } catch (error) {
    if (!signal.aborted) throw error
  }
}
