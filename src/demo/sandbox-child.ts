// The sandbox bank of the demo: a child process of its own, as a bank would be.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { AppError } from '../errors.ts'

const cli = resolve(import.meta.dirname, '../cli.ts')

/**
 * @param input.home where its keys are; `baseUrl`: the service it sends customers back to
 * @returns how to stop it, once it answers
 * @throws AppError `unavailable` when it does not start
 */
export async function startSandboxProcess(input: {
  readonly pagesPort: number
  readonly home: string
  readonly baseUrl: string
}): Promise<() => Promise<void>> {
  const child = spawn(
    process.execPath,
    [cli, 'sandbox', '--attached', '--port', String(input.pagesPort)],
    {
      env: { NONANTE_HOME: input.home, BASE_URL: input.baseUrl },
      stdio: ['pipe', 'pipe', 'inherit'],
      // Ctrl-C reaches the whole group: only the lifecycle may stop it, in its turn.
      detached: true,
    },
  )
  const ended = once(child, 'exit')
  const ready = once(createInterface({ input: child.stdout }), 'line')
  const first = await Promise.race([ready.then(() => 'ready'), ended.then(() => 'ended')])
  if (first === 'ended') throw new AppError('unavailable', 'the sandbox bank did not start')
  return async () => {
    child.kill('SIGTERM')
    await ended
  }
}
