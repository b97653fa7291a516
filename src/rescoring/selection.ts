// Which snapshots a re-scoring takes, in SQL: of the view that holds only what may be scored again, those asked for.
// The same question is asked at the planning, at each part and at each writing, so that whoever withdraws meanwhile
// is not among them.
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { LeftOut } from './rescoring.ts'
import type { Rescoring } from './rescoring-store.ts'

export type Selection = Pick<
  Rescoring,
  'lenderId' | 'mode' | 'since' | 'until' | 'product' | 'seed' | 'sampleLimit' | 'createdAt'
>

/** Of `rescorable_snapshots s`. What was read after the re-scoring was asked for is not in it. */
export function chosen(of: Selection, now: string): RawBuilder<unknown> {
  const conditions = [
    sql`s.lender_id = ${of.lenderId} and s.mode = ${of.mode}`,
    sql`s.created_at <= ${of.createdAt} and s.expires_at > ${now}`,
  ]
  if (of.since !== null) conditions.push(sql`s.created_at >= ${of.since}`)
  if (of.until !== null) conditions.push(sql`s.created_at < ${of.until}`)
  if (of.product !== null) conditions.push(sql`s.product = ${of.product}`)
  if (of.sampleLimit !== null) conditions.push(sql`md5(${of.seed} || s.id) <= ${of.sampleLimit}`)
  return sql.join(conditions, sql` and `)
}

export type Range = {
  readonly after: string
  /** The last of the range; null: no end. */
  readonly upTo: string | null
  readonly limit: number
  readonly now: string
}

/**
 * The chosen `s` of a range of ids, to be taken `order by k.id` with a limit. Each is looked up from its place in the
 * key: PostgreSQL, which cannot know that a snapshot and its session are of one lender, takes the join of the view for
 * far smaller than it is, and would read and sort the whole range for a few of it.
 */
export function chosenInOrder(of: Selection, { after, upTo, now }: Range): RawBuilder<unknown> {
  const end = upTo === null ? sql`` : sql` and k.id <= ${upTo}`
  return sql`(select lender_id, id from snapshots k where k.lender_id = ${of.lenderId} and k.id > ${after}${end}) k
    cross join lateral (select * from rescorable_snapshots s
      where s.lender_id = k.lender_id and s.id = k.id and ${chosen(of, now)} offset 0) s`
}

export async function countChosen(tx: Database, of: Selection, now: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from rescorable_snapshots s where ${chosen(of, now)}`.execute(tx)
  return rows[0]?.count ?? 0
}

/** Of a sample of `size`: up to where in the order of the seed; null when there are no more than that. */
export async function sampleLimit(
  tx: Database,
  of: Selection,
  { size, now }: { size: number; now: string },
): Promise<string | null> {
  const { rows } = await sql<{ limit: string }>`
    select md5(${of.seed} || s.id) as "limit" from rescorable_snapshots s where ${chosen(of, now)}
    order by 1 offset ${size - 1} limit 1`.execute(tx)
  return rows[0]?.limit ?? null
}

/** Sessions that ended with a report and are not chosen, by the first reason that holds. */
export async function countLeftOut(tx: Database, of: Selection, now: string): Promise<LeftOut> {
  const conditions = [
    sql`e.lender_id = ${of.lenderId} and e.mode = ${of.mode}`,
    sql`e.status in ('completed', 'withdrawn') and e.report_id is not null`,
    sql`e.confirming_at <= ${of.createdAt}`,
  ]
  if (of.since !== null) conditions.push(sql`e.confirming_at >= ${of.since}`)
  if (of.until !== null) conditions.push(sql`e.confirming_at < ${of.until}`)
  if (of.product !== null) conditions.push(sql`e.product = ${of.product}`)
  const { rows } = await sql<LeftOut>`
    with reasons as (
      select case
        when e.status = 'withdrawn' or e.withdrawn_at is not null then 'withdrawn'
        when not coalesce('rescoring' = any (e.granted_purposes), false) then 'purpose'
        when e.legal_hold_at is not null then 'legal_hold'
        when not exists (select from snapshots s where s.lender_id = e.lender_id and s.subject_id = e.id
          and s.expires_at > ${now} and s.expires_at > now()) then 'retention'
      end as reason
      from sessions e where ${sql.join(conditions, sql` and `)}
    )
    select count(*) filter (where reason = 'withdrawn')::int as withdrawn,
      count(*) filter (where reason = 'purpose')::int as purpose,
      count(*) filter (where reason = 'legal_hold')::int as "legalHold",
      count(*) filter (where reason = 'retention')::int as retention
    from reasons`.execute(tx)
  return rows[0] ?? { withdrawn: 0, purpose: 0, legalHold: 0, retention: 0 }
}

/** The next ids after one, in the order of the key. */
export async function listChosen(tx: Database, of: Selection, range: Range): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select k.id from ${chosenInOrder(of, range)} order by k.id limit ${range.limit}`.execute(tx)
  return rows.map(({ id }) => id)
}
