// Goes over a lender's chain and says what does not fit: any edit, removal or reorder of what was sealed.
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Signing } from '../vault/signing.ts'
import { type ChainHead, genesis, headStatement, link } from './chain.ts'
import { countUnsealed, listHeads, listSealed, type SignedHead } from './chain-store.ts'
import { HEAD_TYPE } from './seal.ts'

/** A head known from outside the database: a line of the log. */
export type Anchor = { readonly lenderId: string; readonly position: number; readonly hash: string }

export type Finding = {
  /**
   * `altered`: the event at the position is not the one sealed there. `missing`: none stands there.
   * `head_forged`: a signed head that is not ours. `rewritten`: the chain differs from a signed head.
   * `truncated`: the chain ends before a signed head or an anchor. `head_missing`: its end is not signed.
   * `anchor_differs`: the chain differs from what the log told.
   */
  readonly kind:
    | 'altered'
    | 'missing'
    | 'head_forged'
    | 'rewritten'
    | 'truncated'
    | 'head_missing'
    | 'anchor_differs'
  readonly position: number
}

export type AuditReport = {
  readonly lenderId: string
  /** Events verified, and the position of the last. */
  readonly sealed: number
  readonly tip: number
  /** Appended and not sealed yet: nothing can be said of them. */
  readonly unsealed: { readonly count: number; readonly oldestAt: string | null }
  readonly findings: readonly Finding[]
}

const BATCH = 2_000
/** More are not listed: the chain is broken, and one tells it. */
const MOST_FINDINGS = 100

export async function verifyAudit(
  deps: { db: Pool; signing: Signing },
  lenderId: string,
  anchors: readonly Anchor[] = [],
): Promise<AuditReport> {
  // the chain grows while it is read: heads and events must be of one moment
  const verify = async (tx: Database): Promise<AuditReport> => {
    const heads = await listHeads(tx, lenderId)
    const genuine = await genuineHeads(deps, tx, lenderId, heads)
    const findings: Finding[] = heads
      .filter((head) => !genuine.includes(head))
      .map(({ position }) => ({ kind: 'head_forged', position }))
    const known = anchors.filter((anchor) => anchor.lenderId === lenderId)
    const walked = await walk(tx, lenderId, { genuine, anchors: known, findings })
    return {
      lenderId,
      sealed: walked.sealed,
      tip: walked.tip.position,
      unsealed: await countUnsealed(tx, lenderId),
      findings: findings.slice(0, MOST_FINDINGS),
    }
  }
  return await inLender(deps.db, lenderId, verify, { oneMoment: true })
}

async function genuineHeads(
  deps: { signing: Signing },
  tx: Database,
  lenderId: string,
  heads: readonly SignedHead[],
): Promise<SignedHead[]> {
  const genuine: SignedHead[] = []
  for (const head of heads) {
    const said = await deps.signing.verify(tx, HEAD_TYPE, head.statement)
    if (said === headStatement(lenderId, head, head.pruned)) genuine.push(head)
  }
  return genuine
}

type Walk = {
  readonly genuine: readonly SignedHead[]
  readonly anchors: readonly Anchor[]
  readonly findings: Finding[]
}

/** What an event says of itself is recomputed; after a break the stored hash is taken, so that one break is one finding. */
async function walk(
  tx: Database,
  lenderId: string,
  { genuine, anchors, findings }: Walk,
): Promise<{ tip: ChainHead; sealed: number }> {
  const start = genuine.findLast(({ pruned }) => pruned) ?? genesis(lenderId)
  const signed = new Map(genuine.map(({ position, hash }) => [position, hash.toString('hex')]))
  const told = new Map(anchors.map(({ position, hash }) => [position, hash]))
  let tip: ChainHead = { position: start.position, hash: start.hash }
  let sealed = 0
  for (;;) {
    const events = await listSealed(tx, lenderId, tip.position, BATCH)
    for (const event of events) {
      const position = Number(event.position)
      for (let gone = tip.position + 1; gone < position && findings.length < MOST_FINDINGS; gone++)
        findings.push({ kind: 'missing', position: gone })
      const follows = position === tip.position + 1
      const expected = link(lenderId, { position: position - 1, hash: tip.hash }, event)
      if (follows && !expected.hash.equals(event.hash)) findings.push({ kind: 'altered', position })
      tip = { position, hash: event.hash }
      sealed += 1
      const hash = event.hash.toString('hex')
      if ((signed.get(position) ?? hash) !== hash) findings.push({ kind: 'rewritten', position })
      if ((told.get(position) ?? hash) !== hash) findings.push({ kind: 'anchor_differs', position })
    }
    if (events.length < BATCH) break
  }
  findings.push(...endOf(tip, { genuine, anchors }))
  return { tip, sealed }
}

/** Each sealing signs its head, so that the end of a whole chain is always a signed one. */
function endOf(tip: ChainHead, { genuine, anchors }: Omit<Walk, 'findings'>): Finding[] {
  const beyond = [...genuine, ...anchors].filter(({ position }) => position > tip.position)
  const last = Math.max(0, ...beyond.map(({ position }) => position))
  if (last > 0) return [{ kind: 'truncated', position: last }]
  const isSigned = genuine.some(({ position }) => position === tip.position)
  return tip.position === 0 || isSigned ? [] : [{ kind: 'head_missing', position: tip.position }]
}
