// One report by its id, for the lender it belongs to.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import type { ReadReport } from './kept-report.ts'
import { openReport } from './read-report.ts'
import { findReleased, type ReportRow } from './report-store.ts'

/** @throws AppError `not_found`: another lender's, a missing one, an expired one and a draft alike. */
export async function getReport(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
): Promise<ReadReport> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findForAccess(tx, access, { id }, at)
    return await readAudited(deps, tx, { lenderId: access.lender.id, actor: access.actor, row, at })
  })
}

export async function findForAccess(
  tx: Database,
  access: Access,
  by: { id: string } | { sessionId: string },
  at: string,
): Promise<ReportRow> {
  const row = await findReleased(tx, access.lender.id, by, at)
  if (!row || (row.mode !== null && row.mode !== access.mode)) {
    throw new AppError('not_found', 'There is no such report.')
  }
  return row
}

/** Every reading is on record (who, which report). */
export async function readAudited(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, actor, row, at }: { lenderId: string; actor: string; row: ReportRow; at: string },
): Promise<ReadReport> {
  const report = await openReport(deps, tx, lenderId, row)
  await appendAudit(tx, {
    lenderId,
    actor,
    action: 'report.read',
    subjectId: row.id,
    detail: {},
    at,
  })
  return report
}
