// Who read a report, through what, when and for how long.
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { readCursor, writeCursor } from '../runtime/page-cursor.ts'
import type { Vault } from '../vault/vault.ts'
import { findForAccess } from './get-report.ts'
import { linkHandle } from './link-handle.ts'
import { openName } from './link-person.ts'
import { listReadings } from './reading-store.ts'

export const readingSchema = z
  .object({
    id: z.string(),
    readAt: z.string(),
    actor: z.string().meta({ description: 'As in the audit: a key, a token’s subject, a person' }),
    link: z.string().nullable().meta({ description: 'null: through the API' }),
    namedFor: z.string().nullable().meta({
      description: 'Who the link was made for; null: through the API, or the link is gone',
    }),
    seconds: z.int().nullable().meta({
      description:
        'How long the page was in sight, as the browser told it, never longer than by our clock; null: not known',
    }),
    toldAt: z.string().nullable().meta({ description: 'When the browser told it last' }),
  })
  .meta({ id: 'ReportReading' })
export type Reading = z.infer<typeof readingSchema>

/** @throws AppError `not_found`; `invalid_request` for a cursor that is none of this list */
export async function readReadings(
  deps: { db: Pool; vault: Vault; clock: Clock },
  access: Access,
  reportId: string,
  page: { cursor?: string | undefined; limit: number },
): Promise<{ items: Reading[]; nextCursor: string | null }> {
  const { lender, actor } = access
  const lenderId = lender.id
  const after = page.cursor === undefined ? null : readCursor(page.cursor, 'rdg')
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const { subjectId } = await findForAccess(tx, access, { id: reportId }, at)
    const found = await listReadings(tx, { lenderId, reportId }, { after, limit: page.limit + 1 })
    const rows = found.slice(0, page.limit)
    const items: Reading[] = []
    for (const row of rows) {
      const { id, linkHash: tokenHash, seconds, toldAt } = row
      const through =
        tokenHash === null
          ? { link: null, namedFor: null }
          : {
              link: linkHandle(tokenHash),
              namedFor: await openName(deps, tx, { lenderId, subjectId, tokenHash }, row),
            }
      items.push({ id, readAt: row.createdAt, actor: row.actor, ...through, seconds, toldAt })
    }
    const action = 'report.readings_read'
    await appendAudit(tx, { lenderId, actor, action, subjectId: reportId, detail: {}, at })
    const last = rows.at(-1)
    return { items, nextCursor: found.length > rows.length && last ? writeCursor(last) : null }
  })
}
