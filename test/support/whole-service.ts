// Everything the demo starts, wired by the same code, on a test's own database and with a clock of its own.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestAuthority } from '../../src/banks/authority.ts'
import type { BankLimits } from '../../src/banks/directory.ts'
import type { Config } from '../../src/config.ts'
import { createLenderBackend } from '../../src/demo/lender-backend.ts'
import { addKey } from '../../src/lenders/add-key.ts'
import { addLender } from '../../src/lenders/add-lender.ts'
import type { LenderSettings } from '../../src/lenders/lender.ts'
import { scopes } from '../../src/lenders/scopes.ts'
import { type Clock, systemClock, today } from '../../src/runtime/clock.ts'
import { createLifecycle } from '../../src/runtime/lifecycle.ts'
import {
  type BerlinGroupSandbox,
  startBerlinGroupSandbox,
} from '../../src/sandbox/berlin-group/sandbox.ts'
import { type LinxoSandbox, startLinxoSandbox } from '../../src/sandbox/linxo/sandbox.ts'
import { type SandboxOptions, startSandbox } from '../../src/sandbox/sandbox.ts'
import { createEventLogger } from '../../src/telemetry/log.ts'
import {
  callbackPath,
  linxoSandboxSecret,
  sandboxBankId,
  sandboxBankIds,
  sandboxClientId,
} from '../../src/wiring/banks.ts'
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
  prometheus?: Config['prometheus']
  /** The Linxo Connect sandbox too. */
  linxo?: boolean
  /** The NextGenPSD2 sandbox too. */
  berlinGroup?: boolean
  settings?: Partial<LenderSettings>
  /** Hosts on this machine that webhooks may call. */
  webhookHosts?: readonly string[]
  /** Key-encryption keys from a file, in the place of a fixed one. */
  keysFile?: string
  /** A database of its own for the wrapped data keys, prepared. */
  keystoreUrl?: string
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
  const linxo = options.linxo ? await startLinxo({ authority, baseUrl, clock, options }) : null
  const berlinGroup = options.berlinGroup
    ? await startBerlinGroup({ authority, baseUrl, clock, options })
    : null
  const config: Config = {
    databaseUrl: database.connectionString,
    home,
    keys: [{ version: 'test1', key: Buffer.alloc(32, 9) }],
    keysFile: options.keysFile ?? null,
    keystoreUrl: options.keystoreUrl ?? null,
    rulesFolder: null,
    banksFile: null,
    baseUrl,
    host: 'localhost',
    port,
    sandbox: {
      pagesUrl: sandbox.pagesUrl,
      apiUrl: sandbox.apiUrl,
      ...(options.limits === undefined ? {} : { limits: options.limits }),
      others: {
        ...(linxo === null ? {} : { linxo }),
        ...(berlinGroup === null ? {} : { berlin_group: berlinGroup }),
      },
    },
    trustProxy: false,
    webhookHosts: options.webhookHosts ?? [],
    otlp: options.otlp ?? null,
    prometheus: options.prometheus ?? null,
    serviceName: 'nonante test',
  }
  const logLines: string[] = []
  const log = createEventLogger({ clock, output: (line) => logLines.push(line) })
  const lifecycle = createLifecycle({ tell: () => {} })
  const parts = await openParts(lifecycle, {
    config,
    clock,
    log,
    applicationName: 'whole service',
    role: 'nonante_api',
  })
  await startWorking(lifecycle, parts)
  await startServing(lifecycle, parts)
  const operator = { db: database.as('nonante_operator'), clock }
  const lender = await addLender(operator, {
    name: 'Crédit Essai',
    returnUrls: options.returnUrls ?? [],
    provider: { name: 'Crédit Essai', registration: 'REGAFI 99999', capacity: 'own' },
    ...(options.settings ? { settings: options.settings } : {}),
  })
  const { key } = await addKey(operator, { lenderId: lender.id, mode: 'test', scopes })
  return {
    baseUrl,
    key,
    lender,
    sandbox,
    linxo,
    berlinGroup,
    parts,
    /** As the owner: sees what no process does. */
    db: database.db,
    /** What the command line has: its role. */
    operator: { ...parts, db: operator.db },
    /** What the worker has: its role. */
    worker: { ...parts, db: database.as('nonante_worker') },
    logLines,
    backend: createLenderBackend(baseUrl, key),
    stop: async () => {
      await lifecycle.stop()
      await sandbox.stop()
      await linxo?.stop()
      await berlinGroup?.stop()
      await database.drop()
      rmSync(home, { recursive: true })
    },
  }
}

type Started = {
  authority: TestAuthority
  baseUrl: string
  clock: Clock
  options: WholeOptions
}

function startLinxo({ authority, baseUrl, clock, options }: Started): Promise<LinxoSandbox> {
  return startLinxoSandbox({
    today: () => today(clock),
    clock,
    config: options.personas,
    synchronisationMs: 50,
    tls: { key: authority.server.key, cert: authority.server.certificate },
    clients: [
      {
        clientId: sandboxClientId,
        clientSecret: linxoSandboxSecret(authority),
        redirectUris: [baseUrl + callbackPath(sandboxBankIds.linxo)],
        webhookUrl: `${baseUrl}/notices/${sandboxBankIds.linxo}`,
      },
    ],
  })
}

function startBerlinGroup({
  authority,
  baseUrl,
  clock,
  options,
}: Started): Promise<BerlinGroupSandbox> {
  return startBerlinGroupSandbox({
    today: () => today(clock),
    clock,
    config: options.personas,
    pageSize: options.pageSizes?.transactions,
    tls: { key: authority.server.key, cert: authority.server.certificate },
    authority: authority.certificate,
    clients: [
      {
        clientId: sandboxClientId,
        redirectUris: [baseUrl + callbackPath(sandboxBankIds.berlin_group)],
      },
    ],
  })
}

export type WholeService = Awaited<ReturnType<typeof startWholeService>>
