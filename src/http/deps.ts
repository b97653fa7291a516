// What the HTTP side is given, and what a request carries on its way.
import type { HttpBindings } from '@hono/node-server'
import type { Context } from 'hono'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import type { Illustrator } from '../documents/charts/illustrator.ts'
import type { Printer } from '../documents/pdf/print.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import type { Scope } from '../lenders/scopes.ts'
import type { ActiveRulebook } from '../rulebooks/active.ts'
import type { Clock } from '../runtime/clock.ts'
import type { CallbackOutcome } from '../sessions/receive-callback.ts'
import type { EventLogger } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'
import type { PrivateHosts } from '../webhooks/address.ts'
import type { Replay } from './idempotency/replay.ts'

export type HttpDeps = {
  readonly db: Pool
  readonly vault: Vault
  readonly signing: Signing
  readonly clock: Clock
  readonly queue: Queue
  readonly banks: BankDirectory
  readonly rulebook: ActiveRulebook
  readonly engineVersion: string
  readonly log: EventLogger
  /** Where browsers reach the service, without a slash at the end. */
  readonly baseUrl: string
  /** The address of a client is the last of X-Forwarded-For, not the socket's. */
  readonly trustProxy: boolean
  /** Hosts that are not public and that webhooks may call all the same. */
  readonly webhookHosts: PrivateHosts
  readonly printer: Printer
  readonly illustrator: Illustrator
  /** Aborted when the process has been told to stop: it is not ready any more, and nobody waits. */
  readonly stopping?: AbortSignal
}

export type AppEnv = {
  Bindings: Partial<HttpBindings>
  Variables: {
    requestId: string
    access: Access
    /** What the route asks of the credential. */
    scope: Scope
    /** How the reply is made again; none: as it was sent. */
    replay: Replay | undefined
    /** What this request makes is named by it, so that going on for a dead request makes nothing twice. */
    effect: string | undefined
    /**
     * Keeps a reply of success in the transaction of the change it tells of: one commit less, and none of the two
     * without the other. Who does not call it is kept afterwards.
     */
    settle: ((tx: Database, status: number, replay: Replay) => Promise<void>) | undefined
    fault: unknown
    /** Set by the bank's return alone. */
    callback: CallbackOutcome['outcome'] | undefined
  }
}

export type AppContext = Context<AppEnv>
