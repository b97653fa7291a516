// What comes of each snapshot, in PostgreSQL: read in batches, written once.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type SealedScored, sealedScoredColumns } from '../reports/kept-scored.ts'
import type { RescoringKey } from './rescoring-store.ts'
import { chosenInOrder, type Range, type Selection } from './selection.ts'

/** A snapshot to score, with the newest report drawn from it. */
export type Candidate = {
  readonly snapshotId: string
  readonly snapshotHash: string
  readonly sealedSnapshot: Buffer
  readonly sealedCorrections: Buffer | null
} & (SealedScored | NoReport)

/** The report is no longer kept. */
type NoReport = { readonly reportSubjectId: null }

export async function readCandidates(
  tx: Database,
  of: Selection,
  range: Range,
): Promise<Candidate[]> {
  const { rows } = await sql<Candidate>`
    select s.id as "snapshotId", s.hash as "snapshotHash", s.sealed_body as "sealedSnapshot",
      r.sealed_corrections as "sealedCorrections", ${sealedScoredColumns}
    from ${chosenInOrder(of, range)}
    left join lateral (
      select n.subject_id, n.sealed_scored, n.sealed_body, n.sealed_transactions, n.sealed_corrections
      from reports n
      where n.lender_id = s.lender_id and n.snapshot_id = s.id and n.released_at is not null
        and n.expires_at > ${range.now}
      order by n.created_at desc, n.id limit 1
    ) r on true
    order by k.id limit ${range.limit}`.execute(tx)
  return rows
}

export type NewResult = {
  readonly snapshotId: string
  /** Null: it failed. */
  readonly sealedBody: Buffer | null
  readonly failureCode: string | null
}

/** Only of those that may still be scored: who withdrew while it was reckoned is not written. @returns how many. */
export async function insertResults(
  tx: Database,
  { lenderId, id }: RescoringKey,
  results: readonly NewResult[],
  at: string,
): Promise<{ scored: number; failed: number }> {
  if (results.length === 0) return { scored: 0, failed: 0 }
  const { rows } = await sql<{ outcome: 'scored' | 'failed' }>`
    insert into rescoring_results
      (lender_id, rescoring_id, snapshot_id, outcome, failure_code, sealed_body, created_at)
    select s.lender_id, ${id}, s.id, case when n.body is null then 'failed' else 'scored' end, n.code, n.body, ${at}::timestamptz
    from unnest(${results.map(({ snapshotId }) => snapshotId)}::text[],
      ${results.map(({ failureCode }) => failureCode)}::text[],
      ${results.map(({ sealedBody }) => sealedBody)}::bytea[]) as n (id, code, body)
    join rescorable_snapshots s on s.lender_id = ${lenderId} and s.id = n.id
    returning outcome`.execute(tx)
  const scored = rows.filter(({ outcome }) => outcome === 'scored').length
  return { scored, failed: rows.length - scored }
}

export type ResultRow = {
  readonly snapshotId: string
  readonly sessionId: string
  readonly outcome: 'scored' | 'failed'
  readonly failureCode: string | null
  readonly sealedBody: Buffer | null
}

/** Of what may still be scored: a result is for the same purpose as the scoring, and kept no longer. */
export async function listResults(
  tx: Database,
  { lenderId, id }: RescoringKey,
  page: { readonly after: string; readonly limit: number; readonly now: string },
): Promise<ResultRow[]> {
  const { rows } = await sql<ResultRow>`
    select n.snapshot_id as "snapshotId", s.session_id as "sessionId", n.outcome,
      n.failure_code as "failureCode", n.sealed_body as "sealedBody"
    from rescoring_results n
    cross join lateral (select session_id from rescorable_snapshots s
      where s.lender_id = n.lender_id and s.id = n.snapshot_id and s.expires_at > ${page.now} offset 0) s
    where n.lender_id = ${lenderId} and n.rescoring_id = ${id} and n.snapshot_id > ${page.after}
    order by n.snapshot_id limit ${page.limit}`.execute(tx)
  return rows
}
