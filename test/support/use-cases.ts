// Everything a use case needs, real but for the banks and the clock: what the tests of section verbs stand on.
import { randomBytes } from 'node:crypto'
import { resolve } from 'node:path'
import { sql } from 'kysely'
import type { BankDirectory } from '../../src/banks/directory.ts'
import { collectConnection } from '../../src/collection/collect-connection.ts'
import { draftReport } from '../../src/collection/draft-report.ts'
import { toPlainDate } from '../../src/core/values/plain-date.ts'
import type { Pool } from '../../src/db/database.ts'
import { queueSchema } from '../../src/jobs/database-schema.ts'
import { jobPayloads } from '../../src/jobs/kinds.ts'
import { openQueue } from '../../src/jobs/queue.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { authenticate } from '../../src/lenders/authenticate.ts'
import type { Access } from '../../src/lenders/lender.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { loadActiveRulebook } from '../../src/rulebooks/active.ts'
import type { Clock } from '../../src/runtime/clock.ts'
import { silentLogger } from '../../src/telemetry/log.ts'
import { createVault } from '../../src/vault/envelope.ts'
import { keyRing } from '../../src/vault/key-ring.ts'
import { createSigning } from '../../src/vault/signing.ts'
import { createWebhookCaller } from '../../src/webhooks/caller.ts'
import type { WorkerDeps } from '../../src/worker/worker.ts'
import { testDatabase } from './database.ts'
import { plainAccount } from './scripted-accounts.ts'
import { directoryOf, scriptedBank } from './scripted-bank.ts'

export const asOf = toPlainDate('2026-11-20')
export const returnUrl = 'https://lender.example/back'

/** Noon in Paris on `asOf`, moved by hand. */
export function movableClock() {
  let time = Date.parse('2026-11-20T11:00:00Z')
  return {
    now: () => new Date(time),
    pass: (seconds: number) => {
      time += seconds * 1000
    },
  }
}

export async function newAccess(
  deps: { operator: Pool; db: Pool; clock: { now(): Date } },
  name: string,
): Promise<{ test: Access; live: Access }> {
  const operator = { db: deps.operator, clock: deps.clock }
  const provider = { name, registration: 'REGAFI 12345', capacity: 'own' } as const
  const lender = await addLender(operator, { name, returnUrls: [returnUrl], provider })
  const keyed = async (mode: 'test' | 'live'): Promise<Access> => {
    const { key } = await addKey(operator, { lenderId: lender.id, mode, scopes })
    const access = await authenticate(deps, key)
    if (!access) throw new Error('a new key was not accepted')
    return access
  }
  return { test: await keyed('test'), live: await keyed('live') }
}

export async function openHouse(
  options: { clock?: Clock; banks?: BankDirectory; webhookHosts?: readonly string[] } = {},
) {
  const database = await testDatabase()
  const db = database.as('nonante_api')
  const clock = movableClock()
  const keys = [{ version: 'k1', key: randomBytes(32) }]
  const vault = createVault({ keys, clock: options.clock ?? clock })
  const signing = createSigning({ keys: keyRing(keys), clock: options.clock ?? clock })
  const opened = await openQueue({ db, onError: () => {} })
  const main = scriptedBank({ id: 'bank-a', accounts: [plainAccount(asOf)] })
  const other = scriptedBank({ id: 'bank-b', accounts: [plainAccount(asOf, 1, 'acc-b')] })
  const live = scriptedBank({ id: 'bank-live', sandbox: false, accounts: [plainAccount(asOf)] })
  const deps: WorkerDeps = {
    db,
    clock: options.clock ?? clock,
    vault,
    signing,
    queue: opened.queue,
    banks: options.banks ?? directoryOf([main, other, live]),
    rulebook: loadActiveRulebook(resolve(import.meta.dirname, '../../rules')),
    webhookCaller: createWebhookCaller({ privateHosts: options.webhookHosts ?? [] }),
    log: silentLogger,
  }
  const operator = database.as('nonante_operator')
  /** The same under the worker's role. */
  const worker: WorkerDeps = { ...deps, db: database.as('nonante_worker') }
  const access = await newAccess({ ...deps, operator }, 'Prêt Clair')
  return {
    ...{ deps, worker, clock, access, operator, main, other, live },
    /** As the owner: sees what no process does. */
    db: database.db,
    connectionString: database.connectionString,
    vault,
    /** Takes the jobs that were committed, oldest first, and runs them as a worker would. */
    runJobs: (changed: WorkerDeps = worker) => runJobs({ ...changed, db: worker.db }, database.db),
    drop: async () => {
      await deps.webhookCaller.close()
      await opened.close()
      await database.drop()
    },
  }
}

export type House = Awaited<ReturnType<typeof openHouse>>

async function runJobs(deps: WorkerDeps, queue: Pool): Promise<string[]> {
  const ran: string[] = []
  for (;;) {
    const table = sql.table(`${queueSchema}.job`)
    const { rows } = await sql<{ name: string; data: unknown }>`
      delete from ${table} where id = (
        select id from ${table} where state = 'created' and name in ('collect-connection', 'draft-report')
        order by created_on, id limit 1)
      returning name, data`.execute(queue)
    const [job] = rows
    if (!job) return ran
    ran.push(job.name)
    if (job.name === 'draft-report') {
      await draftReport(deps, jobPayloads['draft-report'].parse(job.data))
    } else {
      await collectConnection(deps, jobPayloads['collect-connection'].parse(job.data))
    }
  }
}
