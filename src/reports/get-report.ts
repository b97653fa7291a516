// One report by its id, for the lender it belongs to.
import { type AuditDetail, appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import type { ReadReport } from './kept-report.ts'
import { linkHandle } from './link-handle.ts'
import { openReport } from './read-report.ts'
import { insertReading } from './reading-store.ts'
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

/** The one that this request kept before, if it did: `id` is made for one request alone. */
export async function findKept(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  id: string,
): Promise<ReadReport | null> {
  return await getReport(deps, access, id).catch((error: unknown) => {
    if (error instanceof AppError && error.code === 'not_found') return null
    throw error
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

type Audited = {
  readonly lenderId: string
  readonly actor: string
  readonly row: ReportRow
  readonly at: string
  /** Of the link it is opened through. */
  readonly linkHash?: Buffer | null
  readonly readingId?: string
  /** To compare with another: on record in the audit, and no reading of its own. */
  readonly compared?: boolean
}

/** Every reading is on record: who, which report, through which link. */
export async function readAudited(
  deps: { vault: Vault },
  tx: Database,
  of: Audited,
): Promise<ReadReport> {
  const { lenderId, actor, row, at } = of
  const report = await openReport(deps, tx, lenderId, row)
  const detail = of.compared ? { compared: true } : await keepReading(tx, of)
  const event = { lenderId, actor, action: 'report.read', subjectId: row.id, detail, at }
  await appendAudit(tx, event)
  return report
}

async function keepReading(
  tx: Database,
  { lenderId, actor, row, at, linkHash = null, readingId = newId('rdg') }: Audited,
): Promise<AuditDetail> {
  await insertReading(tx, { lenderId, id: readingId, reportId: row.id, actor, linkHash, at })
  return { reading: readingId, ...(linkHash === null ? {} : { link: linkHandle(linkHash) }) }
}
