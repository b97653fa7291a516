// Jobs enqueued in the transaction of the change they follow from: both happen, or neither.
import { fromKysely, PgBoss } from 'pg-boss'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { traceparent } from '../telemetry/current-span.ts'
import { queueSchema } from './database-schema.ts'
import type { JobKind, JobPayload } from './kinds.ts'

export type Queue = {
  /**
   * With the caller's transaction as `db`: the job exists once that commits, never otherwise.
   * `afterSeconds`: it is not begun before. `once`: nothing is added while a job of this name waits or runs.
   */
  enqueue<K extends JobKind>(
    db: Database,
    kind: K,
    payload: JobPayload<K>,
    options?: { readonly afterSeconds?: number; readonly once?: string },
  ): Promise<void>
}

export type JobContext = {
  readonly jobId: string
  /** 1 at the first run. */
  readonly attempt: number
  /** When this one throws, the job goes to the dead letters. */
  readonly lastAttempt: boolean
  /** Aborted when the time of the run is over or the worker is stopped without more patience. */
  readonly signal: AbortSignal
}

/** Throwing has the job run again later; the same job may also run again after a worker's death. */
export type JobHandler<K extends JobKind> = (
  payload: JobPayload<K>,
  context: JobContext,
) => Promise<void>

export type Worker = {
  /** `atOnce`: how many of this kind this process runs side by side. */
  work<K extends JobKind>(
    kind: K,
    handler: JobHandler<K>,
    options?: { readonly atOnce: number },
  ): Promise<void>
  /** Takes no new job from now on. */
  quiet(): void
  /** Takes no new job, lets the running ones end. */
  stop(): Promise<void>
}

export type OpenQueue = { readonly queue: Queue; close(): Promise<void> }

/**
 * On the service's own pool, without a connection of its own.
 * @throws AppError `database_outdated` when the queues are not installed.
 */
export async function openQueue(options: {
  readonly db: Pool
  /** Told when the queue's definitions could not be read again; enqueueing itself throws. */
  readonly onError: (error: Error) => void
}): Promise<OpenQueue> {
  const boss = new PgBoss({
    db: fromKysely(options.db),
    schema: queueSchema,
    migrate: false,
    createSchema: false,
    supervise: false,
    schedule: false,
  })
  boss.on('error', options.onError)
  try {
    await boss.start()
  } catch (cause) {
    await boss.stop({ graceful: false })
    throw new AppError(
      'database_outdated',
      'The database has no job queues of this version. Run `nonante migrate`.',
      { cause },
    )
  }
  return {
    queue: {
      async enqueue(db, kind, payload, options) {
        const { afterSeconds: startAfter, once: singletonKey } = options ?? {}
        const asked = {
          ...(startAfter === undefined ? {} : { startAfter }),
          ...(singletonKey === undefined ? {} : { singletonKey }),
        }
        const parent = traceparent()
        const carried = parent === null ? payload : { ...payload, traceparent: parent }
        await boss.send(kind, carried, { db: fromKysely(db), ...asked })
      },
    },
    close: () => boss.stop({ graceful: false }),
  }
}
