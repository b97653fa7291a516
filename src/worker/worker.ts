// Which use case each kind of job runs.
import type { BankDirectory } from '../banks/directory.ts'
import { collectConnection } from '../collection/collect-connection.ts'
import { draftReport } from '../collection/draft-report.ts'
import { expireSessions } from '../collection/expire-sessions.ts'
import type { Pool } from '../db/database.ts'
import type { Queue, Worker } from '../jobs/queue.ts'
import { purgeAll } from '../rights/purge.ts'
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
  /** How long a pull is held unless renewed; 60 by default. */
  readonly holdSeconds?: number
}

export async function registerHandlers(worker: Worker, deps: WorkerDeps): Promise<void> {
  await worker.work('collect-connection', (payload) => collectConnection(deps, payload))
  await worker.work('draft-report', (payload) => draftReport(deps, payload))
  await worker.work('announce-event', (payload) => announceEvent(deps, payload))
  await worker.work('deliver-event', (payload, context) => deliverEvent(deps, payload, context))
  await worker.work('expire-sessions', () => expireSessions(deps))
  await worker.work('purge', async () => {
    await purgeAll(deps)
  })
}
