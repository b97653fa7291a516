// What is done each second beside the jobs: audit events are sealed, and doomed data keys are destroyed.
import { setTimeout as sleep } from 'node:timers/promises'
import { listWaiting, sealLender } from '../audit/seal.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Clock } from '../runtime/clock.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'

const EVERY_MS = 1_000
/** After a failure, which is told once each time. */
const AFTER_FAILURE_MS = 5_000

type Deps = { db: Pool; vault: Vault; signing: Signing; clock: Clock; log: EventLogger }

/** One round for every lender that waits; any number of workers may be at it. */
export async function upkeep(deps: Deps): Promise<void> {
  for (const lenderId of await listWaiting(deps.db)) {
    await sealLender(deps, lenderId)
    await inLender(deps.db, lenderId, (tx) => deps.vault.settleDestructions(tx, lenderId))
  }
}

/** @returns how to stop: after the round that runs, and one more for what was appended since. */
export function startUpkeep(deps: Deps): () => Promise<void> {
  const stopping = new AbortController()
  const ended = keepUp(deps, stopping.signal)
  return async () => {
    stopping.abort()
    await ended
    await attempt(deps)
  }
}

/** @returns false when it failed, which is told. */
async function attempt(deps: Deps): Promise<boolean> {
  try {
    await upkeep(deps)
    return true
  } catch (error) {
    deps.log.write({ event: 'fault', part: 'upkeep', ...faultOf(error) })
    return false
  }
}

async function keepUp(deps: Deps, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const pause = (await attempt(deps)) ? EVERY_MS : AFTER_FAILURE_MS
    try {
      await sleep(pause, undefined, { signal, ref: false })
    } catch {
      return
    }
  }
}
