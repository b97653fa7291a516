// What tests of re-scorings stand on: a house with a book, and its jobs run as a worker would, until there are none.
import { sql } from 'kysely'
import { compileRulebook } from '../../src/core/rulebook.ts'
import { queueSchema } from '../../src/jobs/database-schema.ts'
import { jobPayloads } from '../../src/jobs/kinds.ts'
import {
  countRescoring,
  createRescoring,
  type Wanted,
} from '../../src/rescoring/create-rescoring.ts'
import { getRescoring } from '../../src/rescoring/get-rescoring.ts'
import { planRescoring } from '../../src/rescoring/plan-rescoring.ts'
import { rescorePart } from '../../src/rescoring/rescore-part.ts'
import { type RescoringResult, readResults } from '../../src/rescoring/results.ts'
import type { ActiveRulebook } from '../../src/rulebooks/active.ts'
import type { WorkerDeps } from '../../src/worker/worker.ts'
import { type BookOptions, bookPeople, fillBook } from '../support/book.ts'
import { type House, openHouse } from '../support/use-cases.ts'

export const going = { signal: new AbortController().signal }

export async function openBatch() {
  const house = await openHouse()
  const people = bookPeople(house.deps.rulebook, 8)
  const lenderId = house.access.test.lender.id
  return {
    house,
    people,
    lenderId,
    fill: (count: number, change: Partial<BookOptions> = {}) =>
      fillBook(
        { db: house.db, vault: house.vault },
        { lenderId, people, count, at: house.clock.now().toISOString(), ...change },
      ),
    count: (change: Partial<Wanted> = {}) =>
      countRescoring(house.deps, { ...wantedOf(house, lenderId), ...change }),
    begin: (change: Partial<Wanted> = {}) =>
      createRescoring(house.deps, { ...wantedOf(house, lenderId), ...change }),
    view: (id: string) => getRescoring(house.deps, house.access.test, id),
    results: async (id: string): Promise<RescoringResult[]> =>
      await Array.fromAsync(readResults(house.deps, { lenderId, id, actor: 'operator' })),
    run: (kinds: readonly RescoringJob[] = rescoringJobs, deps: WorkerDeps = house.worker) =>
      runRescoringJobs(house, deps, kinds),
    /** Everything of the book and its jobs goes. */
    clear: async () => {
      for (const table of [
        'rescoring_results',
        'rescoring_parts',
        'rescorings',
        'reports',
        'snapshots',
      ]) {
        await sql`delete from ${sql.table(table)}`.execute(house.db)
      }
      await sql`delete from sessions`.execute(house.db)
      await sql`delete from ${sql.table(`${queueSchema}.job`)}`.execute(house.db)
    },
    drop: () => house.drop(),
  }
}

function wantedOf(house: House, lenderId: string): Wanted {
  const base = { lenderId, mode: 'test', actor: 'operator', baseline: null, selection: {} } as const
  return { ...base, rulebook: house.deps.rulebook }
}

export type Batch = Awaited<ReturnType<typeof openBatch>>

export const rescoringJobs = ['plan-rescoring', 'rescore-part'] as const
export type RescoringJob = (typeof rescoringJobs)[number]

/** Takes the jobs that were committed, oldest first. @returns what ran. */
async function runRescoringJobs(house: House, deps: WorkerDeps, kinds: readonly RescoringJob[]) {
  const table = sql.table(`${queueSchema}.job`)
  const ran: string[] = []
  for (;;) {
    const { rows } = await sql<{ name: RescoringJob; data: unknown }>`
      delete from ${table} where id = (
        select id from ${table} where state = 'created' and name in (${sql.join([...kinds])})
        order by created_on, id limit 1)
      returning name, data`.execute(house.db)
    const [job] = rows
    if (!job) return ran
    ran.push(job.name)
    if (job.name === 'plan-rescoring') {
      await planRescoring(deps, jobPayloads['plan-rescoring'].parse(job.data), going)
    } else {
      await rescorePart(deps, jobPayloads['rescore-part'].parse(job.data), going)
    }
  }
}

/** The same rules under another version: grades end elsewhere, and one bin earns less. */
export function stricter({ files, ...active }: ActiveRulebook): ActiveRulebook {
  const changed = new Map(files)
  const change = (path: string, from: string, to: string) => {
    const text = changed.get(path) ?? ''
    if (!text.includes(from)) throw new Error(`${path} has no ${from}`)
    changed.set(path, text.replace(from, to))
  }
  change('rulebook.yaml', 'version: ', 'version: x')
  change('scorecards/expert.yaml', 'A: 870, B: 725', 'A: 960, B: 800')
  change(
    'scorecards/expert.yaml',
    'points: 34, reason: income_varies_little',
    'points: 30, reason: income_varies_little',
  )
  return { ...active, files: changed, rulebook: compileRulebook(changed) }
}

/** A worker to whom something happens between reading and writing. */
export function between({ house }: Batch, happens: () => Promise<unknown>): WorkerDeps {
  const { worker, vault } = house
  const holdKeys: WorkerDeps['vault']['holdKeys'] = async (...of) => {
    const keys = await vault.holdKeys(...of)
    await happens()
    return keys
  }
  return { ...worker, vault: { ...vault, holdKeys } }
}
