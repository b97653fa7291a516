// The command line as a person runs it: a process, its output, its exit code.
import { spawn } from 'node:child_process'
import { resolve } from 'node:path'

const cli = resolve(import.meta.dirname, '../../src/cli.ts')

export type Ran = { readonly code: number | null; readonly out: string; readonly err: string }

export function runCommand(
  words: readonly string[],
  options: { input?: string; environment?: Record<string, string> } = {},
): Promise<Ran> {
  const child = spawn(process.execPath, [cli, ...words], {
    env: { PATH: process.env.PATH, ...options.environment },
  })
  let out = ''
  let err = ''
  child.stdout.on('data', (part) => {
    out += part
  })
  child.stderr.on('data', (part) => {
    err += part
  })
  child.stdin.end(options.input ?? '')
  return new Promise((settle) => child.once('close', (code) => settle({ code, out, err })))
}

/** Starts a command that goes on; resolves once `sign` is in its output. */
export async function startCommand(
  words: readonly string[],
  sign: string,
  environment: Record<string, string>,
) {
  const child = spawn(process.execPath, [cli, ...words], {
    env: { PATH: process.env.PATH, ...environment },
  })
  const exited = new Promise<number | null>((settle) => child.once('exit', settle))
  let out = ''
  await new Promise<void>((settle, refuse) => {
    child.stdout.on('data', (part) => {
      out += part
      if (out.includes(sign)) settle()
    })
    child.once('exit', () => refuse(new Error(`${words[0]} ended before "${sign}"`)))
  })
  return { child, exited, out: () => out }
}
