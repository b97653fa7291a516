// A new session in PostgreSQL, with the trace it goes on in.
import type { Database } from '../db/database.ts'
import { prepared } from '../db/prepared.ts'
import { traceparent } from '../telemetry/current-span.ts'
import type { Session } from './session-store.ts'

export async function insertSession(
  db: Database,
  session: Session,
  linkHash: Buffer,
): Promise<void> {
  await insertRow(db, {
    ...session,
    banks: session.banks === null ? null : [...session.banks],
    provider: JSON.stringify(session.provider),
    linkHash,
    traceParent: traceparent(),
  })
}

type NewRow = Omit<Session, 'banks' | 'provider'> & {
  readonly banks: string[] | null
  readonly provider: string
  readonly linkHash: Buffer
  readonly traceParent: string | null
}

const insertRow = prepared((db, row: NewRow) =>
  db.insertInto('sessions').values({
    lender_id: row.lenderId,
    id: row.id,
    mode: row.mode,
    status: row.status,
    applicant_reference: row.applicantReference,
    product: row.product,
    purposes: row.purposes,
    language: row.language,
    banks: row.banks,
    preselected_bank: row.preselectedBank,
    max_connections: row.maxConnections,
    return_url: row.returnUrl,
    window_days: row.windowDays,
    retention_days: row.retentionDays,
    provider: row.provider,
    sealed_request: row.sealedRequest,
    link_generation: row.linkGeneration,
    link_hash: row.linkHash,
    created_at: row.createdAt,
    expires_at: row.expiresAt,
    trace_parent: row.traceParent,
  }),
)
