// The report as the applicant reads it, before it is sent and after: the very lines that the lender gets.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Lender } from '../lenders/lender.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { inLenderOfToken, linkUnknown } from '../sessions/applicant.ts'
import { findSession } from '../sessions/session-store.ts'
import { statusAt } from '../sessions/transitions.ts'
import type { Vault } from '../vault/vault.ts'
import type { ReadReport } from './kept-report.ts'
import { openReport } from './read-report.ts'
import { findDraftOrReleased } from './report-store.ts'

export type OwnReport = {
  readonly report: ReadReport
  readonly lender: Lender
  readonly language: 'fr' | 'en'
  /** Sent to the lender already. */
  readonly sent: boolean
}

/** @throws AppError `link_unknown`; `session_not_ready` when there is none, or no more */
export async function getOwnReport(
  deps: { db: Pool; vault: Vault; clock: Clock },
  browserToken: string,
): Promise<OwnReport> {
  const browserHash = hashSecret(browserToken)
  const own = await inLenderOfToken(deps.db, browserToken, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { browserHash })
    if (!session) throw linkUnknown()
    const at = timestamp(deps.clock)
    const status = statusAt(session, at)
    const shown = status === 'confirming' || status === 'completed'
    const { reportId: id, language } = session
    const row = shown && id !== null ? await findDraftOrReleased(tx, { lenderId, id }) : null
    if (!row) throw new AppError('session_not_ready', 'There is no report to read.')
    const report = await openReport(deps, tx, lenderId, row)
    const event = { lenderId, actor: 'applicant', action: 'report.read', subjectId: row.id }
    await appendAudit(tx, { ...event, detail: {}, at })
    const lender = await readLender(tx, lenderId)
    return { report, lender, language, sent: status === 'completed' }
  })
  if (own === null) throw linkUnknown()
  return own
}
