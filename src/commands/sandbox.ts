// `nonante sandbox`: the sandbox bank, a process of its own. Prints where it is as one line of JSON.
import type { TestAuthority } from '../banks/authority.ts'
import type { BankKind } from '../banks/bank.ts'
import { type Config, readConfig, sandboxPorts } from '../config.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import { AppError } from '../errors.ts'
import { systemClock, today } from '../runtime/clock.ts'
import { runSandboxCommand } from '../sandbox/main.ts'
import type { SandboxesOptions } from '../sandbox/sandboxes.ts'
import {
  callbackPath,
  linxoSandboxSecret,
  sandboxBankIds,
  sandboxClientId,
} from '../wiring/banks.ts'
import { localKeys } from '../wiring/local-keys.ts'

export type SandboxCommandOptions = {
  readonly port: number
  readonly config?: string
  readonly today?: string
  readonly attached?: boolean
  readonly adminPort?: number
}

/** @throws AppError `invalid_request` on a day that does not exist. */
export async function sandbox(options: SandboxCommandOptions): Promise<void> {
  const config = readConfig()
  const { authority } = await localKeys(config.home, systemClock)
  const fixed = options.today === undefined ? null : parsePlainDate(options.today)
  if (options.today !== undefined && fixed === null) {
    throw new AppError(
      'invalid_request',
      `--today ${options.today}: must be a day that exists, as YYYY-MM-DD`,
    )
  }
  const day = fixed ?? (() => today(systemClock))
  await runSandboxCommand(
    {
      ...(options.attached ? { signal: whenInputCloses() } : {}),
      ...kindsFor({ config, authority, options, today: day }),
    },
    ({ stet, ...others }) => process.stdout.write(`${JSON.stringify({ ...stet, ...others })}\n`),
  )
  // an input still listened to would keep the process alive
  process.stdin.destroy()
}

/** One bank of each kind, on the ports of its kind, registered for the same service. */
function kindsFor(input: {
  config: Config
  authority: TestAuthority
  options: SandboxCommandOptions
  today: SandboxesOptions['stet']['today']
}): SandboxesOptions {
  const { config, authority, options } = input
  const service = config.baseUrl ?? `http://localhost:${config.port}`
  const { key, certificate: cert } = authority.server
  const { wrong } = authority
  const shared = (kind: BankKind) => {
    const [pagesPort, apiPort] = sandboxPorts(options.port, kind)
    return { pagesPort, apiPort, today: input.today, config: options.config }
  }
  return {
    adminPort: options.adminPort,
    stet: {
      ...shared('stet'),
      tls: { key, cert, wrong, ca: authority.certificate },
      clients: [
        {
          clientId: sandboxClientId,
          redirectUris: [service + callbackPath(sandboxBankIds.stet)],
          signatureKeys: [{ keyId: sandboxClientId, publicKeyPem: authority.signing.publicKey }],
        },
      ],
    },
    linxo: {
      ...shared('linxo'),
      tls: { key, cert, wrong },
      clients: [
        {
          clientId: sandboxClientId,
          clientSecret: linxoSandboxSecret(authority),
          redirectUris: [service + callbackPath(sandboxBankIds.linxo)],
          webhookUrl: `${service}/notices/${sandboxBankIds.linxo}`,
        },
      ],
    },
    berlin_group: {
      ...shared('berlin_group'),
      tls: { key, cert, wrong },
      authority: authority.certificate,
      clients: [
        {
          clientId: sandboxClientId,
          redirectUris: [service + callbackPath(sandboxBankIds.berlin_group)],
        },
      ],
    },
  }
}

/** A parent that is killed closes our input: the sandbox must not outlive it. */
function whenInputCloses(): AbortSignal {
  const controller = new AbortController()
  process.stdin.resume().once('close', () => controller.abort())
  return controller.signal
}
