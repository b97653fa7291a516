// Parts of re-scorings in PostgreSQL: ranges of snapshot ids, how far each is done, and what came of it.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Progress } from './rescoring.ts'
import type { RescoringKey } from './rescoring-store.ts'

export type PartKey = {
  readonly lenderId: string
  readonly rescoringId: string
  readonly part: number
}

export type Part = {
  /** The last snapshot that is done with. */
  readonly doneTo: string
  /** The last of the part. */
  readonly upTo: string
  /** Beginnings that led to nothing yet, this one too. */
  readonly starts: number
}

export type NewPart = {
  readonly part: number
  readonly after: string
  readonly upTo: string
  readonly selected: number
}

export async function insertParts(
  tx: Database,
  { lenderId, id }: RescoringKey,
  parts: readonly NewPart[],
  at: string,
): Promise<void> {
  const rows = parts.map(({ part, after, upTo, selected }) => ({
    lender_id: lenderId,
    rescoring_id: id,
    part,
    done_to: after,
    up_to: upTo,
    selected,
    touched_at: at,
  }))
  await tx.insertInto('rescoring_parts').values(rows).execute()
}

/** Counts the beginning. @returns null when the part has ended or its re-scoring has. */
export async function beginPart(tx: Database, key: PartKey, at: string): Promise<Part | null> {
  const { rows } = await sql<Part>`
    update rescoring_parts p set starts = p.starts + 1, touched_at = ${at}
    from rescorings r
    where p.lender_id = ${key.lenderId} and p.rescoring_id = ${key.rescoringId} and p.part = ${key.part}
      and p.ended_at is null and r.lender_id = p.lender_id and r.id = p.rescoring_id
      and r.status in ('planning', 'running')
    returning p.done_to as "doneTo", p.up_to as "upTo", p.starts`.execute(tx)
  return rows[0] ?? null
}

/**
 * Held until the transaction ends, and with it the snapshots of the lender: whoever deletes one waits, and takes along
 * what is written of it meanwhile (`nonante_results_go` in the migrations).
 * @returns false when another worker has gone on with the part meanwhile, or its re-scoring has ended.
 */
export async function holdPart(tx: Database, key: PartKey, doneTo: string): Promise<boolean> {
  const { rows } = await sql`
    select pg_advisory_xact_lock_shared(hashtextextended('nonante results ' || p.lender_id, 0))
    from rescoring_parts p join rescorings r on r.lender_id = p.lender_id and r.id = p.rescoring_id
    where p.lender_id = ${key.lenderId} and p.rescoring_id = ${key.rescoringId} and p.part = ${key.part}
      and p.done_to = ${doneTo} and p.ended_at is null and r.status in ('planning', 'running')
    for update of p`.execute(tx)
  return rows.length === 1
}

export type Advance = {
  readonly to: string
  readonly scored: number
  readonly failed: number
  readonly otherGrade: number
  readonly ended: boolean
  readonly at: string
}

/** The caller holds the part. */
export async function advancePart(tx: Database, key: PartKey, step: Advance): Promise<void> {
  await sql`
    update rescoring_parts p set done_to = ${step.to}, scored = p.scored + ${step.scored},
      failed = p.failed + ${step.failed}, other_grade = p.other_grade + ${step.otherGrade},
      starts = greatest(p.starts - 1, 1), touched_at = ${step.at},
      ended_at = ${step.ended ? step.at : null}
    where p.lender_id = ${key.lenderId} and p.rescoring_id = ${key.rescoringId} and p.part = ${key.part}`.execute(
    tx,
  )
}

export async function hasOpenParts(tx: Database, { lenderId, id }: RescoringKey): Promise<boolean> {
  const row = await tx
    .selectFrom('rescoring_parts')
    .select('part')
    .where('lender_id', '=', lenderId)
    .where('rescoring_id', '=', id)
    .where('ended_at', 'is', null)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

/** Open and not touched since: perhaps waiting in the queue, perhaps lost. Longest untouched first. */
export async function listUntouched(
  tx: Database,
  { lenderId, id }: RescoringKey,
  { before, limit }: { before: string; limit: number },
): Promise<number[]> {
  const rows = await tx
    .selectFrom('rescoring_parts')
    .select('part')
    .where('lender_id', '=', lenderId)
    .where('rescoring_id', '=', id)
    .where('ended_at', 'is', null)
    .where('touched_at', '<', before)
    .orderBy('touched_at')
    .orderBy('part')
    .limit(limit)
    .execute()
  return rows.map(({ part }) => part)
}

export type PartSums = Pick<Progress, 'scored' | 'failed' | 'otherGrade' | 'gone'> & {
  /** Done with in parts that ended since the moment asked for. */
  readonly lately: number
}

export async function sumParts(
  tx: Database,
  { lenderId, id }: RescoringKey,
  since: string,
): Promise<PartSums> {
  const { rows } = await sql<PartSums>`
    select coalesce(sum(scored), 0)::int as scored, coalesce(sum(failed), 0)::int as failed,
      coalesce(sum(other_grade), 0)::int as "otherGrade",
      coalesce(sum(selected - scored - failed - other_grade) filter (where ended_at is not null), 0)::int as gone,
      coalesce(sum(selected) filter (where ended_at >= ${since}), 0)::int as lately
    from rescoring_parts where lender_id = ${lenderId} and rescoring_id = ${id}`.execute(tx)
  return rows[0] ?? { scored: 0, failed: 0, otherGrade: 0, gone: 0, lately: 0 }
}
