// The queue on a real PostgreSQL: what is promised to those who enqueue and to those who work.
import { fork } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { inLender } from '../../src/db/lender-transaction.ts'
import { migrate } from '../../src/db/migrate.ts'
import { databaseState, migrateDatabase } from '../../src/jobs/database-schema.ts'
import type { JobKind } from '../../src/jobs/kinds.ts'
import { type OpenQueue, openQueue, type Worker } from '../../src/jobs/queue.ts'
import { startWorker } from '../../src/jobs/worker.ts'
import { silentLogger, type WideEvent } from '../../src/telemetry/log.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

let database: TestDatabase
let opened: OpenQueue
let workers: Worker[] = []
const ids = { lenderId: 'len_a', sessionId: 'ses_a' }

beforeEach(async () => {
  database = await testDatabase()
  opened = await openQueue({ db: database.db, onError: (error) => expect.fail(error.message) })
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await opened.close()
  await database.drop()
})

async function worker(options: { log?: (event: WideEvent) => void } = {}): Promise<Worker> {
  const started = await startWorker({
    connectionString: database.connectionString,
    log: options.log ? { write: options.log } : silentLogger,
    superviseSeconds: 1,
    schedule: false,
  })
  workers.push(started)
  return started
}

type JobRow = { name: string; state: string; data: unknown; output: unknown }

async function jobs(kind: string): Promise<JobRow[]> {
  const found = await sql<JobRow>`
    select name, state::text, data, output from pgboss.job where name = ${kind}`.execute(
    database.db,
  )
  return found.rows
}

/** Shorter times than in life, for jobs enqueued from here on. */
async function configure(kind: JobKind, settings: Record<string, number>): Promise<void> {
  for (const [column, value] of Object.entries(settings)) {
    await sql`update pgboss.queue set ${sql.id(column)} = ${value} where name = ${kind}`.execute(
      database.db,
    )
  }
}

async function until(holds: () => boolean | Promise<boolean>, withinMs: number): Promise<number> {
  const since = performance.now()
  while (!(await holds())) {
    if (performance.now() - since > withinMs) throw new Error(`not within ${withinMs} ms`)
    await delay(10)
  }
  return performance.now() - since
}

describe('enqueueing', () => {
  test('a job exists once the transaction of its cause commits, and never when it rolls back', async () => {
    const { queue } = opened
    await expect(
      inLender(database.db, 'len_a', async (tx) => {
        await queue.enqueue(tx, 'draft-report', ids)
        throw new Error('the cause fails')
      }),
    ).rejects.toThrow('the cause fails')
    expect(await jobs('draft-report')).toEqual([])

    await inLender(database.db, 'len_a', async (tx) => {
      await queue.enqueue(tx, 'draft-report', ids)
      expect(await jobs('draft-report')).toEqual([])
    })
    expect(await jobs('draft-report')).toMatchObject([{ state: 'created', data: ids }])
  })

  test('a second clean-up is not queued behind one that waits', async () => {
    await opened.queue.enqueue(database.db, 'expire-sessions', {})
    await opened.queue.enqueue(database.db, 'expire-sessions', {})
    expect(await jobs('expire-sessions')).toHaveLength(1)
  })

  test('a database without the queues is refused with the command that helps', async () => {
    const bare = await testDatabase('empty')
    try {
      await expect(openQueue({ db: bare.db, onError: () => {} })).rejects.toMatchObject({
        code: 'database_outdated',
        detail: expect.stringContaining('nonante migrate'),
      })
      const { connectionString } = bare
      await expect(startWorker({ connectionString, log: silentLogger })).rejects.toMatchObject({
        code: 'database_outdated',
      })
    } finally {
      await bare.drop()
    }
  })
})

describe('working', () => {
  test('a waiting worker is woken by the notification, not by its next look', async () => {
    const started: number[] = []
    await (await worker()).work('draft-report', async () => {
      started.push(performance.now())
    })
    await delay(300)
    const latencies: number[] = []
    for (let round = 0; round < 10; round += 1) {
      const enqueued = performance.now()
      await inLender(database.db, 'len_a', (tx) => opened.queue.enqueue(tx, 'draft-report', ids))
      await until(() => started.length === round + 1, 2_000)
      latencies.push((started[round] ?? Number.POSITIVE_INFINITY) - enqueued)
      await delay(20)
    }
    latencies.sort((a, b) => a - b)
    // it looks by itself every two seconds: half of the jobs would then wait a second or more
    expect(latencies[5]).toBeLessThan(500)
  })

  test('many jobs at once are worked without pause, each once, though two workers take them', async () => {
    const seen = new Map<string, number>()
    const running = new Set<string>()
    const handler = async (_: unknown, { jobId }: { jobId: string }): Promise<void> => {
      expect(running.has(jobId)).toBe(false)
      running.add(jobId)
      await delay(2)
      running.delete(jobId)
      seen.set(jobId, (seen.get(jobId) ?? 0) + 1)
    }
    for (const one of [await worker(), await worker()]) await one.work('draft-report', handler)
    await inLender(database.db, 'len_a', async (tx) => {
      for (let n = 0; n < 200; n += 1) await opened.queue.enqueue(tx, 'draft-report', ids)
    })
    await until(() => seen.size === 200, 10_000)
    expect([...seen.values()].every((times) => times === 1)).toBe(true)
    await until(
      async () => (await jobs('draft-report')).every((j) => j.state === 'completed'),
      5_000,
    )
  })

  test('a job that fails is run again, later each time, then put with the dead letters', async () => {
    await configure('draft-report', { retry_limit: 2, retry_delay: 1 })
    const at: number[] = []
    const last: boolean[] = []
    const events: WideEvent[] = []
    await (await worker({ log: (event) => events.push(event) })).work(
      'draft-report',
      async (_, { lastAttempt }) => {
        at.push(performance.now())
        last.push(lastAttempt)
        throw new Error('FR7630006000011234567890189 said no')
      },
    )
    await opened.queue.enqueue(database.db, 'draft-report', ids)
    await until(async () => (await jobs('dead-letter')).length === 1, 18_000)
    expect(last).toEqual([false, false, true])
    const [first = 0, second = 0, third = 0] = at
    expect(second - first).toBeGreaterThan(400)
    expect(third - second).toBeGreaterThan(900)
    expect(await jobs('dead-letter')).toMatchObject([{ data: ids }])
    expect(events.map((event) => 'attempt' in event && event.attempt)).toEqual([1, 2, 3])
    const kept = JSON.stringify([await jobs('draft-report'), await jobs('dead-letter'), events])
    expect(kept).not.toContain('FR76')
  })

  test('a payload that is not one of the kind is never handed to the handler', async () => {
    const events: WideEvent[] = []
    let handed = 0
    await (await worker({ log: (event) => events.push(event) })).work('draft-report', async () => {
      handed += 1
    })
    await sql`insert into pgboss.job (name, data) values ('draft-report', '{"lenderId":"x"}')`.execute(
      database.db,
    )
    await until(() => events.length > 0, 5_000)
    expect(events[0]).toMatchObject({ event: 'job', outcome: 'failed', errorName: 'ZodError' })
    expect(handed).toBe(0)
  })

  test('a stop lets the running job end and takes no other', async () => {
    let ended = 0
    const one = await worker()
    await one.work('draft-report', async () => {
      await delay(300)
      ended += 1
    })
    for (let n = 0; n < 8; n += 1) await opened.queue.enqueue(database.db, 'draft-report', ids)
    await delay(150)
    await one.stop()
    const states = (await jobs('draft-report')).map((job) => job.state)
    expect(ended).toBe(4)
    expect(states.filter((state) => state === 'completed')).toHaveLength(4)
    expect(states.filter((state) => state === 'created')).toHaveLength(4)
  })

  test('the job of a worker killed is run again by another', async () => {
    await configure('draft-report', { expire_seconds: 2, retry_delay: 1 })
    const child = fork(join(import.meta.dirname, '../support/stuck-worker.ts'), {
      env: { DATABASE: database.connectionString },
    })
    const took = new Promise((resolve) => child.once('message', resolve))
    await delay(500)
    await opened.queue.enqueue(database.db, 'draft-report', ids)
    expect(await took).toBe('took the job')
    const exited = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await exited
    let attempts = 0
    await (await worker()).work('draft-report', async (_, { attempt }) => {
      attempts = attempt
    })
    await until(() => attempts === 2, 15_000)
    await until(async () => (await jobs('draft-report'))[0]?.state === 'completed', 5_000)
  })
})

describe('installing', () => {
  test('the clean-up is scheduled each minute, the purge each hour, the look at drift each day', async () => {
    const found = await sql<{ name: string; cron: string }>`
      select name, cron from pgboss.schedule order by name`.execute(database.db)
    expect(found.rows).toEqual([
      { name: 'expire-sessions', cron: '* * * * *' },
      { name: 'purge', cron: '7 * * * *' },
      { name: 'tend-rescorings', cron: '* * * * *' },
      { name: 'watch-drift', cron: '20 4 * * *' },
    ])
  })

  test('the state tells whether the queues are those of this version, and migrating heals it', async () => {
    expect(await databaseState(database.db)).toBe('current')
    await sql`comment on schema pgboss is 'nonante queues of before'`.execute(database.db)
    expect(await databaseState(database.db)).toBe('outdated')
    expect(await migrateDatabase(database.connectionString)).toEqual([])
    expect(await databaseState(database.db)).toBe('current')
  })

  test('several processes may migrate an empty database at once', async () => {
    const bare = await testDatabase('empty')
    try {
      expect(await databaseState(bare.db)).toBe('outdated')
      const applied = await Promise.all([1, 2, 3].map(() => migrateDatabase(bare.connectionString)))
      expect(applied.filter((names) => names.length > 0)).toHaveLength(1)
      expect(await databaseState(bare.db)).toBe('current')
      expect(await migrate(bare.db)).toEqual([])
    } finally {
      await bare.drop()
    }
  })
})
