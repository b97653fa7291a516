// Vectors and outcomes in PostgreSQL: the only SQL on them but what goes with a session.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type Usable = {
  readonly reportId: string
  readonly sessionId: string
  readonly subjectId: string
  readonly sealedBody: Buffer
  readonly reportedAt: string
}

/** Why a report's figures may not be kept for validation; null: they may. */
export type Barrier = 'no_session' | 'several_applicants' | 'not_agreed' | 'withdrawn' | null

export async function barrierOf(
  tx: Database,
  { lenderId, reportId }: { lenderId: string; reportId: string },
): Promise<Barrier> {
  const { rows } = await sql<{
    session: string | null
    several: boolean
    agreed: boolean
    withdrawn: boolean
  }>`
    select r.session_id as session, r.origin = 'co_applicants' as several,
      coalesce('model_validation' = any (s.granted_purposes), false) as agreed,
      coalesce(s.withdrawn_at is not null, false) as withdrawn
    from reports r left join sessions s on s.lender_id = r.lender_id and s.id = r.session_id
    where r.lender_id = ${lenderId} and r.id = ${reportId}`.execute(tx)
  const [row] = rows
  if (row?.several) return 'several_applicants'
  if (row === undefined || row.session === null) return 'no_session'
  if (row.withdrawn) return 'withdrawn'
  return row.agreed ? null : 'not_agreed'
}

/** Delivered reports of those who agreed, of which no figures are kept yet, oldest first. */
export async function listWithoutVector(
  tx: Database,
  { lenderId, now, limit }: { lenderId: string; now: string; limit: number },
): Promise<Usable[]> {
  const { rows } = await sql<Usable>`
    select r.id as "reportId", r.session_id as "sessionId", r.subject_id as "subjectId",
      r.sealed_body as "sealedBody", r.created_at as "reportedAt"
    from reports r join sessions s on s.lender_id = r.lender_id and s.id = r.session_id
    where r.lender_id = ${lenderId} and r.origin = 'session' and r.released_at is not null
      and r.expires_at > ${now} and s.status = 'completed' and s.withdrawn_at is null
      and s.legal_hold_at is null and s.report_until is null and 'model_validation' = any (s.granted_purposes)
      and not exists (select from validation_vectors v
        where v.lender_id = r.lender_id and v.report_id = r.id)
    order by r.created_at, r.id limit ${limit}`.execute(tx)
  return rows
}

export type NewVector = {
  readonly lenderId: string
  readonly id: string
  readonly sessionId: string
  readonly reportId: string
  readonly reportedAt: string
  readonly sealedVector: Buffer
  readonly at: string
  readonly expiresAt: string
}

/** @returns false when another has kept it meanwhile. */
export async function insertVector(tx: Database, vector: NewVector): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('validation_vectors')
    .values({
      lender_id: vector.lenderId,
      id: vector.id,
      session_id: vector.sessionId,
      report_id: vector.reportId,
      reported_at: vector.reportedAt,
      sealed_vector: vector.sealedVector,
      created_at: vector.at,
      expires_at: vector.expiresAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

/** Of one of this lender's reports of this mode; the report itself may be gone. */
export async function findVector(
  tx: Database,
  of: { lenderId: string; reportId: string; mode: 'test' | 'live' },
): Promise<{ readonly id: string } | null> {
  const row = await tx
    .selectFrom('validation_vectors')
    .innerJoin('sessions', (join) =>
      join
        .onRef('sessions.lender_id', '=', 'validation_vectors.lender_id')
        .onRef('sessions.id', '=', 'validation_vectors.session_id'),
    )
    .select('validation_vectors.id')
    .where('validation_vectors.lender_id', '=', of.lenderId)
    .where('validation_vectors.report_id', '=', of.reportId)
    .where('sessions.mode', '=', of.mode)
    .where('sessions.withdrawn_at', 'is', null)
    .executeTakeFirst()
  return row ?? null
}

export type OutcomeRow = {
  readonly version: number
  readonly observationEnd: string
  readonly sealedOutcome: Buffer
}
type OutcomeOf = {
  readonly lenderId: string
  readonly vectorId: string
  readonly product: string
  readonly badDefinition: string
}

export async function findLastOutcome(tx: Database, of: OutcomeOf): Promise<OutcomeRow | null> {
  const row = await tx
    .selectFrom('outcomes')
    .select(['version', 'observation_end as observationEnd', 'sealed_outcome as sealedOutcome'])
    .where('lender_id', '=', of.lenderId)
    .where('vector_id', '=', of.vectorId)
    .where('product', '=', of.product)
    .where('bad_definition', '=', of.badDefinition)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** @returns false when another transaction has told the same version meanwhile. */
export async function insertOutcome(
  tx: Database,
  { lenderId, vectorId, ...row }: OutcomeOf & OutcomeRow & { actor: string; at: string },
): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('outcomes')
    .values({
      lender_id: lenderId,
      vector_id: vectorId,
      product: row.product,
      bad_definition: row.badDefinition,
      version: row.version,
      observation_end: row.observationEnd,
      sealed_outcome: row.sealedOutcome,
      actor: row.actor,
      created_at: row.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirstOrThrow()
  return numInsertedOrUpdatedRows === 1n
}

export type Told = {
  readonly vectorId: string
  readonly sealedVector: Buffer
  readonly product: string
  readonly badDefinition: string
  readonly observationEnd: string
  readonly sealedOutcome: Buffer
}

/** The last version of each outcome, after a place in their order; of sessions that still stand. */
export async function listOutcomes(
  tx: Database,
  page: {
    lenderId: string
    mode: 'test' | 'live'
    now: string
    after: string
    limit: number
  },
): Promise<Told[]> {
  const { rows } = await sql<Told>`
    select v.id as "vectorId", v.sealed_vector as "sealedVector", o.product, o.bad_definition as "badDefinition",
      o.observation_end as "observationEnd", o.sealed_outcome as "sealedOutcome"
    from (select id, sealed_vector, lender_id from validation_vectors w
      where w.lender_id = ${page.lenderId} and w.id > ${page.after} and w.expires_at > ${page.now}
        and exists (select from sessions s where s.lender_id = w.lender_id and s.id = w.session_id
          and s.withdrawn_at is null and s.legal_hold_at is null and s.mode = ${page.mode})
        and exists (select from outcomes e where e.lender_id = w.lender_id and e.vector_id = w.id)
      order by id limit ${page.limit}) v
    join lateral (select distinct on (product, bad_definition) * from outcomes o
      where o.lender_id = v.lender_id and o.vector_id = v.id
      order by product, bad_definition, version desc) o on true
    order by v.id, o.product, o.bad_definition`.execute(tx)
  return rows
}
