// An underwriter opens the link they were given.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newId } from '../runtime/ids.ts'
import { inLenderOfToken } from '../sessions/applicant.ts'
import type { Vault } from '../vault/vault.ts'
import { readAudited } from './get-report.ts'
import type { ReadReport } from './kept-report.ts'
import { linkHandle } from './link-handle.ts'
import { listVersions, versionAmong } from './link-store.ts'
import { findReleased, openLink } from './report-store.ts'

/**
 * The newest version of the report, or the one asked for.
 * @throws AppError `link_unknown`: unknown, expired and malformed alike.
 */
export async function openReportLink(
  deps: { db: Pool; vault: Vault; clock: Clock },
  token: string,
  asked?: string,
): Promise<ReadReport & { readonly readingId: string }> {
  const opened = await inLenderOfToken(deps.db, token, async (tx, lenderId) => {
    const at = timestamp(deps.clock)
    const tokenHash = hashSecret(token)
    const link = await openLink(tx, lenderId, tokenHash, at)
    const versions = link
      ? await listVersions(tx, { lenderId, reportId: link.reportId, now: at })
      : []
    if (versions.length === 0) throw unknown()
    const row = await findReleased(tx, lenderId, { id: versionAmong(versions, asked) }, at)
    if (!row) throw unknown()
    // links made before the name was sealed act by their handle
    const actor = link?.person ?? `link:${linkHandle(tokenHash)}`
    const readingId = newId('rdg')
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'report.link_opened',
      subjectId: row.id,
      detail: { link: linkHandle(tokenHash) },
      at,
    })
    const reading = { lenderId, actor, row, at, linkHash: tokenHash, readingId }
    return { ...(await readAudited(deps, tx, reading)), readingId }
  })
  if (opened === null) throw unknown()
  return opened
}

function unknown(): AppError {
  return new AppError('link_unknown', 'This link is not known, or its time is over.')
}
