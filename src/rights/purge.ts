// Deletes what is past its keeping, and proves it: counted before and after, and what was sealed must not open again.
import { appendAudit } from '../audit/append.ts'
import { countPrunable, pruneAudit } from '../audit/prune.ts'
import type { Database, Pool } from '../db/database.ts'
import { listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { readLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'
import { asPurge } from './as-purge.ts'
import {
  type Destroyed,
  deleteInto,
  destroyKey,
  destroyReports,
  destroySnapshots,
  destroyVectors,
  emptySession,
  nothingDestroyed,
  type Sample,
} from './destroy.ts'
import { listOrphans } from './orphan-keys.ts'
import { countOverdue, deleteOverdue, listOverdue, type RowKind } from './overdue-store.ts'
import { type Cutoffs, cutoffsOf, purgeKinds } from './policy.ts'
import { type Counts, noCounts, type PurgeReport, reportOf } from './purge-report.ts'

type Deps = { db: Pool; vault: Vault; signing: Signing; clock: Clock; log: EventLogger }

/** Of one kind in one transaction; what is left comes with the next. */
const BATCH = 200

/** One lender after the other: what fails for one is told and does not keep the others. */
export async function purgeAll(deps: Deps): Promise<PurgeReport[]> {
  const reports: PurgeReport[] = []
  for (const lenderId of await listLenderIds(deps.db)) {
    try {
      reports.push(await purgeLender(deps, lenderId))
    } catch (error) {
      deps.log.write({ event: 'fault', part: 'purge', lenderId, ...faultOf(error) })
      const nothing = { before: noCounts(), after: noCounts(), done: nothingDestroyed(), open: 0 }
      reports.push({ ...reportOf(lenderId, nothing), proven: false })
    }
  }
  return reports
}

export async function purgeLender(
  deps: Deps,
  lenderId: string,
  { dryRun = false }: { dryRun?: boolean } = {},
): Promise<PurgeReport> {
  const at = timestamp(deps.clock)
  const { cutoffs, before } = await asPurge(deps.db, lenderId, async (tx) => {
    const limits = cutoffsOf(await readLender(tx, lenderId), at)
    return { cutoffs: limits, before: await countAll(deps, tx, lenderId, limits) }
  })
  if (dryRun)
    return reportOf(lenderId, { before, after: before, done: nothingDestroyed(), open: 0 })
  const done = nothingDestroyed()
  let last = ''
  for (;;) {
    const found = await asPurge(deps.db, lenderId, (tx) =>
      purgeBatch(deps, tx, { lenderId, cutoffs, done }),
    )
    if (found === '' || found === last) break
    last = found
  }
  await asPurge(deps.db, lenderId, async (tx) => {
    for (const subjectId of await listOrphans(deps, tx, lenderId, cutoffs.data_keys)) {
      await destroyKey(deps, tx, { lenderId, subjectId }, done)
    }
    await pruneAudit(deps, tx, { lenderId, before: cutoffs.audit_events, at })
  })
  const report = await prove(deps, lenderId, { cutoffs, before, done })
  tellAlarms(deps, report)
  return report
}

type Batch = { lenderId: string; cutoffs: Cutoffs; done: Destroyed }

/** @returns what there was to do: none, or the same again, ends the purge. */
async function purgeBatch(
  deps: Deps,
  tx: Database,
  { lenderId, cutoffs, done }: Batch,
): Promise<string> {
  const over = (kind: Exclude<RowKind, 'report_links' | 'idempotency_records'>) =>
    listOverdue(tx, lenderId, kind, { at: cutoffs, limit: BATCH })
  const snapshots = await over('snapshots')
  await destroySnapshots(deps, tx, { lenderId, ids: snapshots }, done)
  const reports = await over('reports')
  await destroyReports(deps, tx, { lenderId, ids: reports }, done)
  await deleteOverdue(tx, lenderId, 'report_links', cutoffs)
  await deleteOverdue(tx, lenderId, 'idempotency_records', cutoffs)
  const events = await over('outbox_events')
  await deleteInto(tx, 'outbox_events', { lenderId, ids: events }, done)
  const rescorings = await over('rescorings')
  await deleteInto(tx, 'rescorings', { lenderId, ids: rescorings }, done)
  const vectors = await over('validation_vectors')
  await destroyVectors(deps, tx, { lenderId, ids: vectors }, done)
  const parts = await over('session_parts')
  for (const sessionId of parts) {
    await destroyKey(deps, tx, { lenderId, subjectId: sessionId }, done)
    await emptySession(tx, { lenderId, sessionId })
  }
  const sessions = await over('sessions')
  for (const id of sessions) await destroyKey(deps, tx, { lenderId, subjectId: id }, done)
  await deleteInto(tx, 'sessions', { lenderId, ids: sessions }, done)
  const found = [snapshots, reports, events, rescorings, vectors, parts, sessions]
  return found.flat().join(' ')
}

async function countAll(
  deps: Deps,
  tx: Database,
  lenderId: string,
  cutoffs: Cutoffs,
): Promise<Counts> {
  const counts = noCounts()
  for (const kind of purgeKinds) {
    if (kind === 'data_keys') {
      counts[kind] = (await listOrphans(deps, tx, lenderId, cutoffs.data_keys)).length
    } else if (kind === 'audit_events') {
      counts[kind] = await countPrunable(tx, lenderId, cutoffs.audit_events)
    } else {
      counts[kind] = await countOverdue(tx, lenderId, kind, cutoffs)
    }
  }
  return counts
}

/** In a transaction of its own, as any reader would see it now. */
async function prove(
  deps: Deps,
  lenderId: string,
  { cutoffs, before, done }: { cutoffs: Cutoffs; before: Counts; done: Destroyed },
): Promise<PurgeReport> {
  await asPurge(deps.db, lenderId, (tx) => deps.vault.settleDestructions(tx, lenderId))
  return await asPurge(deps.db, lenderId, async (tx) => {
    const after = await countAll(deps, tx, lenderId, cutoffs)
    const open = await countOpen(deps, tx, done.samples)
    const report = reportOf(lenderId, { before, after, done, open })
    const worked = Object.values(before).some((count) => count > 0) || done.keys > 0
    if (worked || !report.proven) await record(tx, report, cutoffs.now)
    return report
  })
}

/** How many samples can still be read. */
export async function countOpen(
  deps: { vault: Vault },
  tx: Database,
  samples: readonly Sample[],
): Promise<number> {
  let open = 0
  for (const { context, sealed } of samples) {
    try {
      await deps.vault.open(tx, context, sealed)
      open += 1
    } catch (error) {
      const isGone = error instanceof AppError && error.code === 'not_found'
      if (!isGone) throw error
    }
  }
  return open
}

async function record(tx: Database, report: PurgeReport, at: string): Promise<void> {
  const counts = purgeKinds.flatMap((kind) => {
    const before = report.before[kind]
    return before === 0 ? [] : [[kind, before - report.after[kind]] as const]
  })
  await appendAudit(tx, {
    lenderId: report.lenderId,
    actor: 'service',
    action: report.proven ? 'purge.completed' : 'purge.unproven',
    subjectId: report.lenderId,
    detail: {
      ...Object.fromEntries(counts),
      keysDestroyed: report.keysDestroyed,
      samplesTried: report.samples.tried,
      samplesOpen: report.samples.open,
    },
    at,
  })
}

function tellAlarms({ log }: Deps, { lenderId, after, samples }: PurgeReport): void {
  for (const kind of purgeKinds) {
    const count = after[kind]
    if (count > 0) log.write({ event: 'alarm', part: 'retention', lenderId, kind, count })
  }
  if (samples.open > 0) {
    const count = samples.open
    log.write({ event: 'alarm', part: 'retention', lenderId, kind: 'still readable', count })
  }
}
