// The labelled development lines, measured and reported. Rules are never written from them; a floor
// only, so that a change that breaks a family of labels is seen.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { compileRuleset } from '../../src/core/categorisation/ruleset.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { ruleFiles } from '../support/rule-files.ts'
import { account, line, statement } from '../support/statements.ts'

const path = join(import.meta.dirname, '../../../shared/labels/dev.jsonl')

type Labelled = {
  label: string[]
  amount: string
  date: string
  btc: Record<string, string> | null
  expected: string
  alt: string[]
  weight: number
  applicant?: string
}

const ruleset = compileRuleset(ruleFiles())

function predict(row: Labelled): string {
  const sent = line(row.date, Number(row.amount), row.label, { bankTransactionCode: row.btc })
  const more = { asOf: row.date, ...(row.applicant && { applicant: { name: row.applicant } }) }
  const category = categorise(prepare(statement([account([sent])], more)), ruleset)[0]!.category
  return row.alt.includes(category) ? row.expected : category
}

function macroF1(pairs: { expected: string; found: string }[]): number {
  const categories = [...new Set(pairs.map(({ expected }) => expected))]
  const scores = categories.map((category) => {
    const right = pairs.filter((p) => p.expected === category && p.found === category).length
    const wrong = pairs.filter((p) => (p.expected === category) !== (p.found === category)).length
    return (2 * right) / (2 * right + wrong)
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}

test.skipIf(!existsSync(path))('development lines (skipped without ../shared/labels)', () => {
  const rows = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Labelled)
  const pairs = rows.map((row) => ({ ...row, found: predict(row) }))
  const weight = pairs.reduce((sum, row) => sum + row.weight, 0)
  const right = pairs.filter((row) => row.found === row.expected)
  const known = pairs.filter((row) => !row.expected.startsWith('uncategorized.'))
  const roleOf = (category: string) => ruleset.taxonomy.get(category)?.role
  const measured = {
    weightedAccuracy: right.reduce((sum, row) => sum + row.weight, 0) / weight,
    macroF1: macroF1(pairs),
    roleAccuracy: pairs.filter((p) => roleOf(p.found) === roleOf(p.expected)).length / rows.length,
    abstention: known.filter((row) => row.found.startsWith('uncategorized.')).length / known.length,
  }
  process.stdout.write(`development lines: ${JSON.stringify(measured)}\n`)
  expect(measured.weightedAccuracy).toBeGreaterThan(0.85)
  expect(measured.abstention).toBeLessThan(0.1)
})
