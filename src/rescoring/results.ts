// The results of a re-scoring as a stream, in the order of their snapshots: a page of them in memory, however many.
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { type Scored, scoredSchema } from '../core/comparison/scored.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { HeldKeys, Vault } from '../vault/vault.ts'
import { listResults, type ResultRow } from './result-store.ts'
import { rescoredContext } from './score-candidate.ts'

export type RescoringResult = {
  readonly snapshotId: string
  readonly sessionId: string
} & (
  | {
      readonly outcome: 'scored'
      /** The report as it stood, or the assessment under the baseline; null when the report is no longer kept. */
      readonly before: Scored | null
      readonly after: Scored
    }
  | { readonly outcome: 'failed'; readonly code: string }
)

export const rescoringResultSchema = z
  .discriminatedUnion('outcome', [
    z.object({
      snapshotId: z.string(),
      sessionId: z.string(),
      outcome: z.literal('scored'),
      before: scoredSchema.nullable().meta({
        description:
          'The report as it stood, or the assessment under the baseline; null when the report is no longer kept',
      }),
      after: scoredSchema,
    }),
    z.object({
      snapshotId: z.string(),
      sessionId: z.string(),
      outcome: z.literal('failed'),
      code: z.string(),
    }),
  ])
  .meta({ id: 'RescoringResult' })

const keptSchema = z.object({ before: scoredSchema.nullable(), after: scoredSchema })

const PAGE = 200

type Deps = { db: Pool; vault: Vault; clock: Clock }

/**
 * Of what may still be scored: whoever has withdrawn since is not among them. The reading is on record once, when
 * the first page is read. The caller has looked whether the re-scoring is the reader's.
 */
export async function* readResults(
  deps: Deps,
  { lenderId, id, actor }: { lenderId: string; id: string; actor: string },
): AsyncGenerator<RescoringResult> {
  let after = ''
  for (;;) {
    const { results, last } = await readPage(deps, { lenderId, id, after, actor })
    yield* results
    if (last === null) return
    after = last
  }
}

async function readPage(
  deps: Deps,
  { lenderId, id, after, actor }: { lenderId: string; id: string; after: string; actor: string },
): Promise<{ results: RescoringResult[]; last: string | null }> {
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    if (after === '') {
      const event = { lenderId, actor, action: 'rescoring.read', subjectId: id, detail: {}, at }
      await appendAudit(tx, event)
    }
    const rows = await listResults(tx, { lenderId, id }, { after, limit: PAGE, now: at })
    const ids = rows.map(({ snapshotId }) => snapshotId)
    const keys = await deps.vault.holdKeys(tx, lenderId, ids)
    const results = rows.map((row) => resultOf({ lenderId, rescoringId: id }, keys, row))
    return { results, last: rows.length === PAGE ? (ids.at(-1) ?? null) : null }
  })
}

/** What no longer opens has failed: the others are read all the same. */
function resultOf(
  of: { lenderId: string; rescoringId: string },
  keys: HeldKeys,
  { snapshotId, sessionId, sealedBody, failureCode }: ResultRow,
): RescoringResult {
  const who = { snapshotId, sessionId }
  if (sealedBody === null) return { ...who, outcome: 'failed', code: failureCode ?? 'failed' }
  try {
    const text = keys.open(rescoredContext(of, snapshotId), sealedBody)
    return { ...who, outcome: 'scored', ...keptSchema.parse(JSON.parse(text)) }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ...who, outcome: 'failed', code: error.code }
  }
}
