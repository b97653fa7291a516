// The sandbox as a process of its own: starts it, says where it is in one line of JSON, stops on a signal.

import { readFileSync } from 'node:fs'
import { z } from 'zod'
import { plainDateSchema, toPlainDate } from '../core/values/plain-date.ts'
import { type Sandboxes, type SandboxesOptions, startSandboxes } from './sandboxes.ts'

/**
 * Runs until SIGTERM or SIGINT, or until `signal` aborts; resolves once all listeners are closed.
 * `onReady` gets the addresses as soon as calls are answered.
 * @throws AppError as startSandbox does.
 */
export async function runSandboxCommand(
  options: SandboxesOptions & { readonly signal?: AbortSignal },
  onReady: (addresses: Sandboxes['addresses']) => void,
): Promise<void> {
  const sandboxes = await startSandboxes(options)
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
  onReady(sandboxes.addresses)
  await asked
  await sandboxes.stop()
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

/**
 * `node src/sandbox/main.ts OPTIONS.json`: the STET bank without the rest of nonante. The file may hold private keys:
 * mode 0600.
 */
async function runFromFile(path: string): Promise<void> {
  const stet = optionsFileSchema.parse(JSON.parse(readFileSync(path, 'utf8')))
  await runSandboxCommand({ stet }, ({ stet: addresses }) => {
    process.stdout.write(`${JSON.stringify(addresses)}\n`)
  })
}

if (import.meta.main) {
  runFromFile(process.argv[2] ?? '').catch((error: unknown) => {
    process.stderr.write(`sandbox: ${error instanceof Error ? error.message : 'failed'}\n`)
    process.exitCode = 1
  })
}
