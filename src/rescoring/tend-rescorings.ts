// Each minute: parts nobody has touched for a while are asked for again, in case their job was lost; those whose job
// waits in the queue have one job all the same.
import type { Pool } from '../db/database.ts'
import { inLender, listLenderIds } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { completeWhenDone } from './end-rescoring.ts'
import { listUntouched } from './part-store.ts'
import { findRescoring, listUnended } from './rescoring-store.ts'

/** A worker at work touches its part several times a second. */
const UNTOUCHED_SECONDS = 45
/** Asked for again at once; the rest at the next minute. */
const MOST = 200

export async function tendRescorings(deps: {
  db: Pool
  clock: Clock
  queue: Queue
}): Promise<void> {
  for (const lenderId of await listLenderIds(deps.db)) {
    await inLender(deps.db, lenderId, async (tx) => {
      for (const { id, status } of await listUnended(tx, lenderId)) {
        const key = { lenderId, rescoringId: id }
        if (status === 'planning') await deps.queue.enqueue(tx, 'plan-rescoring', key, { once: id })
        const before = timestamp(deps.clock, -UNTOUCHED_SECONDS)
        const untouched = await listUntouched(tx, { lenderId, id }, { before, limit: MOST })
        for (const part of untouched) {
          await deps.queue.enqueue(tx, 'rescore-part', { ...key, part }, { once: `${id}.${part}` })
        }
        if (untouched.length > 0) continue
        const found = await findRescoring(tx, { lenderId, id }, true)
        if (found !== null) await completeWhenDone(deps, tx, found, timestamp(deps.clock))
      }
    })
  }
}
