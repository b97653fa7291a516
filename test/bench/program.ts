// Programs started for a measure, as an operator starts them, and what the system says of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'

const cli = resolve(import.meta.dirname, '../../src/cli.ts')

export type Program = {
  readonly child: ChildProcess
  /** Everything written on standard error so far. */
  readonly log: () => string
  stop(): Promise<void>
}

/** Resolves when its first line is out. `niceness`: of all its threads, as `nice -n` begins it. */
export function startProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  niceness = 0,
): Promise<Program> {
  return startScript(cli, words, environment, niceness)
}

/** The same for another program than ours. */
export async function startScript(
  script: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
  niceness = 0,
): Promise<Program> {
  const [program = '', ...before] =
    niceness === 0 ? [process.execPath] : ['nice', '-n', String(niceness), process.execPath]
  const child = spawn(program, [...before, script, ...words], {
    env: { ...environment, PATH: process.env.PATH },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let log = ''
  child.stderr.on('data', (part) => {
    log += part
  })
  const exited = once(child, 'exit')
  const first = await Promise.race([once(child.stdout, 'data'), exited.then(() => null)])
  if (first === null) throw new Error(`${words[0]} did not start:\n${log}`)
  return {
    child,
    log: () => log,
    stop: async () => {
      child.kill('SIGTERM')
      await exited
    },
  }
}

/** Runs a command to its end; milliseconds. @throws Error when it fails. */
export async function timeProgram(
  words: readonly string[],
  environment: Readonly<Record<string, string>>,
): Promise<number> {
  const started = performance.now()
  const child = spawn(process.execPath, [cli, ...words], {
    env: { ...environment, PATH: process.env.PATH },
    stdio: 'ignore',
  })
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`${words.join(' ')} failed with ${code}`)
  return performance.now() - started
}

/** Resident memory of a process in megabytes, as Linux tells it. */
export function residentMegabytes(pid: number): number {
  const [, kilobytes] = /VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) / 1024
}
