// `nonante calibrate` as a person runs it: a CSV in, a rulebook that passes its check and a sheet out.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { runCommand } from '../support/command.ts'
import { simulateOutcomes, toCsv } from '../support/simulated-outcomes.ts'

const folder = mkdtempSync(join(tmpdir(), 'nonante-calibrate-'))
afterAll(() => rmSync(folder, { recursive: true }))
const out = join(folder, 'out')
const csv = (people: number) => {
  const path = join(folder, `${people}.csv`)
  writeFileSync(path, toCsv(simulateOutcomes({ people, characteristics: 4, seed: 4 })))
  return path
}

test('the card is in a rulebook that passes its check, and the sheet stands beside it', {
  timeout: 120_000,
}, async () => {
  const made = await runCommand(['calibrate', csv(8_000), '--id', 'loans-1', '--out', out])
  expect(made).toMatchObject({ code: 0, err: '' })
  expect(made.out).toMatch(/AUC +0\.\d{4} \(.*out of time 0\.\d{4}/)
  const checked = await runCommand(['rules', 'check', '--rulebook', join(out, 'rules')])
  expect(checked).toMatchObject({ code: 0 })
  expect(checked.out).toContain('-loans-1: ')
  const card = readFileSync(join(out, 'rules/scorecards/loans-1.yaml'), 'utf8')
  expect(card).toContain('kind: calibrated')
  expect(readFileSync(join(out, 'validation.md'), 'utf8')).toContain('# Validation sheet: loans-1')
  expect(readFileSync(join(out, 'validation.html'), 'utf8')).toContain('<h2>Performance</h2>')
  const sheet: unknown = JSON.parse(readFileSync(join(out, 'validation.json'), 'utf8'))
  expect(sheet).toMatchObject({ provenance: { inputs: [{ name: '8000.csv', rows: 8_000 }] } })
})

test('too few bads: one line with the reason and the way out, and nothing is written', {
  timeout: 60_000,
}, async () => {
  const elsewhere = join(folder, 'few')
  const refused = await runCommand(['calibrate', csv(500), '--out', elsewhere])
  expect(refused).toMatchObject({ code: 1, out: '' })
  expect(refused.err).toMatch(/^nonante: no card: too few bads .* where 200 are needed; .*\n$/)
  expect(existsSync(elsewhere)).toBe(false)
})

test('nothing to read, or two things, is told', { timeout: 60_000 }, async () => {
  const nothing = await runCommand(['calibrate', '--out', out])
  expect(nothing).toMatchObject({
    code: 1,
    err: expect.stringContaining('give a CSV, or --reports with'),
  })
})
