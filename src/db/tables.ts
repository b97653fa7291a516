// The rows as PostgreSQL holds them. Dates and times stay text on the way in and out.
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { RecordTables } from './record-tables.ts'
import type { RequestTables } from './request-tables.ts'
import type { RescoringTables } from './rescoring-tables.ts'

/** RFC 3339 text, UTC. */
export type Timestamp = string

type Lenders = {
  id: string
  short_id: string
  name: string
  return_urls: string[]
  provider: JSONColumnType<{ name: string; registration: string; capacity: string }>
  settings: JSONColumnType<Record<string, unknown>>
  created_at: Timestamp
  logo: Buffer | null
  logo_type: 'image/png' | 'image/jpeg' | null
  logo_hash: GeneratedAlways<string | null>
}

type ApiKeys = {
  lender_id: string
  id: string
  mode: 'test' | 'live'
  hash: Buffer
  created_at: Timestamp
  expires_at: Timestamp | null
  revoked_at: Timestamp | null
  scopes: string[] | null
  label: string | null
  replaces: string | null
}

type DataKeys = {
  lender_id: string
  subject_id: string
  wrapped: Buffer
  key_version: string
  created_at: Timestamp
}

type Sessions = {
  lender_id: string
  id: string
  mode: 'test' | 'live'
  status: string
  failure_code: string | null
  applicant_reference: string
  purposes: string[]
  language: 'fr' | 'en'
  banks: string[] | null
  preselected_bank: string | null
  max_connections: number
  return_url: string | null
  window_days: number
  retention_days: number
  provider: JSONColumnType<{ name: string; registration: string; capacity: string }>
  sealed_request: Buffer | null
  link_generation: Generated<number>
  link_hash: Buffer
  link_used_at: Timestamp | null
  browser_hash: Buffer | null
  report_id: string | null
  created_at: Timestamp
  opened_at: Timestamp | null
  joined_at: Timestamp | null
  confirming_at: Timestamp | null
  ended_at: Timestamp | null
  expires_at: Timestamp
  granted_purposes: string[] | null
  withdrawn_at: Timestamp | null
  withdrawal_hash: Buffer | null
  legal_hold_at: Timestamp | null
  legal_hold_reason: string | null
  application_fate: 'granted' | 'refused' | 'abandoned' | 'withdrawn' | null
  application_told_at: Timestamp | null
  snapshot_until: Timestamp | null
  report_until: Timestamp | null
  trace_parent: Generated<string | null>
  product: Generated<string | null>
}

type Connections = {
  lender_id: string
  session_id: string
  id: string
  bank_id: string
  status: string
  failure_code: string | null
  state_hash: Buffer | null
  sealed_credential: Buffer | null
  sealed_choices: Buffer | null
  sealed_grants: Buffer | null
  sealed_presence: Buffer | null
  sealed_collected: Buffer | null
  presence_until: Timestamp | null
  pull_started_at: Timestamp | null
  fence: Generated<number>
  leased_until: Timestamp | null
  created_at: Timestamp
  ended_at: Timestamp | null
}

type Snapshots = {
  lender_id: string
  id: string
  subject_id: string
  hash: string
  sealed_body: Buffer
  created_at: Timestamp
  expires_at: Timestamp
  full_expires_at: Timestamp | null
}

type Reports = {
  lender_id: string
  id: string
  subject_id: string
  session_id: string | null
  snapshot_id: string | null
  origin: 'session' | 'statement' | 'co_applicants' | 'rescoring' | 'correction'
  previous_report_id: string | null
  rulebook_version: string
  rulebook_hash: string
  body_hash: string
  sealed_body: Buffer
  sealed_transactions: Buffer
  created_at: Timestamp
  released_at: Timestamp | null
  expires_at: Timestamp
  sealed_corrections: Buffer | null
  /** Null in reports written before it was kept. */
  sealed_scored: Buffer | null
  full_expires_at: Timestamp | null
}

type ReportSessions = {
  lender_id: string
  report_id: string
  session_id: string
  position: number
}

type ReportLinks = {
  lender_id: string
  token_hash: Buffer
  report_id: string
  /** Of links made before the name was sealed. */
  named_for: string | null
  sealed_named_for: Buffer | null
  person: string | null
  created_at: Timestamp
  expires_at: Timestamp
  opened: Generated<number>
  may_act: Generated<boolean>
}

type RulebookBundles = {
  hash: string
  version: string
  bundle: Buffer
  created_at: Timestamp
}

type AuditEvents = {
  lender_id: string
  sequence: Generated<string>
  at: Timestamp
  actor: string
  action: string
  subject_id: string
  detail: JSONColumnType<Record<string, unknown>>
  /** null until sealed. */
  position: Generated<string | null>
  hash: Generated<Buffer | null>
}

type OutboxEvents = {
  lender_id: string
  id: string
  mode: 'test' | 'live'
  type: string
  subject_id: string
  data: JSONColumnType<Record<string, string | null>>
  created_at: Timestamp
}

type Webhooks = {
  lender_id: string
  id: string
  mode: 'test' | 'live'
  url: string
  event_types: string[] | null
  sealed_secret: Buffer
  sealed_previous_secret: Buffer | null
  previous_secret_until: Timestamp | null
  disabled_at: Timestamp | null
  disabled_why: 'lender' | 'gone' | null
  created_at: Timestamp
}

type WebhookDeliveries = {
  lender_id: string
  webhook_id: string
  event_id: string
  status: 'pending' | 'delivered' | 'failed'
  attempts: Generated<number>
  last_outcome: string | null
  last_attempt_at: Timestamp | null
  next_attempt_at: Timestamp | null
  created_at: Timestamp
}

type Reviews = {
  lender_id: string
  id: string
  report_id: string
  requested_by: 'consumer' | 'lender'
  sealed_request: Buffer
  outcome: 'upheld' | 'changed' | 'data_corrected' | null
  sealed_outcome: Buffer | null
  outcome_report_id: string | null
  created_at: Timestamp
  closed_at: Timestamp | null
}

export type Tables = RecordTables &
  RequestTables &
  RescoringTables & {
    lenders: Lenders
    api_keys: ApiKeys
    'keystore.data_keys': DataKeys
    sessions: Sessions
    connections: Connections
    snapshots: Snapshots
    reports: Reports
    report_sessions: ReportSessions
    report_links: ReportLinks
    rulebook_bundles: RulebookBundles
    audit_events: AuditEvents
    outbox_events: OutboxEvents
    webhooks: Webhooks
    webhook_deliveries: WebhookDeliveries
    reviews: Reviews
  }
