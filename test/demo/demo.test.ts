// The demo as a newcomer types it: a report, a service that goes on, an end that leaves nothing behind,
// and a start that survives what was killed.
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { reportSchema } from '../../src/core/report/report.ts'
import { runCommand, startCommand } from '../support/command.ts'

const SERVING = 'Ctrl-C stops everything.'

describe('the demo', { timeout: 90_000 }, () => {
  let home: string
  let environment: Record<string, string>
  beforeAll(() => {
    home = mkdtempSync(join(tmpdir(), 'nonante-demo-'))
    environment = { NONANTE_HOME: home }
  })
  afterAll(() => rmSync(home, { recursive: true }))

  const left = () =>
    execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' })
      .split('\n')
      .filter((line) => line.includes(home))

  test('prints only a whole report, and leaves no process behind', async () => {
    const { code, out, err } = await runCommand(['demo', '--once', '--json'], { environment })
    expect(err).toBe('')
    expect(code).toBe(0)
    const report = reportSchema.parse(JSON.parse(out))
    expect(report.income.streams.length).toBeGreaterThan(0)
    expect(report.charges.streams.length).toBeGreaterThan(0)
    expect(report.indicators.length).toBeGreaterThan(0)
    expect(report.score.state).toBe('measured')
    expect(report.provenance.snapshotHash).toMatch(/^[0-9a-f]{64}$/)
    expect(left()).toEqual([])
  })

  test('goes through Linxo Connect when so asked', async () => {
    const asked = ['demo', '--bank', 'linxo', '--once', '--json']
    const { code, out, err } = await runCommand(asked, { environment })
    expect(err).toBe('')
    expect(code).toBe(0)
    const report = reportSchema.parse(JSON.parse(out))
    expect(report.score.state).toBe('measured')
    expect(report.identity.holders).toHaveLength(1)
    expect(left()).toEqual([])
  })

  test('joins two banks in one session: what both show is counted once', async () => {
    const asked = ['demo', '--bank', 'stet', '--bank', 'linxo', '--once', '--json']
    const { code, out, err } = await runCommand(asked, { environment })
    expect([code, err]).toEqual([0, ''])
    const { accounts, identity, score } = reportSchema.parse(JSON.parse(out))
    expect(new Set(accounts.map(({ bank }) => bank))).toEqual(new Set(['bpce-13807', 'linxo']))
    const repeated = accounts.filter(({ leftOut }) => leftOut === 'same_account')
    expect(repeated).toHaveLength(accounts.length / 2)
    expect(identity.holders).toHaveLength(2)
    expect(score.state).toBe('measured')
    expect(left()).toEqual([])
  })

  test('goes on serving at the addresses it prints, and SIGTERM stops all of it', async () => {
    const demo = await startCommand(['demo', '--persona', 'alix'], SERVING, environment)
    const address = (name: string) =>
      new RegExp(`^${name} +(\\S+)$`, 'm').exec(demo.out())?.[1] ?? ''
    for (const name of ['Report page', 'API reference', 'Consent link']) {
      expect((await fetch(address(name))).status, name).toBe(200)
    }
    demo.child.kill('SIGTERM')
    expect(await demo.exited).toBe(0)
    expect(left()).toEqual([])
  })

  test('starts again after everything of it was killed', async () => {
    const demo = await startCommand(['demo'], SERVING, environment)
    demo.child.kill('SIGKILL')
    await demo.exited
    const { code } = await runCommand(['demo', '--once', '--json'], { environment })
    expect(code).toBe(0)
    expect(left()).toEqual([])
  })

  test('says which customers it does not have', async () => {
    const { code, err } = await runCommand(['demo', '--persona', 'nobody'], { environment })
    expect(code).toBe(1)
    expect(err).toMatch(/^nonante: the sandbox has no customer "nobody"/)
  })
})
