// Seals what was appended: each event that has become visible gets the next position of its lender's chain. What a
// transaction appended and commits late is sealed late; no event is passed over, and none that was known to
// whoever appended a later one is sealed after it.
import { sql } from 'kysely'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { EventLogger } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import { type ChainHead, genesis, headStatement, link } from './chain.ts'
import { findTip, holdChain, keepHead, listHeads, listUnsealed, writeSeals } from './chain-store.ts'

export const HEAD_TYPE = 'nonante-audit-head'

/** Of one lender at one run: the next comes in a second. */
const BATCH = 1_000

type Deps = { db: Pool; clock: Clock; signing: Signing; log: EventLogger }

/** Lenders with something to seal, or to destroy, by one look at each. */
export async function listWaiting(db: Pool): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from nonante_upkeep() as id`.execute(db)
  return rows.map(({ id }) => id)
}

/**
 * The head is signed and kept in the same transaction, and told to the log, which is out of the database's reach.
 * @returns null when there was nothing to do, or another sealer is at it.
 */
export async function sealLender(deps: Deps, lenderId: string): Promise<ChainHead | null> {
  const head = await inLender(deps.db, lenderId, async (tx) => {
    if (!(await holdChain(tx, lenderId))) return null
    const unsealed = await listUnsealed(tx, lenderId, BATCH)
    if (unsealed.length === 0) return null
    let tip = (await findTip(tx, lenderId)) ?? (await startOf(tx, lenderId))
    const seals: { sequence: string; head: ChainHead }[] = []
    for (const event of unsealed) {
      tip = link(lenderId, tip, event)
      seals.push({ sequence: event.sequence, head: tip })
    }
    await writeSeals(tx, lenderId, seals)
    const statement = await deps.signing.sign(tx, HEAD_TYPE, headStatement(lenderId, tip, false))
    await keepHead(tx, lenderId, { ...tip, pruned: false, statement }, timestamp(deps.clock))
    return tip
  })
  if (head !== null) {
    const { position, hash } = head
    deps.log.write({ event: 'audit_head', lenderId, position, hash: hash.toString('hex') })
  }
  return head
}

/** Where a chain without events begins: at its genesis, or where the purge has cut it. */
async function startOf(tx: Parameters<typeof listHeads>[0], lenderId: string): Promise<ChainHead> {
  const pruned = (await listHeads(tx, lenderId)).findLast((head) => head.pruned)
  return pruned ?? genesis(lenderId)
}
