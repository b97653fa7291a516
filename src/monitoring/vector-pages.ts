// The figures that may be followed: of those who agreed to validation and have not withdrawn, by the day of the report.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type VectorRow = {
  readonly id: string
  readonly reportedAt: string
  readonly sealedVector: Buffer
}

export type VectorPage = {
  readonly lenderId: string
  readonly mode: 'test' | 'live'
  /** RFC 3339: included, and excluded. */
  readonly from: string
  readonly to: string
  readonly now: string
  readonly after: VectorRow | null
  readonly limit: number
}

export async function listVectors(tx: Database, page: VectorPage): Promise<VectorRow[]> {
  const after = page.after ?? { reportedAt: page.from, id: '' }
  const { rows } = await sql<VectorRow>`
    select v.id, v.reported_at as "reportedAt", v.sealed_vector as "sealedVector"
    from validation_vectors v
    join sessions s on s.lender_id = v.lender_id and s.id = v.session_id
    where v.lender_id = ${page.lenderId} and v.expires_at > ${page.now}
      and v.reported_at >= ${page.from} and v.reported_at < ${page.to}
      and (v.reported_at, v.id) > (${after.reportedAt}::timestamptz, ${after.id})
      and s.mode = ${page.mode} and s.withdrawn_at is null and s.legal_hold_at is null
    order by v.reported_at, v.id limit ${page.limit}`.execute(tx)
  return rows
}
