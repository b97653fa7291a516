// What was corrected in a version of a report, by whom and why, and what it moved.
import { compareAssessments } from '../core/comparison/compare.ts'
import type { Comparison } from '../core/comparison/comparison.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { findForAccess, readAudited } from '../reports/get-report.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { openPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import { keptCorrectionsSchema, type LineCorrection } from './correction.ts'
import { findSealedCorrections } from './correction-store.ts'

export type CorrectionRecord = {
  readonly reportId: string
  readonly previousReportId: string
  readonly corrections: readonly LineCorrection[]
  readonly reason: string
  readonly by: string
  readonly at: string
  /** From the version before to this one; null when that is no longer kept. */
  readonly difference: Comparison | null
}

/** From this version back to the first, or as many as asked for. @throws AppError `not_found` */
export async function readCorrections(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  reportId: string,
  { most = Number.POSITIVE_INFINITY }: { readonly most?: number } = {},
): Promise<CorrectionRecord[]> {
  const { lender, actor } = access
  const lenderId = lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const open = async (id: string) => {
      const row = await findForAccess(tx, access, { id }, at)
      return {
        row,
        read: await readAudited(deps, tx, { lenderId, actor, row, at, compared: true }),
      }
    }
    const records: CorrectionRecord[] = []
    let version = await open(reportId)
    for (;;) {
      if (records.length === most) return records
      const { row, read } = version
      const sealed = await findSealedCorrections(tx, { lenderId, reportId: row.id })
      const previousReportId = read.envelope.previousReportId
      if (sealed === null || previousReportId === null) return records
      const part = { lenderId, sessionId: row.subjectId, connectionId: null } as const
      const kept = await openPart(
        deps,
        tx,
        { ...part, part: 'corrections' },
        sealed,
        keptCorrectionsSchema,
      )
      const previous = await open(previousReportId)
      records.push({
        reportId: row.id,
        previousReportId,
        corrections: kept.added,
        reason: kept.reason,
        by: kept.by,
        at: row.createdAt,
        difference: compareAssessments(assessed(previous.read), assessed(read)),
      })
      version = previous
    }
  })
}

function assessed({ body, transactions }: Awaited<ReturnType<typeof readAudited>>) {
  return { report: body, transactions: [...transactions] }
}
