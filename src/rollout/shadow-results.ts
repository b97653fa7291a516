// What a challenger has scored so far, one person at a time: nothing grows with how many there are.
import { z } from 'zod'
import { appendAudit } from '../audit/append.ts'
import { type ScoredPair, scoredSchema } from '../core/comparison/scored.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { shadowContext } from './shadow-score.ts'
import { listShadowResults } from './shadow-store.ts'

const PAGE = 500
const pairSchema = z.object({ before: scoredSchema, after: scoredSchema })

/** In the order of the snapshots' ids. The reading is on record once, with the first page. */
export async function* readShadowResults(
  deps: { db: Pool; vault: Vault; clock: Clock },
  of: {
    readonly lenderId: string
    readonly rulebookHash: string
    readonly mode: 'test' | 'live'
    readonly actor: string
  },
): AsyncGenerator<ScoredPair> {
  const { lenderId, rulebookHash, mode, actor } = of
  for (let after = ''; ; ) {
    const now = timestamp(deps.clock)
    const pairs = await inLender(deps.db, lenderId, async (tx) => {
      if (after === '') {
        const event = { lenderId, actor, action: 'shadow.read', subjectId: lenderId, at: now }
        await appendAudit(tx, { ...event, detail: { rulebookHash } })
      }
      const rows = await listShadowResults(tx, of, { mode, after, limit: PAGE, now })
      const ids = rows.map(({ snapshotId }) => snapshotId)
      const keys = await deps.vault.holdKeys(tx, lenderId, ids)
      return rows.map(({ snapshotId, sealedResult }) => ({
        snapshotId,
        text: keys.open(shadowContext({ lenderId, snapshotId, rulebookHash }), sealedResult),
      }))
    })
    for (const { text } of pairs) yield pairSchema.parse(JSON.parse(text))
    const last = pairs.at(-1)
    if (last === undefined || pairs.length < PAGE) return
    after = last.snapshotId
  }
}
