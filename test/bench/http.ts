// Session creation and report reading over HTTP, in turns with plain routes that send the same statements.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { z } from 'zod'
import { readConfig } from '../../src/config.ts'
import { addDays } from '../../src/core/values/plain-date.ts'
import { attachEmbedded } from '../../src/db/embedded.ts'
import { openPool } from '../../src/db/pool.ts'
import { asRole } from '../../src/db/roles.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { createLifecycle } from '../../src/runtime/lifecycle.ts'
import { silentLogger } from '../../src/telemetry/log.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { openParts } from '../../src/wiring/parts.ts'
import { startServing } from '../../src/wiring/serving.ts'
import { HOUSEHOLD_AS_OF, householdStatement, transaction } from '../support/household-statement.ts'
import { type Answered, load } from './load.ts'
import { type Program, startProgram, startScript } from './program.ts'
import { commonStatements, type Recipe, recordStatements } from './recorded-statements.ts'
import { median, type Row } from './row.ts'

const command = 'node test/bench/run.ts http'
const ROUNDS = Number(process.env.BENCH_ROUNDS ?? 5)
const AMOUNT = Number(process.env.BENCH_REQUESTS ?? 2_000)
const CONNECTIONS = 20
const session = JSON.stringify({
  applicant: { reference: 'loan-4711', name: 'MALLOW MARC' },
  application: {
    loan: { amount: 800_000, months: 48, rate: 4.9 },
    household: { adults: 1, children: 0 },
  },
})

export async function run(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'nonante-bench-http-'))
  const embedded = await attachEmbedded({ folder: home })
  try {
    await migrateDatabase(embedded.connectionString)
    return await measure(home, embedded.connectionString)
  } finally {
    await embedded.leave()
    rmSync(home, { recursive: true, force: true })
  }
}

async function measure(home: string, connectionString: string): Promise<Row[]> {
  const port = await freePort(37_000, 'localhost')
  const plainPort = await freePort(38_000, '127.0.0.1')
  const environment = {
    ...{ NONANTE_HOME: home, DATABASE_URL: connectionString, DRAIN_SECONDS: '0' },
    NONANTE_KEYS: `v1:${randomBytes(32).toString('base64')}`,
    ...{ PORT: String(port), HOST: '127.0.0.1', BASE_URL: `http://127.0.0.1:${port}` },
  }
  const key = await keyIn(connectionString)
  const recipes = await recorded(environment, key)
  const file = join(home, 'recipes.json')
  writeFileSync(file, JSON.stringify(recipes))
  const plainEnvironment = { DATABASE_URL: asRole(connectionString, 'nonante_api') }
  const running: Program[] = []
  try {
    running.push(await startProgram(['serve'], environment))
    const script = join(import.meta.dirname, 'plain-routes.ts')
    running.push(await startScript(script, [file, String(plainPort)], plainEnvironment))
    const rows: Row[] = []
    for (const recipe of recipes)
      rows.push(...(await race(recipe, running, { port, plainPort, key })))
    return rows
  } finally {
    for (const program of running.reverse()) await program.stop()
  }
}

/** In turns, so that whatever else the machine does meets both alike. */
async function race(
  recipe: Recipe,
  [service, plain]: Program[],
  { port, plainPort, key }: { port: number; plainPort: number; key: string },
): Promise<Row[]> {
  const { method, path } = recipe
  const asked = {
    ...{ method, amount: AMOUNT, connections: CONNECTIONS },
    headers: {
      authorization: `Bearer ${key}`,
      ...(method === 'POST'
        ? { 'content-type': 'application/json', 'idempotency-key': '[<id>]' }
        : {}),
    },
    ...(method === 'POST' ? { body: session } : {}),
  }
  const at = (of: number, program: Program | undefined) =>
    load({ ...asked, url: `http://127.0.0.1:${of}${path}`, pid: program?.child.pid ?? 0 })
  // the first of each makes code hot and is thrown away
  await at(port, service)
  await at(plainPort, plain).catch((error: unknown) => {
    throw new Error(`the plain route fails: ${plain?.log().slice(0, 500)}`, { cause: error })
  })
  const rounds: { own: Answered; against: Answered }[] = []
  for (let n = 0; n < ROUNDS; n += 1) {
    rounds.push({ own: await at(port, service), against: await at(plainPort, plain) })
  }
  const of = (read: (round: (typeof rounds)[number]) => number) => median(rounds.map(read))
  const what = method === 'POST' ? 'session creation' : 'report reading, 300 lines'
  return [
    {
      what: `${what}, ${CONNECTIONS} connections, ${recipe.statements.length} statements: requests a second`,
      measured: `${of(({ own }) => own.perSecond).toFixed(0)}, p50 ${of(({ own }) => own.p50)} ms, p99 ${of(({ own }) => own.p99)} ms`,
      yardstick: `plain Hono route, the same statements: ${of(({ against }) => against.perSecond).toFixed(0)}, p99 ${of(({ against }) => against.p99)} ms; asked for: 0.8${method === 'POST' ? ', 1,000 a second, p99 50 ms' : ''}`,
      ratio: of(({ own, against }) => own.perSecond / against.perSecond).toFixed(2),
      command,
    },
    {
      what: `${what}: CPU of the program for one`,
      measured: `${of(({ own }) => own.cpuMs).toFixed(2)} ms`,
      yardstick: `plain Hono route: ${of(({ against }) => against.cpuMs).toFixed(2)} ms`,
      ratio: of(({ own, against }) => against.cpuMs / own.cpuMs).toFixed(2),
      command,
    },
  ]
}

function threeHundredLines() {
  const extra = Array.from({ length: 255 }, (_, n) =>
    transaction(
      `x${n}`,
      addDays(HOUSEHOLD_AS_OF, -(n % 90)),
      -(n + 100) / 10,
      'CARTE MONOPRIX LYON',
    ),
  )
  return householdStatement({ extra })
}

async function keyIn(connectionString: string): Promise<string> {
  const { db, close } = openPool({ connectionString, max: 1, applicationName: 'nonante bench' })
  const deps = { db, clock: systemClock }
  const provider = { name: 'Bench', registration: 'REGAFI 99999', capacity: 'own' as const }
  const { id: lenderId } = await addLender(deps, {
    ...{ name: 'Bench', returnUrls: [], provider },
    settings: { requestsPerMinute: 6_000_000 },
  })
  const { key } = await addKey(deps, { lenderId, mode: 'test' })
  await close()
  return key
}

const madeSchema = z.object({ envelope: z.object({ id: z.string() }) })

/** What the service sends for one request of each kind: the same app, in this process, with its statements watched. */
async function recorded(environment: Record<string, string>, key: string): Promise<Recipe[]> {
  const lifecycle = createLifecycle({ tell: () => {} })
  const config = readConfig(environment)
  const acting = { applicationName: 'nonante bench', role: 'nonante_api' as const }
  const parts = await openParts(lifecycle, {
    ...{ config, clock: systemClock, log: silentLogger },
    ...acting,
  })
  const baseUrl = await startServing(lifecycle, parts)
  let keys = 0
  const call = async (method: 'GET' | 'POST', path: string, body?: string) => {
    keys += 1
    const response = await fetch(baseUrl + path, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined
          ? {}
          : { 'content-type': 'application/json', 'idempotency-key': `recorded-${keys}` }),
      },
      ...(body === undefined ? {} : { body }),
    })
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
    return { status: response.status, text: await response.text() }
  }
  const recipeOf = async (method: 'GET' | 'POST', path: string, body?: string) => {
    const { status, text } = await call(method, path, body)
    const one = await recordStatements(() => call(method, path, body))
    const other = await recordStatements(() => call(method, path, body))
    return { method, path, status, body: text, statements: commonStatements(one, other) }
  }
  try {
    const statement = threeHundredLines()
    const made = await call('POST', '/v1/reports', JSON.stringify({ statement, keep: true }))
    const { id } = madeSchema.parse(JSON.parse(made.text)).envelope
    return [
      await recipeOf('POST', '/v1/sessions', session),
      await recipeOf('GET', `/v1/reports/${id}`),
    ]
  } finally {
    await lifecycle.stop()
  }
}
