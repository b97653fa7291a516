// Labelled lines, one JSON object a line, and how well the categoriser does on them: totals only. Rules
// are never written from them.
import { existsSync, readFileSync } from 'node:fs'
import { categorise } from '../../src/core/categorisation/categorise.ts'
import { protect, saltFor } from '../../src/core/protection/protect.ts'
import type { Rulebook } from '../../src/core/rulebook.ts'
import { prepare } from '../../src/core/statement/prepare.ts'
import { account, line, statement } from './statements.ts'

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

export type LineFigures = {
  readonly lines: number
  readonly weightedAccuracy: number
  readonly macroF1: number
  readonly roleAccuracy: number
  /** Of the lines with a known category, those left without. */
  readonly abstention: number
}

/** null when there is no such file. */
export function measureLabelledLines(path: string, rulebook: Rulebook): LineFigures | null {
  if (!existsSync(path)) return null
  const pairs = readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((text) => JSON.parse(text) as Labelled)
    .map((row) => ({ ...row, found: predict(row, rulebook) }))
  const weight = pairs.reduce((sum, row) => sum + row.weight, 0)
  const right = pairs.filter((row) => row.found === row.expected)
  const known = pairs.filter((row) => !row.expected.startsWith('uncategorized.'))
  const roleOf = (category: string) => rulebook.ruleset.taxonomy.get(category)?.role
  return {
    lines: pairs.length,
    weightedAccuracy: right.reduce((sum, row) => sum + row.weight, 0) / weight,
    macroF1: macroF1(pairs),
    roleAccuracy: pairs.filter((p) => roleOf(p.found) === roleOf(p.expected)).length / pairs.length,
    abstention: known.filter((row) => row.found.startsWith('uncategorized.')).length / known.length,
  }
}

/** As the service reads a line: protected first. */
function predict(row: Labelled, rulebook: Rulebook): string {
  const { proprietary, ...triple } = row.btc ?? {}
  // STET calls the bank's own code `code`
  const code = row.btc && { ...(proprietary && { code: proprietary }), ...triple }
  const sent = line(row.date, Number(row.amount), row.label, { bankTransactionCode: code })
  const more = { asOf: row.date, ...(row.applicant && { applicant: { name: row.applicant } }) }
  const alone = statement([account([sent])], more)
  const snapshot = protect(alone, rulebook, saltFor(alone))
  const category = categorise(prepare(snapshot), rulebook.ruleset)[0]!.category
  return row.alt.includes(category) ? row.expected : category
}

function macroF1(pairs: readonly { expected: string; found: string }[]): number {
  const categories = [...new Set(pairs.map(({ expected }) => expected))]
  const scores = categories.map((category) => {
    const right = pairs.filter((p) => p.expected === category && p.found === category).length
    const wrong = pairs.filter((p) => (p.expected === category) !== (p.found === category)).length
    return (2 * right) / (2 * right + wrong)
  })
  return scores.reduce((sum, score) => sum + score, 0) / scores.length
}
