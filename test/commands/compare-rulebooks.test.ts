// `rules compare` as a risk analyst runs it: a folder of rules changed by hand, over the golden personas.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { runCommand } from '../support/command.ts'

const shipped = resolve(import.meta.dirname, '../../rules')
const folder = mkdtempSync(join(tmpdir(), 'nonante-rules-'))
cpSync(shipped, folder, { recursive: true })
const rulebook = join(folder, 'rulebook.yaml')
writeFileSync(rulebook, readFileSync(rulebook, 'utf8').replace(/^version:.*$/m, 'version: trial'))
rmSync(join(folder, 'categories/fr/credit.yaml'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('rules compare', () => {
  it('says who moves, by how much and why', async () => {
    const { code, out } = await runCommand(['rules', 'compare', 'current', folder])
    expect(code).toBe(0)
    expect(out).toMatch(
      /→ trial \([0-9a-f]{12}\)\n {2}removed: credit\.[\s\S]*\n {2}files changed: rulebook\.yaml\n/,
    )
    expect(out).toMatch(/^alix +\d+ [A-E] → \d+ [A-E] {2}\+\d+$/m)
    expect(out).toMatch(/^ {4}[+−]\d+ \w+: .* → .* {2}\w+ .* → /m)
    expect(out).toMatch(/^\d of 6 moved · \d changed grade/m)
  })

  it('tells everything as JSON, and finds nothing between a rulebook and itself', async () => {
    const { out } = await runCommand(['rules', 'compare', 'current', 'current', '--json'])
    const { before, after, people } = JSON.parse(out)
    expect(before).toEqual(after)
    expect(people).toHaveLength(6)
    expect(people[0].comparison).toMatchObject({ characteristics: [], lines: { moved: 0 } })
  })

  it('refuses a rulebook or a statement that is not there, in one line', async () => {
    const none = await runCommand(['rules', 'compare', 'current', '/nowhere'])
    expect(none).toMatchObject({ code: 1, out: '' })
    expect(none.err).toMatch(/^nonante: .*no rulebook "\/nowhere".*\n$/)
    const noFile = await runCommand(['rules', 'compare', 'current', folder, 'nobody.json'])
    expect(noFile.err).toMatch(/^nonante: cannot read nobody\.json: no such file\n$/)
  })
})
