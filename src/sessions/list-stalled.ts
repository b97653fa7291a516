// Sessions that nobody moves: their banks are done, and the job that should go on from there is gone.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** Open sessions with something collected, all of whose connections had ended `before`. */
export async function listStalledSessions(
  db: Database,
  lenderId: string,
  { before, limit }: { before: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select s.id from sessions s
    join connections c on c.lender_id = s.lender_id and c.session_id = s.id
    where s.lender_id = ${lenderId} and s.status = 'open'
    group by s.id
    having bool_and(coalesce(c.ended_at < ${before}, false)) and bool_or(c.status = 'collected')
    order by s.id limit ${limit}`.execute(db)
  return rows.map(({ id }) => id)
}
