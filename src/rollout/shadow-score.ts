// The job that scores a delivered session under the challenger too: after the report, apart from it, and only of those
// who agreed to be scored again. Nothing of it is in the report or on a page.
import { appendAudit } from '../audit/append.ts'
import { assess, ENGINE_VERSION } from '../core/assess.ts'
import { type ScoredPair, scoredOf } from '../core/comparison/scored.ts'
import type { Rulebook } from '../core/rulebook.ts'
import { readKeptSnapshot } from '../core/statement/kept-snapshot.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import { openScored } from '../reports/kept-scored.ts'
import { type ActiveRulebook, loadKeptRulebook } from '../rulebooks/active.ts'
import { shadowInForce } from '../rulebooks/in-force.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import { count } from '../telemetry/metrics.ts'
import type { HeldKeys, SealContext, Vault } from '../vault/vault.ts'
import { findShadowed, hasShadowResult, insertShadowResult, type Shadowed } from './shadow-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; rulebook: ActiveRulebook }

/** What came of it; those left out may not be scored again, or there is no challenger any more. */
export type ShadowOutcome = 'scored' | 'left_out' | 'already_scored'

/** Running it again changes nothing. */
export async function scoreInShadow(
  deps: Deps,
  { lenderId, sessionId }: JobPayload<'shadow-score'>,
): Promise<ShadowOutcome> {
  const outcome = await scoreBeside(deps, lenderId, sessionId)
  count('nonante.batch.items', { kind: 'shadow', outcome })
  return outcome
}

async function scoreBeside(
  deps: Deps,
  lenderId: string,
  sessionId: string,
): Promise<ShadowOutcome> {
  const now = timestamp(deps.clock)
  const found = await inLender(deps.db, lenderId, async (tx) => {
    const shadow = await shadowInForce(tx, { lenderId, at: now })
    const shadowed = await findShadowed(tx, { lenderId, sessionId, now })
    if (shadow === null || shadowed === null) return 'left_out'
    const { hash } = shadow
    const of = { lenderId, snapshotId: shadowed.snapshotId, rulebookHash: hash }
    if (await hasShadowResult(tx, of)) return 'already_scored'
    const challenger = await loadKeptRulebook(tx, deps.rulebook, hash)
    return {
      challenger: challenger.rulebook,
      shadowed,
      keys: await deps.vault.holdKeys(tx, lenderId, [
        shadowed.snapshotId,
        shadowed.reportSubjectId,
      ]),
    }
  })
  if (typeof found === 'string') return found
  // outside of a transaction: assessing takes its time
  const pair = pairOf({ lenderId, ...found })
  const { version, hash } = found.challenger
  const { snapshotId } = found.shadowed
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const of = { lenderId, snapshotId, rulebookHash: hash }
    const sealedResult = await deps.vault.seal(tx, shadowContext(of), JSON.stringify(pair))
    if (!(await insertShadowResult(tx, { ...of, sealedResult, at }))) return 'left_out'
    const detail = { rulebook: version, snapshotId }
    const event = { lenderId, actor: 'service', action: 'session.shadow_scored', at }
    await appendAudit(tx, { ...event, subjectId: sessionId, detail })
    return 'scored'
  })
}

/** Under the snapshot's own key, bound to the challenger. */
export function shadowContext(of: {
  readonly lenderId: string
  readonly snapshotId: string
  readonly rulebookHash: string
}): SealContext {
  const { lenderId, snapshotId: sessionId, rulebookHash: connectionId } = of
  return contextOf({ lenderId, sessionId, connectionId, part: 'shadow' })
}

type Opened = {
  readonly lenderId: string
  readonly challenger: Rulebook
  readonly shadowed: Shadowed
  readonly keys: HeldKeys
}

function pairOf({ lenderId, challenger, shadowed, keys }: Opened): ScoredPair {
  const { snapshotId: sessionId, snapshotHash, sealedSnapshot } = shadowed
  const context = contextOf({ lenderId, sessionId, connectionId: null, part: 'snapshot' })
  const snapshot = readKeptSnapshot(keys.open(context, sealedSnapshot))
  const { report, transactions } = assess(snapshot, [], challenger, ENGINE_VERSION, snapshotHash)
  return {
    before: openScored(keys, lenderId, shadowed),
    after: scoredOf(report, transactions),
  }
}
