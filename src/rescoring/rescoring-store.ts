// Re-scorings in PostgreSQL. Every move is one conditional UPDATE: no row means somebody else moved first.
import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import { type Grade, grades } from '../core/scoring/score.ts'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { type LeftOut, leftOutSchema, type RescoringStatus } from './rescoring.ts'

export type RulebookName = { readonly version: string; readonly hash: string }

export type Rescoring = {
  readonly lenderId: string
  readonly id: string
  readonly mode: 'test' | 'live'
  readonly status: RescoringStatus
  readonly rulebook: RulebookName
  /** null: held against the reports as they stand. */
  readonly baseline: RulebookName | null
  /** RFC 3339; `until` is the first moment that is too late. */
  readonly since: string | null
  readonly until: string | null
  readonly product: string | null
  readonly grades: readonly Grade[] | null
  readonly sample: number | null
  readonly seed: string
  readonly sampleLimit: string | null
  readonly plannedTo: string
  readonly parts: number
  readonly selected: number | null
  readonly leftOut: LeftOut | null
  readonly actor: string
  readonly createdAt: string
  readonly startedAt: string | null
  readonly endedAt: string | null
}

export type RescoringKey = { readonly lenderId: string; readonly id: string }

export async function insertRescoring(tx: Database, one: Rescoring): Promise<void> {
  await tx
    .insertInto('rescorings')
    .values({
      lender_id: one.lenderId,
      id: one.id,
      mode: one.mode,
      status: one.status,
      rulebook_version: one.rulebook.version,
      rulebook_hash: one.rulebook.hash,
      baseline_version: one.baseline?.version ?? null,
      baseline_hash: one.baseline?.hash ?? null,
      since: one.since,
      until: one.until,
      product: one.product,
      grades: one.grades === null ? null : [...one.grades],
      sample: one.sample,
      seed: one.seed,
      actor: one.actor,
      created_at: one.createdAt,
    })
    .execute()
}

/** `lock`: others may still refer to the row, and none may move it until the transaction ends. */
export async function findRescoring(
  tx: Database,
  { lenderId, id }: RescoringKey,
  lock = false,
): Promise<Rescoring | null> {
  const query = tx
    .selectFrom('rescorings')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
  const row = await (lock ? query.forNoKeyUpdate() : query).executeTakeFirst()
  return row ? toRescoring(row) : null
}

/** Those that have not ended, oldest first. */
export async function listUnended(tx: Database, lenderId: string): Promise<Rescoring[]> {
  const rows = await tx
    .selectFrom('rescorings')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('status', 'in', ['planning', 'running'])
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toRescoring)
}

/** Newest first. */
export async function listRescoringRows(
  tx: Database,
  lenderId: string,
  page: {
    readonly mode: 'test' | 'live'
    readonly after: { readonly createdAt: string; readonly id: string } | null
    readonly limit: number
  },
): Promise<Rescoring[]> {
  let query = tx
    .selectFrom('rescorings')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('mode', '=', page.mode)
  const { after } = page
  if (after !== null) {
    query = query.where(({ or, and, eb }) =>
      or([
        eb('created_at', '<', after.createdAt),
        and([eb('created_at', '=', after.createdAt), eb('id', '>', after.id)]),
      ]),
    )
  }
  const rows = await query.orderBy('created_at', 'desc').orderBy('id').limit(page.limit).execute()
  return rows.map(toRescoring)
}

/** What was counted before the first part. @returns false when another did, or it was cancelled. */
export async function startRescoring(
  tx: Database,
  { lenderId, id }: RescoringKey,
  begun: {
    readonly selected: number
    readonly leftOut: LeftOut
    readonly sampleLimit: string | null
    readonly at: string
  },
): Promise<boolean> {
  const result = await tx
    .updateTable('rescorings')
    .set({
      selected: begun.selected,
      left_out: JSON.stringify(begun.leftOut),
      sample_limit: begun.sampleLimit,
      started_at: begun.at,
    })
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .where('status', '=', 'planning')
    .where('started_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** @returns false when another planned meanwhile, or it was cancelled. */
export async function advancePlan(
  tx: Database,
  { lenderId, id }: RescoringKey,
  plan: { readonly from: string; readonly to: string; readonly parts: number },
): Promise<boolean> {
  const result = await tx
    .updateTable('rescorings')
    .set((row) => ({ planned_to: plan.to, parts: row('parts', '+', plan.parts) }))
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .where('status', '=', 'planning')
    .where('planned_to', '=', plan.from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

const movesTo = {
  running: ['planning'],
  completed: ['running'],
  cancelled: ['planning', 'running'],
} as const satisfies Partial<Record<RescoringStatus, readonly RescoringStatus[]>>

/** `at`: of an end. @returns false when it is in no status that may move there. */
export async function moveRescoring(
  tx: Database,
  { lenderId, id }: RescoringKey,
  to: keyof typeof movesTo,
  at: string | null,
): Promise<boolean> {
  const result = await tx
    .updateTable('rescorings')
    .set({ status: to, ended_at: at })
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .where('status', 'in', movesTo[to])
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Unended re-scorings of every lender, as a worker sees them: how many snapshots wait in parts. */
export async function countWaiting(tx: Database, lenderId: string): Promise<number> {
  const { rows } = await sql<{ waiting: number }>`
    select coalesce(sum(p.selected - p.scored - p.failed - p.other_grade), 0)::int as waiting
    from rescoring_parts p join rescorings r on r.lender_id = p.lender_id and r.id = p.rescoring_id
    where p.lender_id = ${lenderId} and p.ended_at is null and r.status in ('planning', 'running')`.execute(
    tx,
  )
  return rows[0]?.waiting ?? 0
}

const gradesSchema = z.array(z.enum(grades)).nullable()

function toRescoring(row: Selectable<Tables['rescorings']>): Rescoring {
  const { baseline_version: version, baseline_hash: hash } = row
  return {
    lenderId: row.lender_id,
    id: row.id,
    mode: row.mode,
    status: row.status,
    rulebook: { version: row.rulebook_version, hash: row.rulebook_hash },
    baseline: version === null || hash === null ? null : { version, hash },
    since: row.since,
    until: row.until,
    product: row.product,
    grades: gradesSchema.parse(row.grades),
    sample: row.sample,
    seed: row.seed,
    sampleLimit: row.sample_limit,
    plannedTo: row.planned_to,
    parts: row.parts,
    selected: row.selected,
    leftOut: leftOutSchema.nullable().parse(row.left_out),
    actor: row.actor,
    createdAt: row.created_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
  }
}
