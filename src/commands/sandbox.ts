// `nonante sandbox`: the sandbox bank, a process of its own. Prints where it is as one line of JSON.
import { readConfig } from '../config.ts'
import { parsePlainDate } from '../core/values/plain-date.ts'
import { AppError } from '../errors.ts'
import { systemClock, today } from '../runtime/clock.ts'
import { runSandboxCommand } from '../sandbox/main.ts'
import { callbackPath, sandboxBankId, sandboxClientId } from '../wiring/banks.ts'
import { localKeys } from '../wiring/local-keys.ts'

export type SandboxCommandOptions = {
  readonly port: number
  readonly config?: string
  readonly today?: string
  readonly attached?: boolean
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
  const service = config.baseUrl ?? `http://localhost:${config.port}`
  await runSandboxCommand(
    {
      ...(options.attached ? { signal: whenInputCloses() } : {}),
      pagesPort: options.port,
      apiPort: options.port === 0 ? 0 : options.port + 1,
      today: fixed ?? (() => today(systemClock)),
      tls: {
        key: authority.server.key,
        cert: authority.server.certificate,
        ca: authority.certificate,
      },
      clients: [
        {
          clientId: sandboxClientId,
          redirectUris: [service + callbackPath(sandboxBankId)],
          signatureKeys: [{ keyId: sandboxClientId, publicKeyPem: authority.signing.publicKey }],
        },
      ],
      ...(options.config === undefined ? {} : { config: options.config }),
    },
    (addresses) => process.stdout.write(`${JSON.stringify(addresses)}\n`),
  )
  // an input still listened to would keep the process alive
  process.stdin.destroy()
}

/** A parent that is killed closes our input: the sandbox must not outlive it. */
function whenInputCloses(): AbortSignal {
  const controller = new AbortController()
  process.stdin.resume().once('close', () => controller.abort())
  return controller.signal
}
