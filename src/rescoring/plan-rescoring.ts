// The job that divides a re-scoring into parts, each a job of its own: any number of workers take them as they come.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { completeWhenDone } from './end-rescoring.ts'
import { insertParts, type NewPart } from './part-store.ts'
import {
  advancePlan,
  findRescoring,
  moveRescoring,
  type Rescoring,
  startRescoring,
} from './rescoring-store.ts'
import { countChosen, countLeftOut, listChosen, sampleLimit } from './selection.ts'

/** Snapshots in a part: a second or two of work, so that a death loses little and none is waited for long. */
const PART = 200
/** Parts made in one transaction. */
const PAGE = 10

type Deps = { db: Pool; clock: Clock; queue: Queue }

/** Running it again goes on where it stopped. */
export async function planRescoring(
  deps: Deps,
  { lenderId, rescoringId: id }: JobPayload<'plan-rescoring'>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const key = { lenderId, id }
  for (let more = true; more; ) {
    signal.throwIfAborted()
    more = await inLender(deps.db, lenderId, async (tx) => {
      const found = await findRescoring(tx, key, true)
      if (found?.status !== 'planning') return false
      return found.startedAt === null
        ? await begin(deps, tx, found)
        : await planPage(deps, tx, found)
    })
  }
}

async function begin(deps: Deps, tx: Database, rescoring: Rescoring): Promise<boolean> {
  const { lenderId, id, sample } = rescoring
  const at = timestamp(deps.clock)
  const all = await countChosen(tx, rescoring, at)
  const leftOut = await countLeftOut(tx, rescoring, at)
  const limit = sample === null ? null : await sampleLimit(tx, rescoring, { size: sample, now: at })
  const selected = Math.min(all, sample ?? all)
  if (!(await startRescoring(tx, rescoring, { selected, leftOut, sampleLimit: limit, at }))) {
    return false
  }
  await appendAudit(tx, {
    lenderId,
    actor: rescoring.actor,
    action: 'rescoring.started',
    subjectId: id,
    detail: { selected, ...leftOut },
    at,
  })
  return true
}

/** @returns whether there is more to plan */
async function planPage(deps: Deps, tx: Database, rescoring: Rescoring): Promise<boolean> {
  const { lenderId, id, plannedTo } = rescoring
  const at = timestamp(deps.clock)
  const range = { after: plannedTo, upTo: null, limit: PART * PAGE, now: at }
  const ids = await listChosen(tx, rescoring, range)
  const last = ids.at(-1)
  if (last === undefined) {
    await moveRescoring(tx, rescoring, 'running', null)
    await completeWhenDone(deps, tx, { ...rescoring, status: 'running' }, at)
    return false
  }
  const parts = partsOf(ids, rescoring)
  const plan = { from: plannedTo, to: last, parts: parts.length }
  if (!(await advancePlan(tx, rescoring, plan))) return false
  await insertParts(tx, rescoring, parts, at)
  for (const { part } of parts) {
    const payload = { lenderId, rescoringId: id, part }
    await deps.queue.enqueue(tx, 'rescore-part', payload, { once: `${id}.${part}` })
  }
  return true
}

function partsOf(ids: readonly string[], { plannedTo, parts: made }: Rescoring): NewPart[] {
  const parts: NewPart[] = []
  let after = plannedTo
  for (let from = 0; from < ids.length; from += PART) {
    const own = ids.slice(from, from + PART)
    const upTo = own.at(-1) ?? after
    parts.push({ part: made + parts.length + 1, after, upTo, selected: own.length })
    after = upTo
  }
  return parts
}
