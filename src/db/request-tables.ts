// The rows of requests: replies kept to be given again, and counts of calls, ours and those to banks.
import type { Generated } from 'kysely'
import type { Timestamp } from './tables.ts'

type IdempotencyRecords = {
  lender_id: string
  key: string
  fingerprint: Buffer
  status: number | null
  sealed_reply: Buffer | null
  effect: Generated<string | null>
  subject_id: Generated<string | null>
  created_at: Timestamp
}

/** Belongs to no lender: see its migration. */
type RequestCounts = { who: Buffer; minute: Timestamp; requests: string }

/** Belongs to no lender: see its migration. */
type UnattendedCalls = {
  bank_id: string
  what: Buffer
  taken_at: Timestamp[]
  last_at: Timestamp
}

export type RequestTables = {
  idempotency_records: IdempotencyRecords
  unattended_calls: UnattendedCalls
  request_counts: RequestCounts
}
