// How the person of a kept report scored: sealed beside the report, so that comparing a whole book opens none.
import { sql } from 'kysely'
import {
  type Scored,
  scorableLinesSchema,
  scorableSchema,
  scoredOf,
  scoredSchema,
} from '../core/comparison/scored.ts'
import { contextOf, type PartOf } from '../sessions/sealed-parts.ts'
import type { HeldKeys } from '../vault/vault.ts'

/** Either the first, or the other two: of a report kept before scores were sealed apart. */
export type SealedScored = {
  /** Whose key they are under. */
  readonly reportSubjectId: string
  readonly sealedScored: Buffer | null
  readonly sealedReport: Buffer | null
  readonly sealedTransactions: Buffer | null
}

/** What to select from `reports r`. */
export const sealedScoredColumns =
  sql.raw(`r.subject_id as "reportSubjectId", r.sealed_scored as "sealedScored",
  case when r.sealed_scored is null then r.sealed_body end as "sealedReport",
  case when r.sealed_scored is null then r.sealed_transactions end as "sealedTransactions"`)

/**
 * `keys`: that of the report's subject among them.
 * @throws AppError `not_found` when it is not; an authentication failure is an error, so is a ZodError
 */
export function openScored(keys: HeldKeys, lenderId: string, sealed: SealedScored): Scored {
  const { reportSubjectId: sessionId, sealedScored, sealedReport, sealedTransactions } = sealed
  const open = (part: PartOf['part'], text: Buffer): unknown =>
    JSON.parse(keys.open(contextOf({ lenderId, sessionId, connectionId: null, part }), text))
  if (sealedScored !== null) return scoredSchema.parse(open('scored', sealedScored))
  if (sealedReport === null || sealedTransactions === null) throw new Error('nothing was selected')
  const lines = scorableLinesSchema.parse(open('transactions', sealedTransactions))
  return scoredOf(scorableSchema.parse(open('report', sealedReport)), lines)
}
