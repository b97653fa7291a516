// How a re-scoring ends: all its parts have, or somebody calls it off.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { findForLender, viewRescoring } from './get-rescoring.ts'
import { hasOpenParts, sumParts } from './part-store.ts'
import type { RescoringView } from './rescoring.ts'
import { findRescoring, moveRescoring, type Rescoring } from './rescoring-store.ts'

type Deps = { queue: Queue }

/** The caller holds the row: of two last parts the second sees the end of the first. */
export async function completeWhenDone(
  deps: Deps,
  tx: Database,
  rescoring: Rescoring,
  at: string,
): Promise<void> {
  if (rescoring.status !== 'running' || (await hasOpenParts(tx, rescoring))) return
  if (!(await moveRescoring(tx, rescoring, 'completed', at))) return
  await tellEnd(deps, tx, rescoring, { actor: 'service', action: 'rescoring.completed', at })
}

/**
 * What is scored stays; a part that is being worked on stops at its next step.
 * @throws AppError `not_found`; `conflict` when it has ended
 */
export async function cancelRescoring(
  deps: { db: Pool; clock: Clock; queue: Queue },
  access: Parameters<typeof findForLender>[1] & { readonly actor: string },
  id: string,
): Promise<RescoringView> {
  const lenderId = access.lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const rescoring = await findForLender(tx, access, id, true)
    const at = timestamp(deps.clock)
    if (!(await moveRescoring(tx, rescoring, 'cancelled', at))) {
      throw new AppError('conflict', `The re-scoring has ended already: ${rescoring.status}.`)
    }
    const { actor } = access
    await tellEnd(deps, tx, rescoring, { actor, action: 'rescoring.cancelled', at })
    const ended = await findRescoring(tx, { lenderId, id })
    if (ended === null) throw new Error('a locked re-scoring is gone')
    return await viewRescoring(tx, ended, at)
  })
}

async function tellEnd(
  deps: Deps,
  tx: Database,
  rescoring: Rescoring,
  told: {
    actor: string
    action: 'rescoring.completed' | 'rescoring.cancelled'
    at: string
  },
): Promise<void> {
  const { lenderId, id, mode } = rescoring
  const { actor, action, at } = told
  const { scored, failed, otherGrade, gone } = await sumParts(tx, rescoring, at)
  const detail = { scored, failed, otherGrade, gone }
  await appendAudit(tx, { lenderId, actor, action, subjectId: id, detail, at })
  await appendEvent(deps, tx, {
    ...{ lenderId, mode, at },
    type: action,
    subjectId: id,
    data: { rescoringId: id },
  })
}
