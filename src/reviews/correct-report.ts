// A person corrects lines of a report: the snapshot is assessed anew, and a new version stands beside the old one.
import { appendAudit } from '../audit/append.ts'
import { writeReport } from '../collection/write-report.ts'
import { compareAssessments } from '../core/comparison/compare.ts'
import type { Comparison } from '../core/comparison/comparison.ts'
import { parseStatement } from '../core/statement/parse.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError, type FieldIssue } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { findForAccess, readAudited } from '../reports/get-report.ts'
import type { ReadReport } from '../reports/kept-report.ts'
import { type ActiveRulebook, loadKeptRulebook } from '../rulebooks/active.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import { contextOf, openPart, sealPart } from '../sessions/sealed-parts.ts'
import type { Vault } from '../vault/vault.ts'
import {
  type CorrectionRequest,
  type KeptCorrections,
  keptCorrectionsSchema,
} from './correction.ts'
import {
  type Correctable,
  findCorrectable,
  findNewerVersion,
  insertVersion,
} from './correction-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; rulebook: ActiveRulebook }

export type CorrectedReport = { readonly report: ReadReport; readonly difference: Comparison }

/**
 * With the rulebook of the version that is corrected, so that nothing else moves.
 * @throws AppError `not_found`; `conflict` when there is a newer version, or the snapshot is no longer kept;
 * `invalid_request` naming the corrections that cannot be applied
 */
export async function correctReport(
  deps: Deps,
  access: Access,
  reportId: string,
  request: CorrectionRequest,
): Promise<CorrectedReport> {
  const lenderId = access.lender.id
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const row = await findForAccess(tx, access, { id: reportId }, at)
    const reading = { lenderId, actor: access.actor, row, at, compared: true }
    const before = await readAudited(deps, tx, reading)
    const of = await requireCorrectable(tx, { lenderId, reportId, now: at })
    const corrections = await addTo(deps, tx, { lenderId, of, request })
    const rulebook = await loadKeptRulebook(tx, deps.rulebook, of.rulebookHash)
    const snapshotJson = await deps.vault.open(
      tx,
      contextOf({ lenderId, sessionId: of.snapshotId, connectionId: null, part: 'snapshot' }),
      of.sealedSnapshot,
    )
    // protected already, so that no salt is used
    const snapshot = parseStatement(JSON.parse(snapshotJson))
    const written = writeReport({ rulebook }, snapshot, '', corrections.all)
    requireApplied(request, written.report.warnings)
    const id = newId('rep')
    const part = { lenderId, sessionId: of.subjectId, connectionId: null }
    const seal = (name: 'report' | 'transactions' | 'scored', text: string) =>
      deps.vault.seal(tx, contextOf({ ...part, part: name }), text)
    const kept = await insertVersion(tx, {
      ...{ lenderId, id, of, at },
      previousReportId: reportId,
      rulebook: written.report.provenance.rulebook,
      bodyHash: written.bodyHash,
      sealedBody: await seal('report', written.bodyJson),
      sealedTransactions: await seal('transactions', written.transactionsJson),
      sealedScored: await seal('scored', written.scoredJson),
      sealedCorrections: await sealPart(deps, tx, { ...part, part: 'corrections' }, corrections),
    })
    if (!kept) throw corrected()
    await tell(deps, tx, { access, id, reportId, row, count: request.corrections.length, at })
    return {
      report: {
        envelope: {
          ...before.envelope,
          ...{ id, createdAt: at, origin: 'correction', previousReportId: reportId },
          bodyHash: written.bodyHash,
        },
        bodyJson: written.bodyJson,
        body: written.report,
        transactions: written.transactions,
      },
      difference: compareAssessments(
        { report: before.body, transactions: [...before.transactions] },
        { report: written.report, transactions: written.transactions },
      ),
    }
  })
}

function corrected(newer?: string): AppError {
  const which = newer === undefined ? 'its newest version' : newer
  return new AppError('conflict', `This version has been corrected already. Correct ${which}.`)
}

async function requireCorrectable(
  tx: Database,
  of: { lenderId: string; reportId: string; now: string },
): Promise<Correctable> {
  const newer = await findNewerVersion(tx, of)
  if (newer !== null) throw corrected(newer)
  const found = await findCorrectable(tx, of)
  if (found) return found
  throw new AppError(
    'conflict',
    'What the report was drawn from is no longer kept, so it cannot be drawn again.',
  )
}

/** Those of the versions before stay; of a line, what is said last counts. */
async function addTo(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, of, request }: { lenderId: string; of: Correctable; request: CorrectionRequest },
): Promise<KeptCorrections> {
  const { corrections: added, reason, by } = request
  const part = {
    lenderId,
    sessionId: of.subjectId,
    connectionId: null,
    part: 'corrections',
  } as const
  const earlier =
    of.sealedCorrections === null
      ? []
      : (await openPart(deps, tx, part, of.sealedCorrections, keptCorrectionsSchema)).all
  return { all: [...earlier, ...added], added, reason, by }
}

type Warnings = readonly {
  readonly code: string
  readonly transactionIds?: readonly string[] | undefined
}[]

function requireApplied({ corrections }: CorrectionRequest, warnings: Warnings): void {
  const ignored = new Set(
    warnings.flatMap(({ code, transactionIds }) =>
      code === 'correction_not_applied' ? (transactionIds ?? []) : [],
    ),
  )
  const issues = corrections.flatMap(({ transactionId }, index): FieldIssue[] =>
    ignored.has(transactionId)
      ? [
          {
            pointer: `/corrections/${index}`,
            detail: 'names no line of the report, or no category its direction allows',
          },
        ]
      : [],
  )
  if (issues.length === 0) return
  throw new AppError('invalid_request', 'A correction cannot be applied.', { issues })
}

type Told = {
  access: Access
  id: string
  reportId: string
  row: { readonly mode: 'test' | 'live' | null; readonly sessionId: string | null }
  count: number
  at: string
}

async function tell(deps: { queue: Queue }, tx: Database, told: Told): Promise<void> {
  const { access, id, reportId, row, at } = told
  const lenderId = access.lender.id
  await appendAudit(tx, {
    lenderId,
    actor: access.actor,
    action: 'report.corrected',
    subjectId: id,
    detail: { previousReportId: reportId, corrections: told.count },
    at,
  })
  await appendEvent(deps, tx, {
    lenderId,
    mode: row.mode ?? access.mode,
    type: 'report.corrected',
    subjectId: id,
    data: { reportId: id, previousReportId: reportId, sessionId: row.sessionId },
    at,
  })
}
