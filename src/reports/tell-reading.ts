// The page of a report, opened through a link, tells how long it was in sight.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import { inLenderOfToken } from '../sessions/applicant.ts'
import { linkHandle } from './link-handle.ts'
import { tellSeconds } from './reading-store.ts'

/** A page is hidden and shown again many times; the audit is told so often at most, the reading always. */
const MOST_AUDITED = 20

/** @returns false when this link began no such reading. A link past its time may still tell of one it began. */
export async function tellReading(
  deps: { db: Pool; clock: Clock },
  token: string,
  { readingId, seconds }: { readingId: string; seconds: number },
): Promise<boolean> {
  const linkHash = hashSecret(token)
  const told = await inLenderOfToken(deps.db, token, async (tx, lenderId) => {
    const at = timestamp(deps.clock)
    const reading = await tellSeconds(tx, { lenderId, id: readingId, linkHash }, { seconds, at })
    if (reading === null) return false
    if (reading.told > MOST_AUDITED) return true
    await appendAudit(tx, {
      lenderId,
      actor: reading.actor,
      action: 'report.reading_told',
      subjectId: reading.reportId,
      detail: { reading: readingId, link: linkHandle(linkHash), seconds: reading.seconds },
      at,
    })
    return true
  })
  return told ?? false
}
