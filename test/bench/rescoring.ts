// Re-scoring from PostgreSQL, 300 transactions each: what a report costs beyond `assess`, how many two workers make in a
// second, what the size of the book adds, and what live requests notice of a niced worker.
// Run: node test/bench/run.ts rescoring; `BENCH_SNAPSHOTS=1000,100000` for other sizes of the book.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { sql } from 'kysely'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { readKeptSnapshot } from '../../src/core/statement/kept-snapshot.ts'
import { attachEmbedded } from '../../src/db/embedded.ts'
import { openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { createRescoring } from '../../src/rescoring/create-rescoring.ts'
import { findForOperator } from '../../src/rescoring/get-rescoring.ts'
import { planRescoring } from '../../src/rescoring/plan-rescoring.ts'
import { rescorePart } from '../../src/rescoring/rescore-part.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { shippedRules } from '../../src/wiring/shipped-rules.ts'
import { type BookPerson, bookPeople, fillBook } from '../support/book.ts'
import { type Program, startProgram } from './program.ts'
import type { Row } from './row.ts'

const command = 'node test/bench/run.ts rescoring'
const LINES = 300
const going = { signal: new AbortController().signal }
/** Sizes of the book the cost of a report is measured at. */
const sizes = (process.env.BENCH_SNAPSHOTS ?? '1000,10000').split(',').map(Number)
/** Reports a process has made before it is warm: see assess.ts. */
const WARM_UP = 3_000
/** Reports measured at each size, in parts from all over the book. */
const MEASURED = 1_000

export async function run(): Promise<Row[]> {
  const bed = await openBed()
  try {
    const alone = assessAlone(bed)
    // what is measured first would be measured cold
    await costAt(bed, sizes[0] ?? 0)
    const costs: Cost[] = []
    for (const size of sizes) costs.push(await costAt(bed, size))
    const [small] = costs
    if (small === undefined) throw new Error('no size to measure')
    return [
      ...costRows(small, alone),
      ...costs.slice(1).map((cost) => growthRow(cost, small)),
      await rateRow(bed),
      await liveRow(bed),
    ]
  } finally {
    await bed.close()
  }
}

const roles = [null, 'nonante_worker', 'nonante_api', 'nonante_operator'] as const

async function openBed() {
  const home = mkdtempSync(join(tmpdir(), 'nonante-bench-'))
  const embedded = await attachEmbedded({ folder: join(home, 'external') })
  await migrateDatabase(embedded.connectionString)
  const key = randomBytes(32)
  const clock = systemClock
  const pools = new Map(
    roles.map((role) => [
      role,
      openPool({
        connectionString:
          role === null ? embedded.connectionString : asRole(embedded.connectionString, role),
        ...{ max: 2, applicationName: 'bench' },
      }),
    ]),
  )
  const db = (role: (typeof roles)[number]) => {
    const pool = pools.get(role)
    if (pool === undefined) throw new Error('no such pool')
    return pool.db
  }
  const vault = createVault({ keys: [{ version: 'v1', key }], clock })
  const { queue, close } = await openQueue({ db: db('nonante_worker'), onError: () => {} })
  const rulebook = loadActiveRulebook(shippedRules)
  const provider = { name: 'Bench', registration: 'X', capacity: 'own' } as const
  const operator = { db: db('nonante_operator'), clock }
  const lender = await addLender(operator, { name: 'Bench', returnUrls: [], provider })
  const { key: apiKey } = await addKey(operator, { lenderId: lender.id, mode: 'test' })
  return {
    ...{ home, lenderId: lender.id, apiKey, owner: db(null) },
    people: bookPeople(rulebook, 60, LINES),
    worker: { db: db('nonante_worker'), vault, clock, queue, rulebook },
    api: { db: db('nonante_api'), vault, clock, queue, rulebook },
    filled: 0,
    environment: {
      NONANTE_HOME: join(home, 'service'),
      NONANTE_KEYS: `v1:${key.toString('base64')}`,
      DATABASE_URL: embedded.connectionString,
    },
    close: async () => {
      await close()
      for (const pool of pools.values()) await pool.close()
      await embedded.leave()
      rmSync(home, { recursive: true })
    },
  }
}

type Bed = Awaited<ReturnType<typeof openBed>>

/** Milliseconds of processor time a report: this process, PostgreSQL, and of both what planning has of it. */
type Cost = {
  readonly size: number
  readonly own: number
  readonly database: number
  readonly planning: number
}

async function costAt(bed: Bed, size: number): Promise<Cost> {
  await grow(bed, size)
  const { lenderId, worker } = bed
  const wanted = { lenderId, mode: 'test', actor: 'bench', baseline: null, selection: {} } as const
  const { id } = await createRescoring(bed.api, { ...wanted, rulebook: worker.rulebook })
  const key = { lenderId, rescoringId: id }
  const planned = await processorOf(bed, () => planRescoring(worker, key, going))
  const { rows } = await sql<{ part: number }>`
    select part from rescoring_parts where rescoring_id = ${id} and selected = 200 order by md5(part::text)`.execute(
    bed.owner,
  )
  const [warm, ...parts] = rows.slice(0, 1 + MEASURED / 200)
  if (warm === undefined) throw new Error('too few snapshots to measure')
  await rescorePart(worker, { ...key, part: warm.part }, going)
  const scored = await processorOf(bed, async () => {
    for (const { part } of parts) await rescorePart(worker, { ...key, part }, going)
  })
  await bed.owner
    .updateTable('rescorings')
    .set({ status: 'cancelled' })
    .where('id', '=', id)
    .execute()
  const reports = parts.length * 200
  const planning = (planned.own + planned.database) / size
  return {
    ...{ size, planning },
    own: scored.own / reports + planned.own / size,
    database: scored.database / reports + planned.database / size,
  }
}

async function grow(bed: Bed, size: number): Promise<void> {
  const { lenderId, people, owner, worker } = bed
  await fillBook({ db: owner, vault: worker.vault }, { lenderId, people, count: size - bed.filled })
  bed.filled = size
  await sql`analyze`.execute(owner)
}

/** Of this process and of the database's processes that serve it. */
async function processorOf(bed: Bed, work: () => Promise<void>) {
  const before = { own: process.cpuUsage(), database: await databaseTicks(bed) }
  await work()
  const { user, system } = process.cpuUsage(before.own)
  let ticks = 0
  for (const [pid, now] of await databaseTicks(bed)) ticks += now - (before.database.get(pid) ?? 0)
  return { own: (user + system) / 1000, database: ticks * 10 }
}

/** Hundredths of a second of each process that serves a connection. */
async function databaseTicks(bed: Bed): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ pid: number }>`
    select pid from pg_stat_activity where backend_type = 'client backend' and datname = current_database()`.execute(
    bed.owner,
  )
  return new Map(rows.map(({ pid }) => [pid, ticksOf(pid)]))
}

function ticksOf(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return Number(fields[11]) + Number(fields[12])
}

/** The same people in the same number, read already. */
function assessAlone({ people, worker }: Bed): number {
  const { rulebook } = worker.rulebook
  const read = people.map(({ snapshotJson, snapshotHash }: BookPerson) => ({
    snapshot: readKeptSnapshot(snapshotJson),
    snapshotHash,
  }))
  const round = () => {
    for (const { snapshot, snapshotHash } of read) {
      assess(snapshot, [], rulebook, ENGINE_VERSION, snapshotHash)
    }
  }
  const rounds = Math.ceil(MEASURED / people.length)
  for (let n = 0; n < WARM_UP / people.length; n += 1) round()
  const start = process.cpuUsage()
  for (let n = 0; n < rounds; n += 1) round()
  const { user, system } = process.cpuUsage(start)
  return (user + system) / 1000 / rounds / people.length
}

function costRows({ size, own, database, planning }: Cost, alone: number): Row[] {
  const beyond = own - alone
  return [
    row(
      `a report of ${LINES} transactions scored again, beyond assess (${alone.toFixed(1)} ms), processor time of the worker; book of ${size.toLocaleString('en')}`,
      `${beyond.toFixed(2)} ms`,
      'asked for: 2 ms',
      (beyond / 2).toFixed(2),
    ),
    row('the same, of PostgreSQL', `${database.toFixed(2)} ms`),
    row('of both, the planning', `${planning.toFixed(3)} ms`),
  ]
}

function growthRow(cost: Cost, small: Cost): Row {
  const [of, than] = [cost.own + cost.database, small.own + small.database]
  return row(
    `worker and PostgreSQL together, assess with it, book of ${cost.size.toLocaleString('en')}`,
    `${of.toFixed(2)} ms a report`,
    `book of ${small.size.toLocaleString('en')}: ${than.toFixed(2)} ms; asked for: 1.2 ×`,
    `${(of / than).toFixed(2)} ×`,
  )
}

/** Whole processes, as an operator starts them, over the queue. */
async function rateRow(bed: Bed): Promise<Row> {
  const workers = await Promise.all([startWorker(bed), startWorker(bed)])
  try {
    const { perSecond, processorMs } = await wholeRun(bed, workers)
    return row(
      `two workers, ${Math.min(bed.filled, RATED).toLocaleString('en')} reports of ${LINES} transactions, the queue with it`,
      `${perSecond.toFixed(0)} reports/s`,
      `asked for: 400/s; they took ${processorMs.toFixed(1)} ms of processor time each`,
      (perSecond / 400).toFixed(2),
    )
  } finally {
    for (const worker of workers) await worker.stop()
  }
}

const RATED = Number(process.env.BENCH_RATED ?? 3_000)

function startWorker({ environment }: Bed, niceness = 0): Promise<Program> {
  return startProgram(['worker', '--jobs', 'rescorings'], environment, niceness)
}

async function wholeRun(bed: Bed, workers: readonly Program[]) {
  const ticks = () => workers.reduce((sum, { child }) => sum + ticksOf(child.pid ?? 0), 0)
  const before = ticks()
  const view = await ended(bed, await begin(bed, RATED))
  const { scored } = view.progress
  const seconds = (Date.parse(view.endedAt ?? '') - Date.parse(view.startedAt ?? '')) / 1000
  return { perSecond: scored / seconds, processorMs: ((ticks() - before) * 10) / scored }
}

async function begin({ lenderId, api }: Bed, sample: number): Promise<string> {
  const wanted = { lenderId, mode: 'test', actor: 'bench', baseline: null } as const
  const { id } = await createRescoring(api, {
    ...wanted,
    ...{ rulebook: api.rulebook, selection: { sample } },
  })
  return id
}

async function ended({ lenderId, api }: Bed, id: string) {
  for (;;) {
    const view = await findForOperator(api, lenderId, id)
    if (view === null) throw new Error('the re-scoring is gone')
    if (view.endedAt !== null) return view
    await sleep(200)
  }
}

/** Requests that read a session, a few at a time, while nothing else is asked and while a niced worker scores. */
async function liveRow(bed: Bed): Promise<Row> {
  const port = await freePort(35_500, 'localhost')
  const baseUrl = `http://localhost:${port}`
  const service = await startProgram(['serve'], {
    ...bed.environment,
    PORT: String(port),
    BASE_URL: baseUrl,
  })
  try {
    const session = await bed.owner
      .selectFrom('sessions')
      .select('id')
      .limit(1)
      .executeTakeFirstOrThrow()
    const ask = () => p99Of(`${baseUrl}/v1/sessions/${session.id}`, bed.apiKey)
    await ask()
    const idle = await ask()
    const worker = await startWorker(bed, 15)
    const id = await begin(bed, RATED)
    const during = await ask()
    await bed.owner
      .updateTable('rescorings')
      .set({ status: 'cancelled' })
      .where('id', '=', id)
      .execute()
    await worker.stop()
    return row(
      'p99 of live requests while one niced worker scores',
      `${during.toFixed(0)} ms`,
      `idle: ${idle.toFixed(0)} ms; asked for: 3 ×, or 50 ms`,
      `${(during / idle).toFixed(1)} ×`,
    )
  } finally {
    await service.stop()
  }
}

/** Milliseconds, of five seconds of requests, four at a time with a pause between. */
async function p99Of(url: string, key: string): Promise<number> {
  const took: number[] = []
  const until = performance.now() + 5_000
  const lane = async () => {
    while (performance.now() < until) {
      const started = performance.now()
      const reply = await fetch(url, { headers: { authorization: `Bearer ${key}` } })
      await reply.text()
      if (!reply.ok) throw new Error(`answered ${reply.status}`)
      took.push(performance.now() - started)
      await sleep(20)
    }
  }
  await Promise.all([lane(), lane(), lane(), lane()])
  return took.toSorted((a, b) => a - b)[Math.floor(took.length * 0.99)] ?? Number.NaN
}

function row(what: string, measured: string, yardstick = '', ratio = ''): Row {
  return { what, measured, yardstick, ratio, command }
}

if (import.meta.main) console.table(await run())
