// A link as its holder uses it, and the versions of the report it leads to: the only SQL on these.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

export type HeldLink = {
  readonly reportId: string
  readonly subjectId: string
  readonly mayAct: boolean
  /** As the audit knows them; null: made before names were sealed. */
  readonly person: string | null
  readonly namedFor: string | null
  readonly sealedNamedFor: Buffer | null
}

/** @returns null for a link that is not known or is past its time. */
export async function findLink(
  tx: Database,
  of: { lenderId: string; tokenHash: Buffer; now: string },
): Promise<HeldLink | null> {
  const row = await tx
    .selectFrom('report_links as l')
    .innerJoin('reports as r', (join) =>
      join.onRef('r.lender_id', '=', 'l.lender_id').onRef('r.id', '=', 'l.report_id'),
    )
    .select(['l.report_id as reportId', 'r.subject_id as subjectId', 'l.may_act as mayAct'])
    .select(['l.person', 'l.named_for as namedFor', 'l.sealed_named_for as sealedNamedFor'])
    .where('l.lender_id', '=', of.lenderId)
    .where('l.token_hash', '=', of.tokenHash)
    .where('l.expires_at', '>', of.now)
    .executeTakeFirst()
  return row ?? null
}

export type Version = { readonly id: string; readonly createdAt: string }

/** Of one report: itself, what it corrects, and what corrects it; newest first. A version is corrected once. */
export async function listVersions(
  tx: Database,
  of: { lenderId: string; reportId: string; now: string },
): Promise<Version[]> {
  const { rows } = await sql<Version>`
    with recursive released as (
      select id, created_at, case when origin = 'correction' then previous_report_id end as corrects
      from reports
      where lender_id = ${of.lenderId} and released_at is not null and expires_at > ${of.now}
        and subject_id = (
          select subject_id from reports where lender_id = ${of.lenderId} and id = ${of.reportId}
        )
    ), earlier as (
      select * from released where id = ${of.reportId}
      union
      select v.* from released v join earlier e on v.id = e.corrects
    ), later as (
      select * from released where id = ${of.reportId}
      union
      select v.* from released v join later e on v.corrects = e.id
    ), chain as (select * from earlier union select * from later)
    select id, created_at as "createdAt" from chain order by created_at desc, id`.execute(tx)
  return rows
}

/** The version asked for when it is one of these, else the newest. @throws Error when there is none. */
export function versionAmong(versions: readonly Version[], asked: string | undefined): string {
  const found = versions.find(({ id }) => id === asked) ?? versions[0]
  if (found === undefined) throw new Error('a link to a report that has no version')
  return found.id
}
