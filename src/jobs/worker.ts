// A worker: takes jobs of a kind as they come, woken by the database, and logs one event for each.
import { setTimeout as delay } from 'node:timers/promises'
import { SpanKind } from '@opentelemetry/api'
import { type JobWithMetadata, PgBoss } from 'pg-boss'
import { z } from 'zod'
import { AppError } from '../errors.ts'
import { type EventLogger, type Fault, faultOf } from '../telemetry/log.ts'
import { measure } from '../telemetry/metrics.ts'
import { span } from '../telemetry/span.ts'
import { queueSchema } from './database-schema.ts'
import { type JobKind, jobPayloads } from './kinds.ts'
import type { JobHandler, Worker } from './queue.ts'

export type WorkerOptions = {
  readonly connectionString: string
  readonly log: EventLogger
  /** Jobs of one kind at once in this process; 4 by default. */
  readonly concurrency?: number
  /** How often jobs of dead workers are looked for; 5 by default. */
  readonly superviseSeconds?: number
  /** Whether this worker also sends the jobs that are due by the clock; true by default. */
  readonly schedule?: boolean
}

/** For running jobs at a stop, under the cap of the lifecycle; then they are given back to be run anew. */
const stopPatienceMs = 25_000

/** @throws AppError `database_outdated` when the queues are not installed. */
export async function startWorker(options: WorkerOptions): Promise<Worker> {
  const { log, concurrency = 4, superviseSeconds = 5 } = options
  const boss = new PgBoss({
    connectionString: options.connectionString,
    application_name: 'nonante worker',
    schema: queueSchema,
    max: 4,
    migrate: false,
    createSchema: false,
    useListenNotify: true,
    schedule: options.schedule ?? true,
    superviseIntervalSeconds: superviseSeconds,
    monitorIntervalSeconds: superviseSeconds,
  })
  boss.on('error', (error) => log.write({ event: 'fault', part: 'worker', ...faultOf(error) }))
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
  const working = new Set<JobKind>()
  return {
    async work(kind, handler, { atOnce } = { atOnce: concurrency }) {
      working.add(kind)
      for (let n = 0; n < atOnce; n += 1) await startLoop(boss, kind, handler, log)
    },
    quiet() {
      // each stop is awaited again, and its failure told, by `stop`
      for (const kind of working) void boss.offWork(kind, { wait: false }).catch(() => {})
    },
    async stop() {
      const finished = [...working].map((kind) => boss.offWork(kind, { wait: true }))
      await Promise.race([Promise.all(finished), delay(stopPatienceMs, null, { ref: false })])
      await boss.stop({ graceful: false })
    },
  }
}

/** Each loop runs one job at a time, and looks again at once after each: others may be waiting. */
async function startLoop<K extends JobKind>(
  boss: PgBoss,
  kind: K,
  handler: JobHandler<K>,
  log: EventLogger,
): Promise<void> {
  let id: string | null = null
  id = await boss.work(
    kind,
    // The notification is what wakes it; polling finds the retries that fall due.
    { includeMetadata: true, pollingIntervalSeconds: 1, notifyPollingIntervalSeconds: 2 },
    async (jobs: JobWithMetadata<unknown>[]) => {
      try {
        for (const job of jobs) await runJob(kind, job, handler, log)
      } finally {
        if (id !== null) boss.notifyWorker(id)
      }
    },
  )
}

async function runJob<K extends JobKind>(
  kind: K,
  job: JobWithMetadata<unknown>,
  handler: JobHandler<K>,
  log: EventLogger,
): Promise<void> {
  const started = performance.now()
  const attempt = job.retryCount + 1
  const context = { jobId: job.id, attempt, lastAttempt: attempt > job.retryLimit }
  const { traceparent, payload: given } = carried.parse(job.data ?? {})
  const told = { event: 'job', kind, jobId: job.id, attempt, ...subjectOf(given) } as const
  const tell = (outcome: 'done' | 'failed', fault: Fault = {}): void => {
    const elapsedMs = performance.now() - started
    log.write({ ...told, outcome, durationMs: Math.round(elapsedMs), ...fault })
    measure('nonante.job.duration', { kind, outcome }, elapsedMs)
  }
  try {
    const payload = jobPayloads[kind].parse(given)
    const work = async () => {
      await handler(payload, { ...context, signal: job.signal })
      tell('done')
    }
    await span(`job ${kind}`, { attempt }, work, { kind: SpanKind.CONSUMER, from: traceparent })
  } catch (error) {
    const fault = faultOf(error)
    tell('failed', fault)
    throw storable(fault)
  }
}

/** The queue keeps what is thrown: a code and a place, no message, which may quote values. */
function storable(fault: Fault): Error {
  const error = new Error(fault.errorCode ?? fault.errorName ?? 'failed')
  error.stack = fault.errorAt ?? ''
  return error
}

/** Beside its own words a job carries the trace of what gave rise to it. */
const carried = z
  .looseObject({ traceparent: z.string().nullable().default(null) })
  .transform(({ traceparent, ...payload }) => ({ traceparent, payload }))

const subject = z.object({
  lenderId: z.string().optional(),
  sessionId: z.string().optional(),
  connectionId: z.string().optional(),
})

function subjectOf(payload: unknown): z.infer<typeof subject> {
  return subject.safeParse(payload).data ?? {}
}
