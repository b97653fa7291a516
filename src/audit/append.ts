// The audit trail: appended in the transaction of the change it tells of, so that neither stands alone.
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'

/** Values are handles, codes, counts and names of closed sets; never text of a customer or a bank. */
export type AuditDetail = {
  readonly [name: string]: string | number | boolean | null | readonly string[]
}

export type AuditEvent = {
  readonly lenderId: string
  /** Who acted: `key:…`, `jwt:…`, `person:…` of a link, `applicant`, `service`, `operator`. */
  readonly actor: string
  /** `<thing>.<what happened>`, as `session.completed`. */
  readonly action: string
  /** The handle of what it happened to. */
  readonly subjectId: string
  readonly detail: AuditDetail
  /** RFC 3339 text. */
  readonly at: string
}

export async function appendAudit(tx: Database, event: AuditEvent): Promise<void> {
  await insertEvent(tx, { ...event, detail: JSON.stringify(event.detail) })
}

type EventRow = Omit<AuditEvent, 'detail'> & { readonly detail: string }

const insertEvent = prepared((tx, event: EventRow) =>
  tx.insertInto('audit_events').values({
    lender_id: event.lenderId,
    at: event.at,
    actor: event.actor,
    action: event.action,
    subject_id: event.subjectId,
    detail: event.detail,
  }),
)
