// When what sessions hold is over, in PostgreSQL, and how the fate of an application brings it forward.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { SessionKey } from './session-store.ts'

/** Of one session, the latest of each kind; null: none is kept. */
export type Expiries = { readonly snapshot: string | null; readonly report: string | null }

/** Of those whose report was delivered; no query when there is none. */
export async function listExpiries(
  tx: Database,
  lenderId: string,
  sessions: readonly { readonly id: string; readonly reportId: string | null }[],
): Promise<ReadonlyMap<string, Expiries>> {
  const ids = sessions.filter(({ reportId }) => reportId !== null).map(({ id }) => id)
  if (ids.length === 0) return new Map()
  const { rows } = await sql<Expiries & { id: string }>`select s.id,
      (select max(p.expires_at) from snapshots p where p.lender_id = s.lender_id and p.subject_id = s.id) as snapshot,
      (select max(r.expires_at) from reports r where r.lender_id = s.lender_id and r.session_id = s.id) as report
    from sessions s where s.lender_id = ${lenderId} and s.id = any(${ids})`.execute(tx)
  return new Map(rows.map(({ id, ...expiries }) => [id, expiries]))
}

/**
 * Reckons anew, from the limits of all sessions a row rests on, when the reports and snapshots of one of them are
 * over: reports over several who apply together go by the first limit of any.
 */
export async function applyLimits(tx: Database, { lenderId, id }: SessionKey): Promise<void> {
  const together = sql`select t.report_id from report_sessions t
    where t.lender_id = ${lenderId} and t.session_id = ${id}`
  await sql`update reports r set full_expires_at = coalesce(r.full_expires_at, r.expires_at),
      expires_at = least(coalesce(r.full_expires_at, r.expires_at), (select min(s.report_until) from sessions s
        where s.lender_id = r.lender_id and (s.id = r.session_id or s.id in (select t.session_id
          from report_sessions t where t.lender_id = r.lender_id and t.report_id = r.id))))
    where r.lender_id = ${lenderId} and (r.session_id = ${id} or r.id in (${together}))`.execute(tx)
  await sql`update snapshots p set full_expires_at = coalesce(p.full_expires_at, p.expires_at),
      expires_at = least(coalesce(p.full_expires_at, p.expires_at), (select min(s.snapshot_until) from sessions s
        where s.lender_id = p.lender_id and (s.id = p.subject_id or s.id in (select t.session_id
          from report_sessions t where t.lender_id = p.lender_id and t.report_id = p.subject_id))))
    where p.lender_id = ${lenderId} and (p.subject_id = ${id} or p.subject_id in (${together}))`.execute(
    tx,
  )
}
