// `nonante demo`: everything on one machine, a whole session over HTTP, the report, and then it serves.
import { appendFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig, SANDBOX_PORTS } from '../config.ts'
import type { Report } from '../core/report/report.ts'
import { demoLender } from '../demo/demo-lender.ts'
import { createLenderBackend, type LenderBackend } from '../demo/lender-backend.ts'
import { playJourney } from '../demo/play-journey.ts'
import { startSandboxProcess } from '../demo/sandbox-child.ts'
import { renderReportText } from '../documents/report-text.ts'
import { AppError } from '../errors.ts'
import { systemClock } from '../runtime/clock.ts'
import { releaseMemoryWhenIdle } from '../runtime/idle-memory.ts'
import { type Lifecycle, stopOnSignals } from '../runtime/lifecycle.ts'
import { type FoundPersona, findPersona } from '../sandbox/personas/personas.ts'
import { type SandboxKind, sandboxBankIds } from '../wiring/banks.ts'
import { asOperator } from '../wiring/database.ts'
import { freePort } from '../wiring/free-port.ts'
import { openParts } from '../wiring/parts.ts'
import { createProgram } from '../wiring/program.ts'
import { startServing, startWorking } from '../wiring/serving.ts'

/** The kinds of bank, as they are written on the command line. */
const kinds = {
  stet: 'stet',
  linxo: 'linxo',
  'berlin-group': 'berlin_group',
} as const satisfies Record<string, SandboxKind>

export type DemoOptions = {
  readonly persona: string
  /** Joined one after the other in one session. */
  readonly bank: readonly (keyof typeof kinds)[]
  readonly once?: boolean
  readonly json?: boolean
  readonly port: number
}

type Say = (text: string) => void

/** The bank's pages are at another site than the service, so that cookies behave as in life. */
const BANK_HOST = '127.0.0.1'

/** @throws AppError `invalid_request` for a customer the sandbox does not have. */
export async function demo(options: DemoOptions): Promise<void> {
  const persona = findPersona(options.persona)
  if (!persona) {
    throw new AppError('invalid_request', `the sandbox has no customer "${options.persona}"`)
  }
  const say: Say = options.json ? () => {} : (text) => process.stdout.write(`${text}\n`)
  const { home } = readConfig()
  mkdirSync(home, { recursive: true })
  const logFile = join(home, 'demo.log')
  const { lifecycle, log } = createProgram((line) => appendFileSync(logFile, line))
  const forget = stopOnSignals(lifecycle)
  try {
    say('Starting PostgreSQL, the sandbox banks, the service and a worker …')
    const { baseUrl, key } = await startEverything(lifecycle, log, options.port)
    const backend = createLenderBackend(baseUrl, key)
    const bankIds = [...new Set(options.bank)].map((bank) => sandboxBankIds[kinds[bank]])
    const { report, text } = await playSession(backend, { persona, bankIds }, say)
    if (options.json) process.stdout.write(`${text}\n`)
    else say(await readableReport(backend, report))
    if (options.once) return
    say(await whereThingsAre(backend, { baseUrl, key, report, persona, logFile }))
    releaseMemoryWhenIdle()
    await lifecycle.stopped
  } finally {
    await lifecycle.stop()
    forget()
  }
}

async function startEverything(
  lifecycle: Lifecycle,
  log: Parameters<typeof openParts>[1]['log'],
  firstPort: number,
): Promise<{ baseUrl: string; key: string }> {
  const port = await freePort(firstPort, 'localhost')
  const pagesPort = await freePort(port + 1_000, BANK_HOST, SANDBOX_PORTS)
  const baseUrl = `http://localhost:${port}`
  const overrides = {
    HOST: 'localhost',
    PORT: String(port),
    BASE_URL: baseUrl,
    SANDBOX_URL: `http://${BANK_HOST}:${pagesPort}`,
    SANDBOX_API_URL: `https://${BANK_HOST}:${pagesPort + 1}`,
    DRAIN_SECONDS: '0',
  }
  const config = readConfig(overrides)
  const acting = { role: 'nonante_api', applicationName: 'nonante demo' } as const
  const parts = await openParts(lifecycle, { config, clock: systemClock, log, ...acting })
  await lifecycle.start({
    name: 'sandbox',
    start: () => startSandboxProcess({ pagesPort, home: config.home, baseUrl }),
  })
  await startWorking(lifecycle, parts)
  await startServing(lifecycle, parts)
  return { baseUrl, key: (await asOperator(parts, demoLender)).key }
}

async function playSession(
  backend: LenderBackend,
  { persona, bankIds }: { persona: FoundPersona; bankIds: readonly string[] },
  say: Say,
): Promise<{ report: Report; text: string }> {
  const [bankId = '', ...furtherBankIds] = bankIds
  const request = { ...sessionRequest(persona), maxConnections: bankIds.length }
  const session = await backend.openSession(request)
  say(`Session ${session.id} is open; ${persona.name} follows the consent link …`)
  await playJourney({
    consentUrl: session.consentUrl,
    ...{ bankId, furtherBankIds },
    identifier: persona.identifier,
  })
  const { status, failureCode } = await backend.awaitSession(session.id, 30)
  if (status !== 'completed') {
    throw new AppError('unavailable', `the session ended as ${failureCode ?? status}`)
  }
  return await backend.readReport(session.id)
}

function sessionRequest(persona: FoundPersona) {
  return {
    applicant: { reference: `demo-${persona.identifier}`, name: persona.name },
    application: {
      loan: { amount: 800_000, months: 48, rate: 4.9 },
      household: { adults: 1, children: 0 },
    },
  }
}

async function readableReport(backend: LenderBackend, report: Report): Promise<string> {
  const { envelope, ...body } = report
  const transactions = await backend.readTransactions(envelope.id)
  return renderReportText({ envelope, body, transactions, language: 'en' })
}

async function whereThingsAre(
  backend: LenderBackend,
  known: { baseUrl: string; key: string; report: Report; persona: FoundPersona; logFile: string },
): Promise<string> {
  const { baseUrl, key, report, persona, logFile } = known
  const page = await backend.linkTo(report.envelope.id, 'demo')
  const { consentUrl } = await backend.openSession(sessionRequest(persona))
  return [
    `Report page     ${page}`,
    `API reference   ${baseUrl}/docs`,
    `Consent link    ${consentUrl}`,
    `                (sign in as ${persona.identifier}, SMS code 12345678)`,
    `API key         ${key}`,
    `Log             ${logFile}`,
    '',
    'Serving. Ctrl-C stops everything.',
  ].join('\n')
}
