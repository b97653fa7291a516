// Laws 27–33, evidence: every figure points at lines that exist and count, and no line counts twice.
import { describe, expect, it } from 'vitest'
import type { ReportBody } from '../../../src/core/report/report.ts'
import { assessed, rulebook } from '../../support/assessed.ts'
import { people } from '../../support/people.ts'

describe.each(people)('$name', ({ of, plain }) => {
  const { report, transactions } = plain()
  const byId = new Map(transactions.map((line) => [line.transactionId, line]))
  const { income, charges, credit } = report
  const streams = [...income.streams, ...income.support, ...charges.streams]

  it('law 27: all evidence of the report names lines of the statement', () => {
    const named = idsIn(report)
    expect(named.length).toBeGreaterThan(0)
    expect(named.filter((id) => !byId.has(id))).toEqual([])
  })

  it('law 28: a stream rests on lines of one account and one direction that count, each in one stream', () => {
    const used = new Set<string>()
    for (const { accountId, evidence } of streams) {
      const lines = evidence.transactionIds.map((id) => byId.get(id)!)
      expect(lines.every((line) => line.accountId === accountId)).toBe(true)
      expect(new Set(lines.map(({ amount }) => Math.sign(amount.amount))).size).toBe(1)
      expect(lines.every(({ excluded }) => excluded === null)).toBe(true)
      for (const id of evidence.transactionIds) {
        expect(used.has(id)).toBe(false)
        used.add(id)
      }
    }
  })

  it('law 29: a debit is in one contract at most', () => {
    const ids = credit.contracts.flatMap(({ evidence }) => evidence.transactionIds)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('law 30: a line abstained has no rule, and any other says which one decided', () => {
    for (const { category, rule } of transactions) {
      expect(rule === null).toBe(category.startsWith('uncategorized.'))
    }
  })

  it('law 31: a category leaves by the name it is shown by, in its own direction', () => {
    const shown = new Map<string, Set<string>>()
    for (const { shownAs, direction } of rulebook.ruleset.taxonomy.values()) {
      const directions = shown.get(shownAs) ?? new Set<string>()
      shown.set(shownAs, directions.add(direction))
    }
    for (const { category, amount, role } of transactions) {
      const directions = shown.get(category)
      expect(directions).toBeDefined()
      if (role === 'sensitive' || directions?.has('both')) continue
      expect(directions?.has(amount.amount < 0 ? 'out' : 'in')).toBe(true)
    }
  })

  it('law 32: a line corrected to the category it has moves no sum and no point', () => {
    const line = transactions.find(
      ({ category, rule }) => rule !== null && rulebook.ruleset.taxonomy.has(category),
    )
    const { transactionId, category } = line!
    const again = assessed(of(), [{ transactionId, category }]).report
    // How sure a stream is does move: a person has looked at one of its lines
    const figures = ({ income, charges, credit, cashFlow, affordability, score }: ReportBody) => ({
      income: income.monthlyNet,
      charges: charges.monthly,
      credit: credit.monthlyRepayment,
      cashFlow,
      affordability,
      score,
    })
    expect(figures(again)).toEqual(figures(report))
  })

  it('law 33: an indicator is measured with a value, or says why it has none; never a number in place of unknown', () => {
    for (const { state, value, why } of report.indicators) {
      expect(value !== undefined).toBe(state === 'measured')
      expect(why !== undefined).toBe(state === 'not_observable' || state === 'withheld')
    }
  })
})

const KEYS = new Set(['transactionIds', 'transactionId', 'feeIds', 'originalId', 'evidence'])

/** Every text right below a key that holds ids of transactions. */
function idsIn(value: unknown, below = false): string[] {
  if (typeof value === 'string') return below ? [value] : []
  if (Array.isArray(value)) return value.flatMap((one) => idsIn(one, below))
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([key, one]) => idsIn(one, KEYS.has(key)))
}
