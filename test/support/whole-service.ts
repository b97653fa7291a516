// Everything the demo starts, wired by the same code, on a test's own database and with a clock of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BankLimits } from '../../src/banks/directory.ts'
import type { Config } from '../../src/config.ts'
import { createLenderBackend } from '../../src/demo/lender-backend.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import { type Clock, systemClock, today } from '../../src/runtime/clock.ts'
import { createLifecycle } from '../../src/runtime/lifecycle.ts'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { createEventLogger } from '../../src/telemetry/log.ts'
import { callbackPath, sandboxBankId, sandboxClientId } from '../../src/wiring/banks.ts'
import { freePort } from '../../src/wiring/free-port.ts'
import { localKeys } from '../../src/wiring/local-keys.ts'
import { openParts } from '../../src/wiring/parts.ts'
import { startServing, startWorking } from '../../src/wiring/serving.ts'
import { testDatabase } from './database.ts'

export type WholeOptions = {
  clock?: Clock
  returnUrls?: string[]
  /** Further customers of the sandbox bank: a file, or themselves. */
  personas?: SandboxOptions['config']
  pageSizes?: SandboxOptions['pageSizes']
  /** How long and how much the bank may answer, in the place of its profile's limits. */
  limits?: BankLimits
  otlp?: Config['otlp']
}

export async function startWholeService(options: WholeOptions = {}) {
  const clock = options.clock ?? systemClock
  const home = mkdtempSync(join(tmpdir(), 'nonante-whole-'))
  const database = await testDatabase()
  const { authority } = await localKeys(home, systemClock)
  // as in the demo, the service and the bank are different sites
  const port = await freePort(33_000 + Math.floor(Math.random() * 9_000), 'localhost')
  const baseUrl = `http://localhost:${port}`
  const sandbox = await startSandbox({
    today: () => today(clock),
    clock,
    config: options.personas,
    pageSizes: options.pageSizes,
    tls: {
      key: authority.server.key,
      cert: authority.server.certificate,
      ca: authority.certificate,
    },
    clients: [
      {
        clientId: sandboxClientId,
        redirectUris: [baseUrl + callbackPath(sandboxBankId)],
        signatureKeys: [{ keyId: sandboxClientId, publicKeyPem: authority.signing.publicKey }],
      },
    ],
  })
  const config: Config = {
    databaseUrl: database.connectionString,
    home,
    keys: [{ version: 'test1', key: Buffer.alloc(32, 9) }],
    rulesFolder: null,
    banksFile: null,
    baseUrl,
    host: 'localhost',
    port,
    sandbox: {
      pagesUrl: sandbox.pagesUrl,
      apiUrl: sandbox.apiUrl,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
    },
    trustProxy: false,
    otlp: options.otlp ?? null,
    serviceName: 'nonante test',
  }
  const logLines: string[] = []
  const log = createEventLogger({ clock, output: (line) => logLines.push(line) })
  const lifecycle = createLifecycle({ tell: () => {} })
  const parts = await openParts(lifecycle, { config, clock, log, applicationName: 'whole service' })
  await startWorking(lifecycle, parts)
  await startServing(lifecycle, parts)
  const lender = await addLender(parts, {
    name: 'Crédit Essai',
    returnUrls: options.returnUrls ?? [],
    provider: { name: 'Crédit Essai', registration: 'REGAFI 99999', capacity: 'own' },
  })
  const { key } = await addKey(parts, { lenderId: lender.id, mode: 'test' })
  return {
    baseUrl,
    key,
    lender,
    sandbox,
    parts,
    logLines,
    backend: createLenderBackend(baseUrl, key),
    stop: async () => {
      await lifecycle.stop()
      await sandbox.stop()
      await database.drop()
      rmSync(home, { recursive: true })
    },
  }
}

export type WholeService = Awaited<ReturnType<typeof startWholeService>>
