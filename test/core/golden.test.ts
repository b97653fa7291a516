// The reports of known people, kept whole: a change that moves one is seen, and is explained by `rules compare`.
// UPDATE_GOLDEN=1 writes them. The sandbox bank's customers are kept as they were pulled on 20 November 2026.
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { canonicalJson } from '../../src/core/values/canonical.ts'
import { algoanAvailable, algoanPersonas, algoanStatement } from '../support/algoan.ts'
import { assessed } from '../support/assessed.ts'

const folder = join(import.meta.dirname, '../golden')
const customers = readdirSync(folder).filter((name) =>
  existsSync(join(folder, name, 'statement.json')),
)

describe("the sandbox bank's customers keep their golden report", () => {
  it.each(customers)('%s', (name) => {
    const statement = JSON.parse(readFileSync(join(folder, name, 'statement.json'), 'utf8'))
    expectGolden(name, assessed(statement).report)
  })
})

describe.skipIf(!algoanAvailable)('the public personas (skipped without ../shared)', () => {
  it.each(algoanPersonas)('%s keeps its golden report', (name) => {
    expectGolden(name, assessed(algoanStatement(name)).report)
  })
})

function expectGolden(name: string, report: ReturnType<typeof assessed>['report']): void {
  const path = join(folder, name, 'report.json')
  const text = goldenText(report)
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  expect(existsSync(path)).toBe(true)
  expect(text).toBe(readFileSync(path, 'utf8'))
}

/** Keys sorted, a line a value; without the rulebook's hash, which any remark in a rule file moves. */
function goldenText(report: ReturnType<typeof assessed>['report']): string {
  const { hash: _, ...rulebook } = report.provenance.rulebook
  const body = { ...report, provenance: { ...report.provenance, rulebook } }
  return `${JSON.stringify(JSON.parse(canonicalJson(body)), null, 1)}\n`
}
