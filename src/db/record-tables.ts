// The rows of records: the audit's heads, signing keys, consents, and what may be scored again.
import type { Generated, GeneratedAlways, JSONColumnType } from 'kysely'
import type { Timestamp } from './tables.ts'

type AuditHeads = {
  lender_id: string
  position: string
  hash: Buffer
  pruned: boolean
  statement: string
  created_at: Timestamp
}

type SigningKeys = {
  id: string
  public_key: string
  wrapped: Buffer
  key_version: string
  created_at: Timestamp
  retired_at: Timestamp | null
}

type KeyDestructions = { lender_id: string; subject_id: string; created_at: Timestamp }

type ConsentTexts = {
  lender_id: string
  hash: string
  version: string
  language: 'fr' | 'en'
  body: string
  created_at: Timestamp
}

type Consents = {
  lender_id: string
  session_id: string
  generation: number
  text_hash: string
  purposes_asked: string[]
  purposes_granted: string[]
  given_at: Timestamp
}

type ConsentGrants = {
  lender_id: string
  session_id: string
  connection_id: string
  bank_id: string
  granted_at: Timestamp
  bank_consent_hash: string | null
  accounts: JSONColumnType<{ account: string; balances: boolean; transactions: boolean }[]>
  identity: boolean
  chosen_at: Timestamp | null
  given_back_at: Timestamp | null
  given_back: 'emptied' | 'failed' | null
}

type WithheldNames = {
  lender_id: string
  snapshot_id: string
  subject_id: string
  sealed_names: Buffer
}

/** A view: what may be scored again. */
type RescorableSnapshots = {
  lender_id: string
  id: string
  session_id: string
  hash: string
  sealed_body: Buffer
  created_at: Timestamp
  expires_at: Timestamp
  mode: 'test' | 'live'
  product: string | null
}

type ReportReadings = {
  lender_id: string
  id: string
  report_id: string
  actor: string
  link_hash: Buffer | null
  read_at: Timestamp
  seconds: number | null
  told_at: Timestamp | null
  told: Generated<number>
}

type RulebookReleases = {
  version: string
  hash: string
  released_by: string
  /** Who PostgreSQL says it was. */
  released_login: GeneratedAlways<string>
  released_at: Timestamp
}

type RulebookActivations = {
  lender_id: string
  id: string
  use: 'active' | 'shadow'
  version: string
  wanted_from: Timestamp | null
  proposed_by: string
  proposed_login: GeneratedAlways<string>
  proposed_at: Timestamp
  approved_by: Generated<string | null>
  approved_login: Generated<string | null>
  approved_at: Generated<Timestamp | null>
  effective_at: Generated<Timestamp | null>
  approval: Generated<string | null>
  ended_by: Generated<string | null>
  ended_at: Generated<Timestamp | null>
}

type ShadowResults = {
  lender_id: string
  snapshot_id: string
  rulebook_hash: string
  sealed_result: Buffer
  created_at: Timestamp
}

/** Figures kept for validation alone. */
type ValidationVectors = {
  lender_id: string
  id: string
  session_id: string
  report_id: string
  reported_at: Timestamp
  sealed_vector: Buffer
  created_at: Timestamp
  expires_at: Timestamp
}

type Outcomes = {
  lender_id: string
  vector_id: string
  product: string
  bad_definition: string
  version: number
  observation_end: string
  sealed_outcome: Buffer
  actor: string
  created_at: Timestamp
}

export type RecordTables = {
  validation_vectors: ValidationVectors
  outcomes: Outcomes
  rulebook_releases: RulebookReleases
  rulebook_activations: RulebookActivations
  shadow_results: ShadowResults
  report_readings: ReportReadings
  audit_heads: AuditHeads
  signing_keys: SigningKeys
  key_destructions: KeyDestructions
  consent_texts: ConsentTexts
  consents: Consents
  consent_grants: ConsentGrants
  rescorable_snapshots: RescorableSnapshots
  withheld_names: WithheldNames
}
