// The sandbox as a process of its own: starts it, says where it is in one line of JSON, stops on a signal.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { plainDateSchema, toPlainDate } from '../core/values/plain-date.ts'
import type { SandboxOptions } from './options.ts'
import { startSandbox } from './sandbox.ts'

export type SandboxAddresses = { readonly pagesUrl: string; readonly apiUrl: string }

/**
 * Runs until SIGTERM or SIGINT, or until `signal` aborts; resolves once both listeners are closed.
 * `onReady` gets the addresses as soon as calls are answered.
 * @throws AppError as startSandbox does.
 */
export async function runSandboxCommand(
  options: SandboxOptions & { readonly signal?: AbortSignal },
  onReady: (addresses: SandboxAddresses) => void,
): Promise<void> {
  const sandbox = await startSandbox(options)
  const asked = new Promise<void>((resolve) => {
    const done = () => {
      process.off('SIGTERM', done)
      process.off('SIGINT', done)
      options.signal?.removeEventListener('abort', done)
      resolve()
    }
    process.on('SIGTERM', done)
    process.on('SIGINT', done)
    options.signal?.addEventListener('abort', done)
    if (options.signal?.aborted) done()
  })
  onReady({ pagesUrl: sandbox.pagesUrl, apiUrl: sandbox.apiUrl })
  await asked
  await sandbox.stop()
}

const optionsFileSchema = z.strictObject({
  host: z.string().optional(),
  pagesPort: z.int().optional(),
  apiPort: z.int().optional(),
  publicApiUrl: z.url().optional(),
  today: plainDateSchema.transform(toPlainDate),
  tls: z.strictObject({ key: z.string(), cert: z.string(), ca: z.string() }).optional(),
  clients: z.array(
    z.strictObject({
      clientId: z.string(),
      redirectUris: z.array(z.string()),
      signatureKeys: z.array(z.strictObject({ keyId: z.string(), publicKeyPem: z.string() })),
    }),
  ),
  config: z.string().optional(),
  pageSizes: z
    .strictObject({ accounts: z.int().positive(), transactions: z.int().positive() })
    .partial()
    .optional(),
  unattendedCallsPerDay: z.int().nonnegative().optional(),
  tokenLifetimeSeconds: z.int().positive().optional(),
  codeLifetimeSeconds: z.int().positive().optional(),
})

/** `node src/sandbox/main.ts OPTIONS.json`: without the rest of nonante. The file may hold private keys: mode 0600. */
async function runFromFile(path: string): Promise<void> {
  const parsed = optionsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  await runSandboxCommand(parsed, (addresses) => {
    process.stdout.write(`${JSON.stringify(addresses)}\n`)
  })
}

if (import.meta.main) {
  runFromFile(process.argv[2] ?? '').catch((error: unknown) => {
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : 'failed'}\n`)
    process.exitCode = 1
  })
}
