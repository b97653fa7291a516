// `npm run test:batch -- --snapshots 100000`: a batch over many snapshots with three workers, of which two are killed
// again and again: each snapshot has one result, and the memory of the worker that lives stays flat.
import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { parseArgs, promisify } from 'node:util'
import { sql } from 'kysely'
import { openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { createRescoring } from '../../src/rescoring/create-rescoring.ts'
import { findForOperator } from '../../src/rescoring/get-rescoring.ts'
import { readResults } from '../../src/rescoring/results.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { residentMegabytes, startProgram } from '../bench/program.ts'
import { bookPeople, fillBook } from '../support/book.ts'
import { printOutcome } from './figures.ts'
import { newDatabase, ownServer, throwAway } from './house.ts'
import type { Violation } from './scene.ts'

const cli = resolve(import.meta.dirname, '../../src/cli.ts')

export type BatchRun = {
  readonly server: string
  readonly snapshots: number
  readonly workers: number
  /** Of all but the first, one after the other; null: nobody is. */
  readonly killEveryMs: number | null
  /** Where the comparison of the batch is written as a page, as an operator asks for it; null: nowhere. */
  readonly page?: string | null
  readonly tell: (line: string) => void
}

export async function runBatch(options: BatchRun) {
  const { snapshots, tell } = options
  const bed = await openBed(options.server)
  try {
    const { lenderId, rulebook, deps } = bed
    const people = bookPeople(rulebook, Math.min(100, snapshots))
    const filling = performance.now()
    await fillBook({ db: bed.owner, vault: deps.vault }, { lenderId, people, count: snapshots })
    tell(`${snapshots} snapshots made in ${seconds(filling)} s`)
    const { id } = await createRescoring(deps, {
      ...{ lenderId, mode: 'test', actor: 'operator', rulebook, baseline: null, selection: {} },
    })
    const started = performance.now()
    const fleet = await startFleet(options, bed.environment)
    let told = 0
    let view = await findForOperator(deps, lenderId, id)
    while (view !== null && view.endedAt === null) {
      await sleep(500)
      view = await findForOperator(deps, lenderId, id)
      if (performance.now() - told < 10_000 || view === null) continue
      told = performance.now()
      const { scored, failed, perSecond, secondsLeft } = view.progress
      const megabytes = fleet.memory.at(-1)?.toFixed(0)
      tell(
        `${scored + failed} of ${view.selected}, ${perSecond}/s, ${secondsLeft} s left, ${megabytes} MB`,
      )
    }
    const took = (performance.now() - started) / 1000
    await fleet.stop()
    const violations = await judge(bed, id, snapshots)
    if (options.page) await writePage(bed.environment, id, options.page)
    return { seconds: took, kills: fleet.kills(), memory: flatness(fleet.memory), violations, view }
  } finally {
    await bed.close()
  }
}

async function openBed(server: string) {
  const name = `batch_${process.pid}_${randomBytes(3).toString('hex')}`
  const databaseUrl = await newDatabase(server, name, null)
  const key = randomBytes(32)
  const pool = (role: 'nonante_api' | 'nonante_operator' | null) =>
    openPool({
      connectionString: role === null ? databaseUrl : asRole(databaseUrl, role),
      ...{ max: 3, applicationName: 'batch' },
    })
  const [api, operator, owner] = [pool('nonante_api'), pool('nonante_operator'), pool(null)]
  const clock = systemClock
  const vault = createVault({ keys: [{ version: 'v1', key }], clock })
  const { queue, close } = await openQueue({ db: api.db, onError: () => {} })
  const provider = { name: 'Batch', registration: 'X', capacity: 'own' } as const
  const lender = await addLender(
    { db: operator.db, clock },
    { name: 'Batch', returnUrls: [], provider },
  )
  const rulebook = loadActiveRulebook(new URL('../../rules', import.meta.url).pathname)
  return {
    ...{ rulebook, lenderId: lender.id, owner: owner.db },
    deps: { db: api.db, vault, clock, queue },
    environment: {
      DATABASE_URL: databaseUrl,
      NONANTE_KEYS: `v1:${key.toString('base64')}`,
      NONANTE_HOME: '/nonexistent',
    },
    close: async () => {
      await close()
      for (const one of [api, operator, owner]) await one.close()
    },
  }
}

type Bed = Awaited<ReturnType<typeof openBed>>

/** Workers as an operator starts them. The first is never killed: its memory is what is looked at. */
async function startFleet(options: BatchRun, environment: Record<string, string>) {
  const compiled = mkdtempSync(join(tmpdir(), 'nonante-batch-'))
  const start = () =>
    startProgram(['worker', '--jobs', 'rescorings'], {
      ...environment,
      NODE_COMPILE_CACHE: compiled,
    })
  // one that ends in order leaves its compiled code to those that come: else they compile, and are killed
  await (await start()).stop()
  const first = await start()
  const memory: number[] = []
  const stopping = new AbortController()
  const { signal } = stopping
  let kills = 0
  const watch = async () => {
    while (!signal.aborted) {
      memory.push(residentMegabytes(first.child.pid ?? 0))
      await sleep(1_000)
    }
  }
  const lane = async (delayMs: number) => {
    await sleep(delayMs)
    while (!signal.aborted) {
      const worker = await start()
      const deadline = performance.now() + (options.killEveryMs ?? 0) * (options.workers - 1)
      while (!signal.aborted && (options.killEveryMs === null || performance.now() < deadline)) {
        await sleep(100)
      }
      if (signal.aborted) {
        await worker.stop()
        return
      }
      worker.child.kill('SIGKILL')
      kills += 1
    }
  }
  const running = [
    watch(),
    ...Array.from({ length: options.workers - 1 }, (_, n) => lane(n * (options.killEveryMs ?? 0))),
  ]
  return {
    memory,
    kills: () => kills,
    stop: async () => {
      stopping.abort()
      await Promise.all(running)
      await first.stop()
      rmSync(compiled, { recursive: true })
    },
  }
}

/** Each exactly once, counted rightly, and readable. */
async function judge(bed: Bed, id: string, snapshots: number): Promise<Violation[]> {
  const violations: Violation[] = []
  const must = (invariant: string, found: number, wanted: number) => {
    if (found !== wanted)
      violations.push({ invariant, what: `${found}, not ${wanted}`, subject: id })
  }
  const { rows } = await sql<{ results: number; people: number; counted: number; open: number }>`
    select (select count(*) from rescoring_results where rescoring_id = ${id})::int as results,
      (select count(distinct snapshot_id) from rescoring_results where rescoring_id = ${id})::int as people,
      (select sum(scored) from rescoring_parts where rescoring_id = ${id})::int as counted,
      (select count(*) from rescoring_parts where rescoring_id = ${id} and ended_at is null)::int as open`.execute(
    bed.owner,
  )
  const [found] = rows
  must('each snapshot has a result', found?.people ?? 0, snapshots)
  must('none has two', found?.results ?? 0, snapshots)
  must('each is counted once', found?.counted ?? 0, snapshots)
  must('no part is left open', found?.open ?? -1, 0)
  let same = 0
  const { lenderId, deps } = bed
  for await (const result of readResults(deps, { lenderId, id, actor: 'operator' })) {
    if (result.outcome === 'scored' && result.before?.value === result.after.value) same += 1
  }
  must('the same rulebook gives the score of the report', same, snapshots)
  return violations
}

/** What the batch moved: nothing, between a rulebook and itself. */
async function writePage(environment: Record<string, string>, id: string, file: string) {
  const words = ['rules', 'compare', 'current', 'current', '--rescoring', id, '--mode', 'test']
  const asked = [cli, ...words, '--format', 'html']
  const env = { ...environment, PATH: process.env.PATH }
  const { stdout } = await promisify(execFile)(process.execPath, asked, { env, maxBuffer: 2 ** 26 })
  writeFileSync(file, stdout)
}

/** Medians of the second and of the last quarter: what is held at first is not yet all that is needed. */
function flatness(memory: readonly number[]) {
  const quarter = Math.floor(memory.length / 4)
  const early = medianOf(memory.slice(quarter, 2 * quarter))
  const late = medianOf(memory.slice(-quarter))
  return { early, late, peak: Math.max(...memory), ratio: late / early }
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN
}

function seconds(since: number): string {
  return ((performance.now() - since) / 1000).toFixed(0)
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      snapshots: { type: 'string', default: '100000' },
      workers: { type: 'string', default: '3' },
      'kill-every': { type: 'string', default: '2' },
      page: { type: 'string' },
    },
  })
  const server = await ownServer(throwAway)
  try {
    const snapshots = Number(values.snapshots)
    const run = await runBatch({
      ...{ server: server.connectionString, snapshots, workers: Number(values.workers) },
      killEveryMs: Number(values['kill-every']) * 1000,
      page: values.page ?? null,
      tell: (line) => process.stdout.write(`${line}\n`),
    })
    const { early, late, peak, ratio } = run.memory
    const memory = { early, late, peak, 'late in percent of early': Math.round(ratio * 100) }
    printOutcome('batch', {
      ...{ seconds: run.seconds, violations: run.violations },
      unfired: run.kills === 0 ? ['kill'] : [],
      counts: {
        batch: { snapshots, kills: run.kills, perSecond: Math.round(snapshots / run.seconds) },
        'memory in MB': memory,
      },
    })
  } finally {
    await server.stop()
  }
}
