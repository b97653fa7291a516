// The sandbox as a process of its own: says where it is, serves, and stops on SIGTERM and SIGINT.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { clients } from './third-party.ts'

const MAIN = new URL('../../src/sandbox/main.ts', import.meta.url).pathname
let folder: string
const started: ChildProcess[] = []
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'sandbox-'))
})
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true })
})

function run(options: object): ChildProcess {
  const path = join(folder, 'options.json')
  writeFileSync(path, JSON.stringify(options), { mode: 0o600 })
  const child = spawn(process.execPath, [MAIN, path], { stdio: ['ignore', 'pipe', 'pipe'] })
  started.push(child)
  return child
}

describe('node src/sandbox/main.ts', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)('serves until %s, then ends with 0', async (signal) => {
    const child = run({ today: '2026-11-20', clients })
    if (child.stdout === null) throw new Error('no output')
    const [line] = await once(createInterface(child.stdout), 'line')
    const { pagesUrl, apiUrl } = JSON.parse(String(line))
    const page = await fetch(`${pagesUrl}/stet/psd2/oauth/authorize`)
    expect(page.status).toBe(400)
    expect((await fetch(`${apiUrl}/stet/psd2/v1.4.2/trusted-beneficiaries`)).status).toBe(501)
    const ended = once(child, 'exit')
    child.kill(signal)
    expect(await ended).toEqual([0, null])
    await expect(fetch(pagesUrl)).rejects.toThrow()
  })

  it('says what is wrong in one line and ends with 1', async () => {
    const child = run({ today: '2026-11-20', clients, config: '/nowhere.yaml' })
    if (child.stderr === null) throw new Error('no output')
    const text: string[] = []
    child.stderr.on('data', (chunk) => text.push(String(chunk)))
    const [status] = await once(child, 'close')
    expect(status).toBe(1)
    expect(text.join('')).toMatch(/^sandbox: .*nowhere\.yaml.*\n$/)
  })
})
