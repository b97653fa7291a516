// What is past its keeping, kind by kind, in PostgreSQL. What is under a legal hold is never among it.
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Cutoffs, PurgeKind } from './policy.ts'

/** Those that are rows with an id, or a key of their own, in a table. */
export type RowKind = Exclude<PurgeKind, 'data_keys' | 'audit_events'>

/** Sessions under a legal hold, and the reports that rest on several of which one is. */
const held = sql`select h.id from sessions h where h.lender_id = t.lender_id and h.legal_hold_at is not null
  union all select r.report_id from report_sessions r join sessions h
    on h.lender_id = r.lender_id and h.id = r.session_id
    where h.lender_id = t.lender_id and h.legal_hold_at is not null`

const sealedOnConnection = sql`coalesce(c.sealed_credential, c.sealed_choices, c.sealed_grants,
  c.sealed_presence, c.sealed_collected, c.state_hash) is not null`

/** Which rows `t` of the kind's table are over. */
function overdue(kind: RowKind, at: Cutoffs): RawBuilder<unknown> {
  switch (kind) {
    case 'snapshots':
      return sql`(t.expires_at <= ${at.now} or t.created_at <= ${at.snapshots}
          or exists (select from sessions w where w.lender_id = t.lender_id and w.id = t.subject_id
            and (w.withdrawn_at is not null or w.snapshot_until <= ${at.now})))
        and t.subject_id not in (${held})`
    case 'reports':
      return sql`(t.expires_at <= ${at.now} or t.created_at <= ${at.reports}
          or exists (select from sessions f where f.lender_id = t.lender_id and f.id = t.session_id
            and f.report_until <= ${at.now}))
        and t.id not in (${held}) and (t.session_id is null or t.session_id not in (${held}))`
    case 'report_links':
      return sql`t.expires_at <= ${at.report_links}`
    case 'idempotency_records':
      return sql`t.created_at <= ${at.idempotency_records}`
    case 'outbox_events':
      return sql`t.created_at <= ${at.outbox_events}`
    // a snapshot under a legal hold keeps its results, and they the job they are of
    case 'rescorings':
      return sql`t.ended_at <= ${at.rescorings} and not exists (select from rescoring_results r
        where r.lender_id = t.lender_id and r.rescoring_id = t.id)`
    case 'validation_vectors':
      return sql`(t.expires_at <= ${at.now} or t.reported_at <= ${at.validation_vectors}
          or exists (select from sessions w where w.lender_id = t.lender_id and w.id = t.session_id
            and (w.withdrawn_at is not null or w.report_until <= ${at.now})))
        and t.session_id not in (${held})`
    case 'session_parts':
      return sql`t.ended_at is not null and t.id not in (${held}) and not exists (select from reports r
          where r.lender_id = t.lender_id and (r.session_id = t.id or r.subject_id = t.id))
        and (t.sealed_request is not null or exists (select from connections c
          where c.lender_id = t.lender_id and c.session_id = t.id and ${sealedOnConnection}))`
    case 'sessions':
      return sql`t.ended_at <= ${at.sessions} and t.id not in (${held}) and not exists (select from reports r
          where r.lender_id = t.lender_id and (r.session_id = t.id or r.subject_id = t.id))
        and not exists (select from report_sessions r
          where r.lender_id = t.lender_id and r.session_id = t.id)
        and not exists (select from validation_vectors v
          where v.lender_id = t.lender_id and v.session_id = t.id)`
    default:
      return kind satisfies never
  }
}

const tables: Readonly<Record<RowKind, { table: string; key: string }>> = {
  snapshots: { table: 'snapshots', key: 'id' },
  reports: { table: 'reports', key: 'id' },
  report_links: { table: 'report_links', key: 'token_hash' },
  idempotency_records: { table: 'idempotency_records', key: 'key' },
  outbox_events: { table: 'outbox_events', key: 'id' },
  rescorings: { table: 'rescorings', key: 'id' },
  validation_vectors: { table: 'validation_vectors', key: 'id' },
  session_parts: { table: 'sessions', key: 'id' },
  sessions: { table: 'sessions', key: 'id' },
}

export async function countOverdue(
  tx: Database,
  lenderId: string,
  kind: RowKind,
  at: Cutoffs,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::int as count
    from ${sql.table(tables[kind].table)} t
    where t.lender_id = ${lenderId} and ${overdue(kind, at)}`.execute(tx)
  return rows[0]?.count ?? 0
}

export async function listOverdue(
  tx: Database,
  lenderId: string,
  kind: Exclude<RowKind, 'report_links' | 'idempotency_records'>,
  { at, limit }: { at: Cutoffs; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select t.id from ${sql.table(tables[kind].table)} t
    where t.lender_id = ${lenderId} and ${overdue(kind, at)}
    order by t.created_at, t.id limit ${limit}`.execute(tx)
  return rows.map(({ id }) => id)
}

/** Kinds on which nothing hangs and nothing is sealed under a key of its own. */
export async function deleteOverdue(
  tx: Database,
  lenderId: string,
  kind: 'report_links' | 'idempotency_records',
  at: Cutoffs,
): Promise<void> {
  const { table, key } = tables[kind]
  await sql`delete from ${sql.table(table)} where lender_id = ${lenderId} and ${sql.ref(key)} in (
    select t.${sql.ref(key)} from ${sql.table(table)} t
    where t.lender_id = ${lenderId} and ${overdue(kind, at)})`.execute(tx)
}
