// The README's first integration, typed as it stands: its shell blocks in one bash, its receiver, and what it says
// comes back. Only the key, the addresses and the applicant at the bank are ours.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { playJourney } from '../src/demo/play-journey.ts'
import { sandboxBankId } from '../src/wiring/banks.ts'
import { freePort } from '../src/wiring/free-port.ts'
import { startWholeService, type WholeService } from './support/whole-service.ts'

const root = resolve(import.meta.dirname, '..')
const missing = ['bash', 'curl'].filter(
  (program) => spawnSync(program, ['--version']).error !== undefined,
)
const skipped = missing.length > 0 ? ` (skipped: no ${missing.join(', no ')} on this machine)` : ''

const section =
  /^## A lender's first integration[^\n]*\n([\s\S]*?)^## /m.exec(
    readFileSync(join(root, 'README.md'), 'utf8'),
  )?.[1] ?? ''
const blocks = (language: string) =>
  [...section.matchAll(new RegExp(`^\`\`\`${language}\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(
    ([, text = '']) => text,
  )
const [receiver = ''] = blocks('js')

/** `…` stands for anything. */
function promised(block: string): RegExp[] {
  return [...block.matchAll(/^# → (.*)$/gm)].map(([, line = '']) => {
    const parts = line.split('…').map((part) => part.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    return new RegExp(`^${parts.join('.+')}$`)
  })
}

describe.skipIf(missing.length > 0)(`a lender's first integration${skipped}`, () => {
  let service: WholeService
  let folder: string
  let shell: ChildProcess
  let port: number
  let [printed, complaints] = ['', '']
  const here = (text: string) =>
    text
      .replace(/KEY=\S+/, `KEY=${service.key}`)
      .replaceAll('http://localhost:3000', service.baseUrl)
      .replaceAll('4000', String(port))

  beforeAll(async () => {
    port = await freePort(45_000 + Math.floor(Math.random() * 9_000), 'localhost')
    service = await startWholeService({ webhookHosts: [`localhost:${port}`] })
    folder = mkdtempSync(join(tmpdir(), 'nonante-readme-'))
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    writeFileSync(join(folder, 'receiver.mjs'), here(receiver))
    const path = `${join(root, 'node_modules/.bin')}:${process.env.PATH}`
    // a group of its own: what the blocks leave running ends with it
    shell = spawn('bash', [], { cwd: folder, detached: true, env: { ...process.env, PATH: path } })
    shell.stdout?.on('data', (part: Buffer) => {
      printed += part.toString()
    })
    shell.stderr?.on('data', (part: Buffer) => {
      complaints += part.toString()
    })
  }, 60_000)
  afterAll(async () => {
    if (shell.pid !== undefined) process.kill(-shell.pid)
    await service.stop()
    rmSync(folder, { recursive: true })
  })

  /** What the block printed, once it is through and has printed as much as it promised. */
  async function run(block: string, lines: number): Promise<string[]> {
    printed = ''
    shell.stdin?.write(`${here(block)}\necho through\n`)
    const deadline = performance.now() + 90_000
    const so = () => printed.split('\n').filter((line) => line !== '')
    while (!so().includes('through') || so().length < lines + 1) {
      if (performance.now() > deadline)
        throw new Error(`not through: ${printed}${complaints}`.replaceAll(service.key, '…'))
      await sleep(100)
    }
    return so().filter((line) => line !== 'through')
  }

  test('gives what the README says, line by line', async () => {
    const shellBlocks = blocks('sh')
    expect(shellBlocks).toHaveLength(3)
    for (const [at, block] of shellBlocks.entries()) {
      const expected = promised(here(block))
      const lines = await run(block, expected.length)
      expect(lines).toHaveLength(expected.length)
      for (const [index, pattern] of expected.entries()) expect(lines[index]).toMatch(pattern)
      if (at === 0) {
        const identifier = /as (D\w+) with the SMS code/.exec(block)?.[1] ?? ''
        await playJourney({ consentUrl: lines[0] ?? '', bankId: sandboxBankId, identifier })
      }
    }
    expect(complaints).toBe('')
    expect(readFileSync(join(folder, 'report.pdf')).subarray(0, 5).toString()).toBe('%PDF-')
    for (const page of ['report.html', 'explanation.html'])
      expect(readFileSync(join(folder, page), 'utf8')).toContain('<html lang="en"')
  }, 240_000)

  test('its receiver refuses what is not ours', async () => {
    const reply = await fetch(`http://localhost:${port}/`, {
      method: 'POST',
      headers: {
        'webhook-id': 'evt_1',
        'webhook-timestamp': String(Math.floor(Date.now() / 1000)),
        'webhook-signature': 'v1,aGVsbG8=',
      },
      body: '{"type":"session.completed"}',
    })
    expect(reply.status).toBe(401)
  })
})
