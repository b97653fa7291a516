// What is kept of an assessment to compare many: the score, its points, the rules that decided, and the groups its
// person belongs to. No amount, no label, no name.
import { z } from 'zod'
import { type ReportTransaction, reportTransactionSchema } from '../categorisation/categorised.ts'
import { reportAccountSchema } from '../coverage/coverage.ts'
import { grades, scoreSchema } from '../scoring/score.ts'
import { streamSchema } from '../streams/stream.ts'

export const scoredSchema = z
  .object({
    rulebook: z.object({ version: z.string(), hash: z.string() }),
    value: z.int().nullable(),
    grade: z.enum(grades).nullable(),
    points: z
      .record(z.string(), z.tuple([z.string(), z.int()]))
      .meta({ description: 'By characteristic: its bin and the points of it' }),
    rules: z.record(z.string(), z.int()).nullable().meta({
      description: 'Lines each rule decided; "none": abstained. null: the lines are gone',
    }),
    groups: z.object({
      income: z.string().meta({ description: 'Category of the greatest income; "none"' }),
      accounts: z
        .string()
        .meta({ description: 'Kinds of the accounts seen, as "current+savings"' }),
      bank: z.string().meta({ description: 'Of the likely main account; "unknown"' }),
    }),
  })
  .meta({ id: 'Scored' })
export type Scored = z.infer<typeof scoredSchema>

/** What of a report tells of its person here: a kept one is read through it, and of nothing more. */
export const scorableSchema = z.object({
  provenance: z.object({ rulebook: z.object({ version: z.string(), hash: z.string() }) }),
  score: scoreSchema.pick({ value: true, grade: true }).extend({
    contributions: z.array(
      scoreSchema.shape.contributions.element.pick({
        characteristic: true,
        bin: true,
        points: true,
      }),
    ),
  }),
  income: z.object({
    streams: z.array(
      streamSchema.pick({ id: true, category: true, status: true, monthlyEquivalent: true }),
    ),
  }),
  accounts: z.array(
    reportAccountSchema.pick({ kind: true, bank: true, main: true, leftOut: true }),
  ),
})
export type Scorable = z.infer<typeof scorableSchema>

/** The same of its lines. */
export const scorableLinesSchema = z.array(reportTransactionSchema.pick({ rule: true }))

/** One person under two rulebooks. */
export type ScoredPair = { readonly before: Scored; readonly after: Scored }

export const NO_RULE = 'none'

export function scoredOf(
  report: Scorable,
  transactions: readonly Pick<ReportTransaction, 'rule'>[] | null,
): Scored {
  const { score, provenance } = report
  const { version, hash } = provenance.rulebook
  const points: Scored['points'] = {}
  for (const one of score.contributions) points[one.characteristic] = [one.bin, one.points]
  return {
    rulebook: { version, hash },
    value: score.value,
    grade: score.grade,
    points,
    rules: transactions === null ? null : countRules(transactions),
    groups: groupsOf(report),
  }
}

function countRules(transactions: readonly Pick<ReportTransaction, 'rule'>[]) {
  const counts = new Map<string, number>()
  for (const { rule } of transactions) {
    const key = rule ?? NO_RULE
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  return Object.fromEntries([...counts].sort(([a], [b]) => (a < b ? -1 : 1)))
}

function groupsOf({ income, accounts }: Scorable): Scored['groups'] {
  const [greatest] = income.streams
    .filter(({ status }) => status !== 'ended')
    .toSorted(
      (a, b) => b.monthlyEquivalent.amount - a.monthlyEquivalent.amount || (a.id < b.id ? -1 : 1),
    )
  const seen = accounts.filter(({ leftOut }) => leftOut === null)
  const main = seen.find((account) => account.main) ?? seen[0]
  return {
    income: greatest?.category ?? 'none',
    accounts: [...new Set(seen.map(({ kind }) => kind))].sort().join('+') || 'none',
    bank: main?.bank ?? 'unknown',
  }
}
