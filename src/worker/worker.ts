// Which use case each kind of job runs.
import type { BankDirectory } from '../banks/directory.ts'
import { collectConnection } from '../collection/collect-connection.ts'
import { draftReport } from '../collection/draft-report.ts'
import { expireSessions } from '../collection/expire-sessions.ts'
import type { Pool } from '../db/database.ts'
import type { Queue, Worker } from '../jobs/queue.ts'
import { type Drift, defaultThresholds, type Thresholds } from '../monitoring/drift.ts'
import { watchAll } from '../monitoring/watch-drift.ts'
import { planRescoring } from '../rescoring/plan-rescoring.ts'
import { rescorePart } from '../rescoring/rescore-part.ts'
import { tendRescorings } from '../rescoring/tend-rescorings.ts'
import { purgeAll } from '../rights/purge.ts'
import { scoreInShadow } from '../rollout/shadow-score.ts'
import type { ActiveRulebook } from '../rulebooks/active.ts'
import type { Clock } from '../runtime/clock.ts'
import type { EventLogger } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'
import { announceEvent } from '../webhooks/announce-event.ts'
import type { WebhookCaller } from '../webhooks/caller.ts'
import { deliverEvent } from '../webhooks/deliver-event.ts'

export type WorkerDeps = {
  readonly db: Pool
  readonly vault: Vault
  readonly signing: Signing
  readonly clock: Clock
  readonly queue: Queue
  readonly banks: BankDirectory
  readonly rulebook: ActiveRulebook
  readonly webhookCaller: WebhookCaller
  readonly log: EventLogger
  /** Told what the daily look at drift found: metrics are read from it. */
  readonly showDrift?: (drifts: readonly Drift[]) => void
  /** When drift alerts; the usual by default. */
  readonly drift?: Thresholds | null
  /** How long a pull is held unless renewed; 60 by default. */
  readonly holdSeconds?: number
}

/** What a process works on: one for re-scorings alone, niced, leaves those who wait at a bank their own. */
export const workloads = ['all', 'sessions', 'rescorings'] as const
export type Workload = (typeof workloads)[number]

export async function registerHandlers(
  worker: Worker,
  deps: WorkerDeps,
  workload: Workload = 'all',
): Promise<void> {
  if (workload !== 'rescorings') await registerSessions(worker, deps)
  if (workload !== 'sessions') await registerRescorings(worker, deps)
}

async function registerSessions(worker: Worker, deps: WorkerDeps): Promise<void> {
  await worker.work('collect-connection', (payload) => collectConnection(deps, payload))
  await worker.work('draft-report', (payload) => draftReport(deps, payload))
  await worker.work('announce-event', (payload) => announceEvent(deps, payload))
  await worker.work('deliver-event', (payload, context) => deliverEvent(deps, payload, context))
  await worker.work('shadow-score', async (payload) => {
    await scoreInShadow(deps, payload)
  })
  await worker.work('expire-sessions', () => expireSessions(deps))
  await worker.work('watch-drift', async () => {
    deps.showDrift?.(await watchAll(deps, deps.drift ?? defaultThresholds))
  })
  await worker.work('purge', async () => {
    await purgeAll(deps)
  })
}

/** One part at a time: each keeps a core busy. */
async function registerRescorings(worker: Worker, deps: WorkerDeps): Promise<void> {
  const one = { atOnce: 1 }
  await worker.work('plan-rescoring', (payload, run) => planRescoring(deps, payload, run), one)
  await worker.work('rescore-part', (payload, run) => rescorePart(deps, payload, run), one)
  await worker.work('tend-rescorings', () => tendRescorings(deps), one)
}
