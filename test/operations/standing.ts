// The service as an operator runs it: processes of their own, over a database and keys that are given.
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPool } from '../../src/db/pool.ts'
import { demoLender } from '../../src/demo/demo-lender.ts'
import { systemClock } from '../../src/runtime/clock.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { type Program, startProgram } from '../bench/program.ts'

export type Standing = {
  readonly baseUrl: string
  /** An API key of a lender made for it. */
  readonly key: string
  readonly environment: Readonly<Record<string, string>>
  readonly programs: readonly Program[]
  /** In the reverse order: what they still have to tell is told. */
  stop(): Promise<void>
}

export type StandingOptions = {
  /** Of a database that is migrated. */
  readonly connectionString: string
  readonly workers?: number
  readonly environment?: Readonly<Record<string, string>>
}

export async function standUp(options: StandingOptions): Promise<Standing> {
  const { connectionString, workers = 1 } = options
  const home = mkdtempSync(join(tmpdir(), 'nonante-standing-'))
  const port = await freePort(24_000 + Math.floor(Math.random() * 3_000), 'localhost')
  const pagesPort = await freePort(27_000 + Math.floor(Math.random() * 3_000), '127.0.0.1', 6)
  const baseUrl = `http://localhost:${port}`
  const environment = {
    ...{ NONANTE_HOME: home, DATABASE_URL: connectionString },
    NONANTE_KEYS: `v1:${randomBytes(32).toString('base64')}`,
    ...{ PORT: String(port), HOST: 'localhost', BASE_URL: baseUrl, DRAIN_SECONDS: '0' },
    SANDBOX_URL: `http://127.0.0.1:${pagesPort}`,
    ...options.environment,
  }
  const programs: Program[] = []
  const stop = async () => {
    for (const program of programs.splice(0).reverse()) await program.stop()
    rmSync(home, { recursive: true, force: true })
  }
  try {
    programs.push(await startProgram(['sandbox', '--port', String(pagesPort)], environment))
    programs.push(await startProgram(['serve'], environment))
    for (let n = 0; n < workers; n += 1) programs.push(await startProgram(['worker'], environment))
    const { key } = await lenderIn(connectionString)
    return { baseUrl, key, environment, programs, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function lenderIn(connectionString: string): Promise<{ key: string }> {
  const { db, close } = openPool({ connectionString, max: 1, applicationName: 'test operations' })
  try {
    return await demoLender({ db, clock: systemClock })
  } finally {
    await close()
  }
}
