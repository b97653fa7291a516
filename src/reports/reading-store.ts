// Each reading of a report, in PostgreSQL: who, when, and for how long where that is known.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import type { PageEnd } from '../runtime/page-cursor.ts'

export type NewReading = {
  readonly lenderId: string
  readonly id: string
  readonly reportId: string
  readonly actor: string
  /** Of the link it was opened through; null: through the API. */
  readonly linkHash: Buffer | null
  readonly at: string
}

export const insertReading = prepared((tx, reading: NewReading) =>
  tx.insertInto('report_readings').values({
    lender_id: reading.lenderId,
    id: reading.id,
    report_id: reading.reportId,
    actor: reading.actor,
    link_hash: reading.linkHash,
    read_at: reading.at,
    seconds: null,
    told_at: null,
  }),
)

/**
 * Never less than was told before, and never more than passed by our own clock since it was opened.
 * @returns null for a reading this link did not begin.
 */
export async function tellSeconds(
  tx: Database,
  of: { lenderId: string; id: string; linkHash: Buffer },
  { seconds, at }: { seconds: number; at: string },
): Promise<{ reportId: string; actor: string; seconds: number; told: number } | null> {
  const passed = sql`ceil(extract(epoch from ${at}::timestamptz - read_at))`
  const row = await tx
    .updateTable('report_readings')
    .set({
      seconds: sql<number>`greatest(coalesce(seconds, 0), least(${seconds}, ${passed}))::integer`,
      told_at: at,
      told: sql<number>`told + 1`,
    })
    .where('lender_id', '=', of.lenderId)
    .where('id', '=', of.id)
    .where('link_hash', '=', of.linkHash)
    .returning(['report_id as reportId', 'actor', 'seconds', 'told'])
    .executeTakeFirst()
  return row ? { ...row, seconds: row.seconds ?? 0 } : null
}

/** Newest first; the name of who a link is for is there as long as its link is. */
export async function listReadings(
  tx: Database,
  { lenderId, reportId }: { lenderId: string; reportId: string },
  page: { readonly after: PageEnd | null; readonly limit: number },
) {
  let query = tx
    .selectFrom('report_readings as g')
    .leftJoin('report_links as l', (join) =>
      join.onRef('l.lender_id', '=', 'g.lender_id').onRef('l.token_hash', '=', 'g.link_hash'),
    )
    .select(['g.id', 'g.actor', 'g.link_hash as linkHash', 'g.read_at as createdAt'])
    .select(['g.seconds', 'g.told_at as toldAt'])
    .select(['l.named_for as namedFor', 'l.sealed_named_for as sealedNamedFor'])
    .where('g.lender_id', '=', lenderId)
    .where('g.report_id', '=', reportId)
  const { after } = page
  if (after !== null) {
    query = query.where((or) =>
      or.or([
        or('g.read_at', '<', after.createdAt),
        or.and([or('g.read_at', '=', after.createdAt), or('g.id', '>', after.id)]),
      ]),
    )
  }
  return await query.orderBy('g.read_at', 'desc').orderBy('g.id').limit(page.limit).execute()
}
