// Re-scorings as their lender reads them: one, or all page by page.
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { readCursor, writeCursor } from '../runtime/page-cursor.ts'
import { sumParts } from './part-store.ts'
import type { RescoringView } from './rescoring.ts'
import { findRescoring, listRescoringRows, type Rescoring } from './rescoring-store.ts'
import { RATE_SECONDS, toView } from './view.ts'

type Deps = { db: Pool; clock: Clock }
type Of = Pick<Access, 'mode'> & { readonly lender: { readonly id: string } }

/** @throws AppError `not_found`: another lender's, the other mode's and a missing one alike. */
export async function getRescoring(deps: Deps, access: Of, id: string): Promise<RescoringView> {
  return await inLender(deps.db, access.lender.id, async (tx) =>
    viewRescoring(tx, await findForLender(tx, access, id), timestamp(deps.clock)),
  )
}

/** Whatever its mode. @returns null when the lender has none of this id. */
export async function findForOperator(
  deps: Deps,
  lenderId: string,
  id: string,
): Promise<RescoringView | null> {
  return await inLender(deps.db, lenderId, async (tx) => {
    const found = await findRescoring(tx, { lenderId, id })
    return found === null ? null : await viewRescoring(tx, found, timestamp(deps.clock))
  })
}

/** Newest first. @throws AppError `invalid_request` for a cursor that is none of ours. */
export async function listRescorings(
  deps: Deps,
  access: Of,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: RescoringView[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : readCursor(page.cursor, 'rsc')
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const { mode, lender } = access
    const limit = page.limit + 1
    const found = await listRescoringRows(tx, lender.id, { mode, after, limit })
    const shown = found.slice(0, page.limit)
    const now = timestamp(deps.clock)
    const items: RescoringView[] = []
    for (const one of shown) items.push(await viewRescoring(tx, one, now))
    const last = shown.at(-1)
    const more = found.length > shown.length && last !== undefined
    return { items, nextCursor: more ? writeCursor(last) : null }
  })
}

/** @throws AppError `not_found` */
export async function findForLender(
  tx: Database,
  access: Of,
  id: string,
  lock = false,
): Promise<Rescoring> {
  const found = await findRescoring(tx, { lenderId: access.lender.id, id }, lock)
  if (found === null || found.mode !== access.mode) {
    throw new AppError('not_found', 'There is no such re-scoring.')
  }
  return found
}

export async function viewRescoring(
  tx: Database,
  rescoring: Rescoring,
  now: string,
): Promise<RescoringView> {
  const since = new Date(Date.parse(now) - RATE_SECONDS * 1000).toISOString()
  return toView(rescoring, await sumParts(tx, rescoring, since), now)
}
