// The rows of records: the audit's heads, signing keys, consents, and what may be scored again.
import type { JSONColumnType } from 'kysely'
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
}

export type RecordTables = {
  audit_heads: AuditHeads
  signing_keys: SigningKeys
  key_destructions: KeyDestructions
  consent_texts: ConsentTexts
  consents: Consents
  consent_grants: ConsentGrants
  rescorable_snapshots: RescorableSnapshots
}
