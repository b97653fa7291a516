// Keeps a snapshot and its report, sealed: the snapshot under a key of its own, so that it can go first.
import type { WithheldNames } from '../core/protection/protect.ts'
import type { Database } from '../db/database.ts'
import type { Lender } from '../lenders/lender.ts'
import { newId } from '../runtime/ids.ts'
import { insertReport, insertSnapshot } from '../sessions/draft-store.ts'
import { addDays, addMonths } from '../sessions/keeping.ts'
import { insertWithheldNames } from '../sessions/name-store.ts'
import { contextOf, type PartOf, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import type { WrittenReport } from './write-report.ts'

export type Keeping = {
  readonly lender: Lender
  readonly written: WrittenReport
  readonly reportId: string
  /** Whose data key seals the report: it must exist. */
  readonly subjectId: string
  readonly sessionId: string | null
  readonly origin: 'session' | 'statement' | 'co_applicants'
  readonly retentionDays: number
  /** What it rests on is kept no longer than this, nor is it. */
  readonly notAfter?: { readonly snapshot: string; readonly report: string }
  readonly releasedAt: string | null
  readonly at: string
}

export async function keepReport(
  deps: { vault: Vault },
  tx: Database,
  keeping: Keeping,
): Promise<void> {
  const { lender, written, reportId, subjectId, at } = keeping
  const lenderId = lender.id
  const snapshotId = newId('snp')
  await deps.vault.createDataKey(tx, { lenderId, subjectId: snapshotId })
  await insertSnapshot(tx, {
    lenderId,
    id: snapshotId,
    subjectId,
    hash: written.snapshotHash,
    sealedBody: await seal(deps, tx, [lenderId, snapshotId, 'snapshot'], written.snapshotJson),
    createdAt: at,
    expiresAt: earliest(addDays(at, keeping.retentionDays), keeping.notAfter?.snapshot),
  })
  await keepNames(deps, tx, { lenderId, snapshotId, subjectId, names: written.names })
  const sealed = (part: PartOf['part'], text: string) =>
    seal(deps, tx, [lenderId, subjectId, part], text)
  await insertReport(tx, {
    lenderId,
    id: reportId,
    subjectId,
    sessionId: keeping.sessionId,
    snapshotId,
    origin: keeping.origin,
    rulebook: written.report.provenance.rulebook,
    bodyHash: written.bodyHash,
    sealedBody: await sealed('report', written.bodyJson),
    sealedTransactions: await sealed('transactions', written.transactionsJson),
    sealedScored: await sealed('scored', written.scoredJson),
    createdAt: at,
    releasedAt: keeping.releasedAt,
    expiresAt: earliest(addMonths(at, lender.settings.reportMonths), keeping.notAfter?.report),
  })
}

type Withheld = {
  readonly lenderId: string
  readonly snapshotId: string
  readonly subjectId: string
  readonly names: WithheldNames
}

/** Under the key of the session or report, so that they go with it, and with the snapshot's row. */
async function keepNames(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, snapshotId, subjectId, names }: Withheld,
): Promise<void> {
  if (Object.keys(names).length === 0) return
  const part = { lenderId, sessionId: subjectId, connectionId: snapshotId, part: 'names' } as const
  const sealedNames = await sealPart(deps, tx, part, names)
  await insertWithheldNames(tx, { lenderId, snapshotId, subjectId, sealedNames })
}

/** As written, to the byte: canonical texts are not parsed and written again. */
async function seal(
  deps: { vault: Vault },
  tx: Database,
  [lenderId, sessionId, part]: readonly [string, string, PartOf['part']],
  text: string,
): Promise<Buffer> {
  return await deps.vault.seal(
    tx,
    contextOf({ lenderId, sessionId, connectionId: null, part }),
    text,
  )
}

/** Of two times in RFC 3339, whatever their offsets. */
function earliest(time: string, limit: string | undefined): string {
  return limit !== undefined && Date.parse(limit) < Date.parse(time) ? limit : time
}
