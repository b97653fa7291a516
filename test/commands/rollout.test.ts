// A rollout as two people do it at the command line, and the comparison before it, over a database of its own.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { runCommand } from '../support/command.ts'
import { townPeople } from '../support/compared-town.ts'
import { type TestDatabase, testDatabase } from '../support/database.ts'

// each command is a process that compiles a rulebook or two
vi.setConfig({ testTimeout: 120_000 })

const shipped = resolve(import.meta.dirname, '../../rules')
const folder = mkdtempSync(join(tmpdir(), 'nonante-rollout-'))
const changed = join(folder, 'rules')
let database: TestDatabase
let environment: Record<string, string>
beforeAll(async () => {
  cpSync(shipped, changed, { recursive: true })
  const card = join(changed, 'scorecards/expert.yaml')
  writeFileSync(card, readFileSync(card, 'utf8').replace('A: 870', 'A: 880'))
  database = await testDatabase()
  environment = {
    DATABASE_URL: database.connectionString,
    NONANTE_KEYS: `v1:${Buffer.alloc(32, 7).toString('base64')}`,
  }
  const provider = ['--provider', 'Nonante', '--registration', 'ACPR 12345']
  await nonante('lenders', 'add', 'Prêt Clair', ...provider)
})
afterAll(async () => {
  rmSync(folder, { recursive: true })
  await database.drop()
})

const nonante = (...words: string[]) => runCommand(words, { environment })

describe('a rollout', () => {
  it('is released, proposed by one, approved by another, and listed with both', async () => {
    const released = await nonante('rules', 'release', '--rulebook', changed, '--as', 'Ada')
    expect(released).toMatchObject({ code: 0, err: '' })
    expect(released.out).toMatch(/^fr-2026\.11\.1 is released \([0-9a-f]{64}\)\n$/)
    const version = 'fr-2026.11.1'
    const proposed = await nonante('rules', 'propose', version, '--as', 'ada')
    expect(proposed.out).toMatch(/^len_\S+: fr-2026\.11\.1 proposed by operator:ada; another/)
    const alone = await nonante('rules', 'approve', version, '--as', 'ADA')
    expect(alone).toMatchObject({ code: 1, out: '' })
    expect(alone.err).toMatch(
      /^nonante: Who proposed a rulebook cannot approve it: another must\.\n$/,
    )
    const approved = await nonante('rules', 'approve', version, '--as', 'bob')
    expect(approved).toMatchObject({ code: 0, err: '' })
    const { out } = await nonante('rules', 'list')
    expect(out).toMatch(/^fr-2026\.11\.1 {2}[0-9a-f]{12} {2}released \S+ by operator:ada$/m)
    expect(out).toMatch(/^len_\S+: fr-2026\.11\.1$/m)
    expect(out).toMatch(
      /^ {2}active fr-2026\.11\.1: .* by operator:ada; approved by operator:bob, from /m,
    )
  })

  it('names a release wherever a rulebook is named', async () => {
    const checked = await nonante('rules', 'check', '--rulebook', 'fr-2026.11.1', '--json')
    expect(JSON.parse(checked.out)).toMatchObject({ version: 'fr-2026.11.1', findings: [] })
    const unknown = await nonante('rules', 'check', '--rulebook', 'fr-1')
    expect(unknown.err).toMatch(/^nonante: there is no rulebook "fr-1": .*nonante rules list/)
  })
})

describe('rules compare over people', () => {
  const people = (before: unknown, after: unknown) => {
    const path = join(folder, 'results.ndjson')
    const lines = townPeople.map((pair) => ({
      outcome: 'scored',
      before: { ...pair.before, rulebook: before },
      after: { ...pair.after, rulebook: after },
    }))
    writeFileSync(path, lines.map((line) => `${JSON.stringify(line)}\n`).join(''))
    return path
  }

  it('prints text, JSON or a page, and refuses people scored under another rulebook', async () => {
    const named = async (choice: string) => {
      const { out } = await nonante('rules', 'check', '--rulebook', choice, '--json')
      const { version, hash } = JSON.parse(out)
      return { version, hash }
    }
    const [before, after] = [await named('current'), await named('fr-2026.11.1')]
    const path = people(before, after)
    const compare = ['rules', 'compare', 'current', 'fr-2026.11.1', '--from', path]
    const text = await nonante(...compare, '--cutoff', '590')
    expect(text.out).toMatch(/^590 {15,}15 +25$/m)
    expect(text.out).toMatch(/^C → D: 25\n {4}rent -20 \(25\)$/m)
    const json = JSON.parse((await nonante(...compare, '--format', 'json')).out)
    expect(json).toMatchObject({ after, comparison: { people: 100 } })
    expect(json.changes.files).toEqual(['rulebook.yaml', 'scorecards/expert.yaml'])
    const page = await nonante(...compare, '--format', 'html', '--lang', 'en')
    expect(page.out).toMatch(/^<!doctype html>[\s\S]*<svg [\s\S]*From C to D: 25/)
    const other = await nonante('rules', 'compare', 'current', 'current', '--from', path)
    expect(other.err).toMatch(
      /^nonante: These people were scored under fr-2026\.11\.1 .* on the after side/,
    )
  })
})
