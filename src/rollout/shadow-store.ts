// What a challenger is to score and what came of it, in PostgreSQL: only of what may be scored again.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { type SealedScored, sealedScoredColumns } from '../reports/kept-scored.ts'

export type Shadowed = SealedScored & {
  readonly snapshotId: string
  readonly snapshotHash: string
  readonly sealedSnapshot: Buffer
}

/** The session's snapshot with the report its lender was sent; null when it may not be scored again, or not any more. */
export async function findShadowed(
  tx: Database,
  { lenderId, sessionId, now }: { lenderId: string; sessionId: string; now: string },
): Promise<Shadowed | null> {
  const { rows } = await sql<Shadowed>`
    select s.id as "snapshotId", s.hash as "snapshotHash", s.sealed_body as "sealedSnapshot",
      ${sealedScoredColumns}
    from rescorable_snapshots s
    join reports r on r.lender_id = s.lender_id and r.snapshot_id = s.id and r.origin = 'session'
      and r.released_at is not null and r.expires_at > ${now}
    where s.lender_id = ${lenderId} and s.session_id = ${sessionId} and s.expires_at > ${now}
    order by r.created_at limit 1`.execute(tx)
  return rows[0] ?? null
}

export async function hasShadowResult(
  tx: Database,
  of: { lenderId: string; snapshotId: string; rulebookHash: string },
): Promise<boolean> {
  const row = await tx
    .selectFrom('shadow_results')
    .select('snapshot_id')
    .where('lender_id', '=', of.lenderId)
    .where('snapshot_id', '=', of.snapshotId)
    .where('rulebook_hash', '=', of.rulebookHash)
    .executeTakeFirst()
  return row !== undefined
}

/**
 * Only if it may still be scored: who withdrew while it was reckoned is not written.
 * @returns false when it was not written, or was already
 */
export async function insertShadowResult(
  tx: Database,
  of: {
    readonly lenderId: string
    readonly snapshotId: string
    readonly rulebookHash: string
    readonly sealedResult: Buffer
    readonly at: string
  },
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    insert into shadow_results (lender_id, snapshot_id, rulebook_hash, sealed_result, created_at)
    select s.lender_id, s.id, ${of.rulebookHash}, ${of.sealedResult}, ${of.at}
    from rescorable_snapshots s
    where s.lender_id = ${of.lenderId} and s.id = ${of.snapshotId} and s.expires_at > ${of.at}
    on conflict do nothing`.execute(tx)
  return numAffectedRows === 1n
}

export type ShadowRow = { readonly snapshotId: string; readonly sealedResult: Buffer }

/** A result is for the same purpose as the scoring, and kept no longer. */
export async function listShadowResults(
  tx: Database,
  { lenderId, rulebookHash }: { lenderId: string; rulebookHash: string },
  page: {
    readonly mode: 'test' | 'live'
    readonly after: string
    readonly limit: number
    readonly now: string
  },
): Promise<ShadowRow[]> {
  const { rows } = await sql<ShadowRow>`
    select n.snapshot_id as "snapshotId", n.sealed_result as "sealedResult"
    from shadow_results n
    join rescorable_snapshots s on s.lender_id = n.lender_id and s.id = n.snapshot_id
    where n.lender_id = ${lenderId} and n.rulebook_hash = ${rulebookHash} and n.snapshot_id > ${page.after}
      and s.mode = ${page.mode} and s.expires_at > ${page.now}
    order by n.snapshot_id limit ${page.limit}`.execute(tx)
  return rows
}
