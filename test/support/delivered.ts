// Sessions whose report was sent to the lender, and looks at what is left of them.
import { sql } from 'kysely'
import type { Pool } from '../../src/db/database.ts'
import { sendReport } from '../../src/sessions/send-report.ts'
import type { SessionRequest } from '../../src/sessions/session.ts'
import { confirming } from './journey-steps.ts'
import type { House } from './use-cases.ts'

export async function delivered(house: House, change: Partial<SessionRequest> = {}) {
  const session = await confirming(house, change)
  await sendReport(house.deps, session.browserToken)
  const row = await house.db
    .selectFrom('reports')
    .select(['id', 'snapshot_id as snapshotId'])
    .where('session_id', '=', session.id)
    .executeTakeFirstOrThrow()
  return { ...session, reportId: row.id, snapshotId: row.snapshotId ?? '' }
}

/** Rows of every table, the audit's apart, that hold any of the ids. */
export async function rowsNaming(db: Pool, ids: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ name: string }>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname in ('public', 'keystore') and tablename not in ('audit_events', 'outbox_events')`.execute(
    db,
  )
  const found: string[] = []
  for (const { name } of rows) {
    for (const id of ids) {
      const held =
        await sql`select from ${sql.raw(name)} t where row_to_json(t)::text like ${`%${id}%`} limit 1`.execute(
          db,
        )
      if (held.rows.length > 0) found.push(`${name} ${id.slice(0, 4)}`)
    }
  }
  return found.toSorted()
}
