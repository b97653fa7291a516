// People written by underwriters who saw no rule: what is said of them is what their authors say.
import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { assess, ENGINE_VERSION } from '../../src/core/assess.ts'
import { protect, saltFor } from '../../src/core/protection/protect.ts'
import { parseStatement } from '../../src/core/statement/parse.ts'
import { rulebook } from '../support/assessed.ts'

type Written = {
  readonly about: string
  readonly truth: {
    readonly monthlyNetObserved: readonly [number, number]
    readonly creditContracts: number
    readonly rejections: number
  }
  readonly statement: unknown
}

const people = readFileSync(new URL('people/written.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Written => JSON.parse(line))

describe('a person written by an underwriter', () => {
  test.each(people)('$about', ({ truth, statement }) => {
    const read = parseStatement(statement)
    const snapshot = protect(read, rulebook, saltFor(read))
    const { income, credit, incidents } = assess(snapshot, [], rulebook, ENGINE_VERSION).report
    const { observed } = income.monthlyNet
    const [least, most] = truth.monthlyNetObserved
    const amount = observed.state === 'measured' ? observed.value.amount : null
    expect(amount).toBeGreaterThanOrEqual(least)
    expect(amount).toBeLessThanOrEqual(most)
    expect(credit.contracts).toHaveLength(truth.creditContracts)
    expect(incidents.rejections.filter(({ isIncident }) => isIncident)).toHaveLength(
      truth.rejections,
    )
  })
})
