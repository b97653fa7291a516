// An underwriter opens the link they were given.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { inLenderOfToken } from '../sessions/applicant.ts'
import type { Vault } from '../vault/vault.ts'
import { readAudited } from './get-report.ts'
import type { ReadReport } from './kept-report.ts'
import { linkHandle } from './link-handle.ts'
import { findReleased, openLink } from './report-store.ts'

/** @throws AppError `link_unknown`: unknown, expired and malformed alike. */
export async function openReportLink(
  deps: { db: Pool; vault: Vault; clock: Clock },
  token: string,
): Promise<ReadReport> {
  const opened = await inLenderOfToken(deps.db, token, async (tx, lenderId) => {
    const at = timestamp(deps.clock)
    const tokenHash = hashSecret(token)
    const link = await openLink(tx, lenderId, tokenHash, at)
    const row = link ? await findReleased(tx, lenderId, { id: link.reportId }, at) : null
    if (!row) throw unknown()
    const actor = `link:${linkHandle(tokenHash)}`
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'report.link_opened',
      subjectId: row.id,
      detail: {},
      at,
    })
    return await readAudited(deps, tx, { lenderId, actor, row, at })
  })
  if (opened === null) throw unknown()
  return opened
}

function unknown(): AppError {
  return new AppError('link_unknown', 'This link is not known, or its time is over.')
}
