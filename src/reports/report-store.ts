// Released reports and the links to them, in PostgreSQL.
import { sql } from 'kysely'
import type { ReportOrigin } from '../core/report/report.ts'
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

export type ReportRow = {
  readonly id: string
  readonly subjectId: string
  readonly sessionId: string | null
  /** Of those who apply together, the applicant's first; else empty. */
  readonly sessionIds: readonly string[]
  /** Of its session or sessions; null for a statement the lender brought. */
  readonly mode: 'test' | 'live' | null
  readonly origin: ReportOrigin
  readonly previousReportId: string | null
  readonly bodyHash: string
  readonly sealedBody: Buffer
  readonly sealedTransactions: Buffer
  readonly createdAt: string
}

/** By its id or its session's; a draft and one past its keeping are not found. */
export async function findReleased(
  db: Database,
  lenderId: string,
  by: { id: string } | { sessionId: string },
  now: string,
): Promise<ReportRow | null> {
  const { rows } = await ('id' in by
    ? releasedById(db, { lenderId, now, id: by.id })
    : releasedOfSession(db, { lenderId, now, sessionId: by.sessionId }))
  return rows[0] ?? null
}

type AtTime = { readonly lenderId: string; readonly now: string }

const releasedById = prepared((db, of: AtTime & { readonly id: string }) =>
  selectReleased(db, of).where('reports.id', '=', of.id),
)
const releasedOfSession = prepared((db, of: AtTime & { readonly sessionId: string }) =>
  selectReleased(db, of).where('reports.session_id', '=', of.sessionId),
)

/** The newest. */
function selectReleased(db: Database, { lenderId, now }: AtTime) {
  return selectReports(db, lenderId)
    .where('reports.released_at', 'is not', null)
    .where('reports.expires_at', '>', now)
    .orderBy('reports.created_at', 'desc')
    .orderBy('reports.id')
    .limit(1)
}

/** What the applicant is shown before it is sent, and after: released or not. */
export async function findDraftOrReleased(
  db: Database,
  key: { lenderId: string; id: string },
): Promise<ReportRow | null> {
  const row = await selectReports(db, key.lenderId)
    .where('reports.id', '=', key.id)
    .executeTakeFirst()
  return row ?? null
}

function selectReports(db: Database, lenderId: string) {
  return db
    .selectFrom('reports')
    .leftJoin('sessions', (join) =>
      join
        .onRef('sessions.lender_id', '=', 'reports.lender_id')
        .onRef('sessions.id', '=', 'reports.session_id'),
    )
    .select(['reports.id', 'reports.subject_id as subjectId', 'reports.session_id as sessionId'])
    .select(['reports.origin', 'reports.body_hash as bodyHash'])
    .select(({ fn, ref }) => fn.coalesce(ref('sessions.mode'), togetherMode).as('mode'))
    .select(togetherIds.as('sessionIds'))
    .select(['reports.previous_report_id as previousReportId'])
    .select(['reports.sealed_body as sealedBody', 'reports.created_at as createdAt'])
    .select(['reports.sealed_transactions as sealedTransactions'])
    .where('reports.lender_id', '=', lenderId)
}

const together = sql`from report_sessions t
  join sessions s on s.lender_id = t.lender_id and s.id = t.session_id
  where t.lender_id = reports.lender_id and t.report_id = reports.id`
const togetherIds = sql<string[]>`array(select s.id ${together} order by t.position)`
/** All of one report are of one mode. */
const togetherMode = sql<'test' | 'live' | null>`(select min(s.mode) ${together})`

export async function insertReportSessions(
  db: Database,
  { lenderId, reportId, sessionIds }: { lenderId: string; reportId: string; sessionIds: string[] },
): Promise<void> {
  const rows = sessionIds.map((sessionId, index) => ({
    lender_id: lenderId,
    report_id: reportId,
    session_id: sessionId,
    position: index + 1,
  }))
  await db.insertInto('report_sessions').values(rows).execute()
}

export type NewReportLink = {
  readonly lenderId: string
  readonly tokenHash: Buffer
  readonly reportId: string
  readonly sealedNamedFor: Buffer
  /** A keyed hash of the name. */
  readonly person: string
  readonly createdAt: string
  readonly expiresAt: string
  readonly mayAct: boolean
}

export async function insertReportLink(db: Database, link: NewReportLink): Promise<void> {
  await db
    .insertInto('report_links')
    .values({
      lender_id: link.lenderId,
      token_hash: link.tokenHash,
      report_id: link.reportId,
      named_for: null,
      sealed_named_for: link.sealedNamedFor,
      person: link.person,
      created_at: link.createdAt,
      expires_at: link.expiresAt,
      may_act: link.mayAct,
    })
    .execute()
}

/** Counts the opening. @returns null for a link that is not known or is past its time. */
export async function openLink(
  db: Database,
  lenderId: string,
  tokenHash: Buffer,
  now: string,
): Promise<{ reportId: string; person: string | null } | null> {
  const row = await db
    .updateTable('report_links')
    .set((link) => ({ opened: link('opened', '+', 1) }))
    .where('lender_id', '=', lenderId)
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', now)
    .returning(['report_id as reportId', 'person'])
    .executeTakeFirst()
  return row ?? null
}
