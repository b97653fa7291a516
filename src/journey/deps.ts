// What the applicant's pages are given.
import type { HttpBindings } from '@hono/node-server'
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import type { Printer } from '../documents/pdf/print.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Clock } from '../runtime/clock.ts'
import type { CallbackOutcome } from '../sessions/receive-callback.ts'
import type { EventLogger } from '../telemetry/log.ts'
import type { Signing } from '../vault/signing.ts'
import type { Vault } from '../vault/vault.ts'

export type JourneyDeps = {
  readonly db: Pool
  readonly vault: Vault
  readonly clock: Clock
  readonly queue: Queue
  readonly banks: BankDirectory
  readonly log: EventLogger
  readonly signing: Signing
  readonly printer: Printer
  /** Where browsers reach the service, without a slash at the end. */
  readonly baseUrl: string
  readonly trustProxy: boolean
}

export type JourneyEnv = {
  Bindings: Partial<HttpBindings>
  Variables: { fault: unknown; callback: CallbackOutcome['outcome'] | undefined }
}
