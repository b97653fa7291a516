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
    /** Cents, from and to; null: no income to be seen. */
    readonly monthlyNetObserved: readonly [number, number] | null
    readonly creditContracts: number
    readonly rejections: number
    /** By transaction, the categories that may be printed. */
    readonly lines: Readonly<Record<string, readonly string[]>>
  }
  readonly statement: unknown
}

const people = readFileSync(new URL('people/written.jsonl', import.meta.url), 'utf8')
  .trim()
  .split('\n')
  .map((line): Written => JSON.parse(line))

/** Of all lines, and of each person's: whose shops are unknown to every rule. */
const RIGHT = { all: 0.98, each: 0.83 }

const assessed = new Map(
  people.map((person) => {
    const read = parseStatement(person.statement)
    const snapshot = protect(read, rulebook, saltFor(read))
    return [person, assess(snapshot, [], rulebook, ENGINE_VERSION)] as const
  }),
)

describe('a person written by an underwriter', () => {
  test.each(people.map((person) => [person.about, person] as const))('%s', (_, person) => {
    const { truth } = person
    const { report, transactions } = assessed.get(person)!
    const { observed } = report.income.monthlyNet
    const amount = observed.state === 'measured' ? observed.value.amount : null
    if (truth.monthlyNetObserved === null) expect(amount).toBeNull()
    else {
      const [least, most] = truth.monthlyNetObserved
      expect(amount).toBeGreaterThanOrEqual(least)
      expect(amount).toBeLessThanOrEqual(most)
    }
    expect(report.credit.contracts).toHaveLength(truth.creditContracts)
    expect(report.incidents.rejections.filter(({ isIncident }) => isIncident)).toHaveLength(
      truth.rejections,
    )
    expect(rightShare([[truth, transactions]])).toBeGreaterThan(RIGHT.each)
  })

  test('has their lines understood', () => {
    const all = [...assessed].map(([{ truth }, { transactions }]) => [truth, transactions] as const)
    expect(rightShare(all)).toBeGreaterThan(RIGHT.all)
  })
})

type Read = readonly [Written['truth'], ReturnType<typeof assess>['transactions']]

function rightShare(read: readonly Read[]): number {
  const right = read.flatMap(([{ lines }, transactions]) =>
    transactions.map(({ transactionId, category }) => lines[transactionId]?.includes(category)),
  )
  return right.filter(Boolean).length / right.length
}
