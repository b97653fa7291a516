// Audit events past their keeping go from the beginning of the chain on; a signed head says where it was cut.
import type { Database } from '../db/database.ts'
import type { Signing } from '../vault/signing.ts'
import { headStatement } from './chain.ts'
import { holdChain, keepHead } from './chain-store.ts'
import { HEAD_TYPE } from './seal.ts'

/** How many events from the beginning on are older than `before`; none once a younger one stands before them. */
export async function countPrunable(
  tx: Database,
  lenderId: string,
  before: string,
): Promise<number> {
  const cut = await findCut(tx, lenderId, before)
  if (cut === null) return 0
  const row = await tx
    .selectFrom('audit_events')
    .select((events) => events.fn.countAll<string>().as('count'))
    .where('lender_id', '=', lenderId)
    .where('position', '<=', String(cut.position))
    .executeTakeFirstOrThrow()
  return Number(row.count)
}

/** @returns how many went. */
export async function pruneAudit(
  deps: { signing: Signing },
  tx: Database,
  { lenderId, before, at }: { lenderId: string; before: string; at: string },
): Promise<number> {
  if (!(await holdChain(tx, lenderId))) return 0
  const cut = await findCut(tx, lenderId, before)
  if (cut === null) return 0
  const statement = await deps.signing.sign(tx, HEAD_TYPE, headStatement(lenderId, cut, true))
  await keepHead(tx, lenderId, { ...cut, pruned: true, statement }, at)
  const gone = await tx
    .deleteFrom('audit_events')
    .where('lender_id', '=', lenderId)
    .where('position', '<=', String(cut.position))
    .executeTakeFirst()
  await tx
    .deleteFrom('audit_heads')
    .where('lender_id', '=', lenderId)
    .where('position', '<=', String(cut.position))
    .where((head) =>
      head.or([head('pruned', '=', false), head('position', '<', String(cut.position))]),
    )
    .execute()
  return Number(gone.numDeletedRows)
}

async function findCut(
  tx: Database,
  lenderId: string,
  before: string,
): Promise<{ position: number; hash: Buffer } | null> {
  const young = await tx
    .selectFrom('audit_events')
    .select('position')
    .where('lender_id', '=', lenderId)
    .where('position', 'is not', null)
    .where('at', '>=', before)
    .orderBy('position')
    .limit(1)
    .executeTakeFirst()
  let query = tx
    .selectFrom('audit_events')
    .select(['position', 'hash'])
    .where('lender_id', '=', lenderId)
    .where('position', 'is not', null)
  if (young) query = query.where('position', '<', young.position)
  const last = await query.orderBy('position', 'desc').limit(1).executeTakeFirst()
  return last?.position && last.hash ? { position: Number(last.position), hash: last.hash } : null
}
