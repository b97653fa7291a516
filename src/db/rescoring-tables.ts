// The rows of re-scorings: jobs, their parts, and what came of each snapshot.
import type { Generated } from 'kysely'
import type { Timestamp } from './tables.ts'

type Rescorings = {
  lender_id: string
  id: string
  mode: 'test' | 'live'
  status: 'planning' | 'running' | 'completed' | 'cancelled'
  rulebook_version: string
  rulebook_hash: string
  baseline_version: string | null
  baseline_hash: string | null
  since: Timestamp | null
  until: Timestamp | null
  product: string | null
  grades: string[] | null
  sample: number | null
  seed: string
  sample_limit: string | null
  planned_to: Generated<string>
  parts: Generated<number>
  selected: number | null
  /** Numbers by reason; written as JSON text. */
  left_out: unknown
  actor: string
  created_at: Timestamp
  started_at: Timestamp | null
  ended_at: Timestamp | null
}

type RescoringParts = {
  lender_id: string
  rescoring_id: string
  part: number
  done_to: string
  up_to: string
  selected: number
  scored: Generated<number>
  failed: Generated<number>
  other_grade: Generated<number>
  starts: Generated<number>
  touched_at: Timestamp
  ended_at: Timestamp | null
}

type RescoringResults = {
  lender_id: string
  rescoring_id: string
  snapshot_id: string
  outcome: 'scored' | 'failed'
  failure_code: string | null
  sealed_body: Buffer | null
  created_at: Timestamp
}

export type RescoringTables = {
  rescorings: Rescorings
  rescoring_parts: RescoringParts
  rescoring_results: RescoringResults
}
