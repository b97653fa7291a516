// The service as an operator runs it: how soon it is ready, its own share of a session, its memory afterwards.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { attachEmbedded } from '../../src/db/embedded.ts'
import { openPool } from '../../src/db/pool.ts'
import { demoLender } from '../../src/demo/demo-lender.ts'
import { createLenderBackend } from '../../src/demo/lender-backend.ts'
import { playJourney } from '../../src/demo/play-journey.ts'
import { migrateDatabase } from '../../src/jobs/database-schema.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { type Program, residentMegabytes, startProgram, timeProgram } from './program.ts'
import { median, type Row } from './row.ts'

const command = 'node test/bench/run.ts session'
const IDENTIFIER = 'BENCH1000'
const SESSIONS = 10

const loggedSchema = z.object({
  event: z.string(),
  durationMs: z.number().default(0),
  route: z.string().optional(),
})

export async function run(): Promise<Row[]> {
  const home = mkdtempSync(join(tmpdir(), 'nonante-bench-'))
  try {
    return [await demoRow(home), ...(await serviceRows(home))]
  } finally {
    rmSync(home, { recursive: true })
  }
}

/** The first run, which makes keys and database, apart from those after it. */
async function demoRow(home: string): Promise<Row> {
  const environment = { NONANTE_HOME: join(home, 'demo') }
  const first = await timeProgram(['demo', '--once'], environment)
  const later = [await timeProgram(['demo', '--once'], environment)]
  return {
    what: 'demo, from the command to the report (first run; second)',
    measured: `${seconds(first)}; ${seconds(median(later))}`,
    yardstick: '15 s asked',
    ratio: '',
    command,
  }
}

async function serviceRows(home: string): Promise<Row[]> {
  const embedded = await attachEmbedded({ folder: join(home, 'external') })
  await migrateDatabase(embedded.connectionString)
  const port = await freePort(35_000, 'localhost')
  const pagesPort = await freePort(36_000, '127.0.0.1', 2)
  const environment = {
    NONANTE_HOME: join(home, 'demo'),
    NONANTE_KEYS: `v1:${randomBytes(32).toString('base64')}`,
    DATABASE_URL: embedded.connectionString,
    PORT: String(port),
    BASE_URL: `http://localhost:${port}`,
    SANDBOX_URL: `http://127.0.0.1:${pagesPort}`,
  }
  const personas = join(home, 'personas.json')
  writeFileSync(personas, JSON.stringify(thousandLines()))
  const sandbox = ['sandbox', '--port', String(pagesPort), '--config', personas]
  const running: Program[] = []
  try {
    running.push(await startProgram(sandbox, environment))
    const started = performance.now()
    const alone = await startProgram(['serve'], environment)
    const ready = performance.now() - started
    await alone.stop()
    const service = await startProgram(['serve', '--worker'], environment)
    running.push(service)
    const own = await ownShares(service, embedded.connectionString, environment.BASE_URL)
    await sleep(60_000)
    const memory = residentMegabytes(service.child.pid ?? 0)
    return [
      row('service alone, external database: ready', seconds(ready), '2 s asked'),
      row(
        `own share of a session of 1,000 transactions, median of ${SESSIONS}`,
        `${median(own).toFixed(0)} ms (${Math.min(...own).toFixed(0)}–${Math.max(...own).toFixed(0)})`,
        '300 ms asked',
      ),
      row(
        `memory of the service, 60 s idle after ${SESSIONS} sessions`,
        `${memory.toFixed(0)} MB`,
        '200 MB asked',
      ),
    ]
  } finally {
    for (const program of running.reverse()) await program.stop()
    await embedded.leave()
  }
}

/** All that its requests and jobs took, less what its calls to the bank took; reading the report included. */
async function ownShares(
  service: Program,
  connectionString: string,
  baseUrl: string,
): Promise<number[]> {
  const { db, close } = openPool({ connectionString, max: 2, applicationName: 'nonante bench' })
  const { key } = await demoLender({ db, clock: systemClock })
  await close()
  const backend = createLenderBackend(baseUrl, key)
  const own: number[] = []
  for (let n = 0; n < SESSIONS; n += 1) {
    const before = service.log().length
    const applicant = { reference: `bench-${n}`, name: 'DURAND CHLOE' }
    const session = await backend.openSession({ applicant })
    const { consentUrl } = session
    await playJourney({ consentUrl, bankId: sandboxBankId, identifier: IDENTIFIER })
    await backend.awaitSession(session.id, 30)
    await backend.readReport(session.id)
    await sleep(100)
    own.push(ownShare(service.log().slice(before)))
  }
  return own
}

function ownShare(log: string): number {
  let total = 0
  for (const line of log.split('\n').filter((text) => text.startsWith('{'))) {
    const { event, durationMs, route } = loggedSchema.parse(JSON.parse(line))
    // waiting for the end of a session is the lender's choice
    if (event === 'request' && route !== '/v1/sessions/:id') total += durationMs
    if (event === 'job') total += durationMs
    if (event === 'bank_call') total -= durationMs
  }
  return total
}

/** One account of about 1,000 lines in ninety days. */
function thousandLines() {
  const choices = ['CARREFOUR MARKET', 'BOULANGERIE DU PORT', 'SNCF CONNECT', 'PHARMACIE CENTRALE']
  const lines = [
    {
      every: 'month',
      day: 28,
      shift: 'previous',
      operation: 'salary',
      label: ['VIR EMPLOYEUR SA', 'SALAIRE {MM}/{YYYY}'],
      amount: '2950.00',
    },
    {
      every: 'month',
      day: 5,
      operation: 'direct_debit',
      label: ['PRLV SEPA BAILLEUR', 'LOYER'],
      amount: '-740.00',
    },
    ...choices.map((name) => ({
      every: 'habit',
      perMonth: 82,
      operation: 'card',
      choices: [{ label: ['{DDMMYY} CB****0001', name], from: '-2.00', to: '-14.00' }],
    })),
  ]
  const holder = {
    prefix: 'MADM',
    fullName: 'DURAND CHLOE',
    firstName: 'Chloé',
    lastName: 'DURAND',
  }
  const account = {
    id: '038-CPT30099900001',
    iban: 'FR7613807008043009990000109',
    name: 'MME CHLOE DURAND',
    balance: '812.40',
    lines,
  }
  return { personas: [{ identifier: IDENTIFIER, name: 'Bench', holder, accounts: [account] }] }
}

function row(what: string, measured: string, yardstick: string): Row {
  return { what, measured, yardstick, ratio: '', command }
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`
}
