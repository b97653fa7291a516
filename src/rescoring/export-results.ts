// What re-scorings said of one person, for whoever exports all that is held of them.
import { z } from 'zod'
import { scoredSchema } from '../core/comparison/scored.ts'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import { rescoredContext } from './score-candidate.ts'

const rescoredSchema = z.object({ before: scoredSchema.nullable(), after: scoredSchema })

export const exportedRescoringSchema = z.object({
  rescoringId: z.string(),
  at: z.iso.datetime(),
  ...rescoredSchema.shape,
})
export type ExportedRescoring = z.infer<typeof exportedRescoringSchema>

/** Of the snapshots of a session, oldest first. */
export async function exportRescorings(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, sessionId }: { lenderId: string; sessionId: string },
): Promise<ExportedRescoring[]> {
  const rows = await tx
    .selectFrom('rescoring_results as results')
    .innerJoin('snapshots', (join) =>
      join
        .onRef('snapshots.lender_id', '=', 'results.lender_id')
        .onRef('snapshots.id', '=', 'results.snapshot_id'),
    )
    .select(['results.rescoring_id as rescoringId', 'results.snapshot_id as snapshotId'])
    .select(['results.sealed_body as sealed', 'results.created_at as at'])
    .where('results.lender_id', '=', lenderId)
    .where('snapshots.subject_id', '=', sessionId)
    .orderBy('results.created_at')
    .orderBy('results.rescoring_id')
    .execute()
  const exported: ExportedRescoring[] = []
  for (const { rescoringId, snapshotId, sealed, at } of rows) {
    if (sealed === null) continue
    const context = rescoredContext({ lenderId, rescoringId }, snapshotId)
    const kept = rescoredSchema.parse(JSON.parse(await deps.vault.open(tx, context, sealed)))
    exported.push({ rescoringId, at, ...kept })
  }
  return exported
}
