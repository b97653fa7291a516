// What a re-scoring says of its rulebook: its results, held against the reports as they stood or its baseline.
import type { ComparisonReport } from '../core/comparison/comparison-report.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { findForLender } from '../rescoring/get-rescoring.ts'
import type { Rescoring } from '../rescoring/rescoring-store.ts'
import { readResults } from '../rescoring/results.ts'
import type { Clock } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { type Compared, compareForRollout } from './compare.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock }

export type RescoringOf = {
  readonly lender: { readonly id: string }
  readonly mode: 'test' | 'live'
  readonly actor: string
}

/**
 * Of one that is done or cancelled: of a cancelled one, as far as it came.
 * @throws AppError `not_found`; `conflict` while it runs, and when there are fewer than ten people
 */
export async function compareRescoring(
  deps: Deps,
  access: RescoringOf,
  {
    id,
    ...how
  }: { id: string; cutoff?: number | undefined; changes?: ComparisonReport['changes'] },
): Promise<ComparisonReport> {
  const lenderId = access.lender.id
  const rescoring = await inLender(deps.db, lenderId, (tx) => findForLender(tx, access, id))
  if (rescoring.status === 'planning' || rescoring.status === 'running') {
    throw new AppError('conflict', 'The re-scoring is not done yet. Wait for it, or cancel it.')
  }
  return await compareForRollout({
    source: { kind: 'rescoring', id },
    people: peopleOf(deps, rescoring, access.actor),
    before: rescoring.baseline,
    after: rescoring.rulebook,
    changes: how.changes ?? null,
    cutoff: how.cutoff,
  })
}

async function* peopleOf(deps: Deps, { lenderId, id }: Rescoring, actor: string) {
  for await (const result of readResults(deps, { lenderId, id, actor })) {
    const compared: Compared =
      result.outcome === 'failed'
        ? 'failed'
        : result.before === null
          ? 'without_report'
          : { before: result.before, after: result.after }
    yield compared
  }
}
