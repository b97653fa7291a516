// Two assessments of one snapshot, side by side. Only what moved is told; equal assessments give empty lists.
import type { ReportTransaction } from '../categorisation/categorised.ts'
import type { Assessment } from '../report/report.ts'
import type { Score } from '../scoring/score.ts'
import { canonicalJson } from '../values/canonical.ts'
import type { Comparison, Figure } from './comparison.ts'

export function compareAssessments(before: Assessment, after: Assessment): Comparison {
  return {
    score: scores(before.report.score, after.report.score),
    characteristics: characteristics(before.report.score, after.report.score),
    indicators: indicators(before, after),
    lines: lines(before.transactions, after.transactions),
  }
}

/** Whether anything a reader of the report sees has moved. */
export function isSame({ score, characteristics, indicators, lines }: Comparison): boolean {
  const scored =
    score.before.value === score.after.value && score.before.grade === score.after.grade
  return scored && characteristics.length + indicators.length + lines.moved === 0
}

function scores(before: Score, after: Score): Comparison['score'] {
  return {
    before: { value: before.value, grade: before.grade },
    after: { value: after.value, grade: after.grade },
    points: before.value === null || after.value === null ? null : after.value - before.value,
  }
}

/** Scorecards may differ: what one of them does not have is null on its side. */
function characteristics(before: Score, after: Score): Comparison['characteristics'] {
  const old = new Map(before.contributions.map((one) => [one.characteristic, one]))
  const now = new Map(after.contributions.map((one) => [one.characteristic, one]))
  const moved = [...new Set([...old.keys(), ...now.keys()])].flatMap((characteristic) => {
    const [a, b] = [old.get(characteristic), now.get(characteristic)]
    const points = (b?.points ?? 0) - (a?.points ?? 0)
    if (points === 0 && (a === undefined) === (b === undefined)) return []
    const indicator = b?.indicator ?? a?.indicator ?? ''
    return [{ characteristic, indicator, points, before: binOf(a), after: binOf(b) }]
  })
  return moved.sort(
    (a, b) =>
      Math.abs(b.points) - Math.abs(a.points) || (a.characteristic < b.characteristic ? -1 : 1),
  )
}

function binOf(contribution: Score['contributions'][number] | undefined) {
  return contribution === undefined ? null : { bin: contribution.bin, points: contribution.points }
}

function indicators(before: Assessment, after: Assessment): Comparison['indicators'] {
  const figures = ({ report }: Assessment) =>
    new Map<string, Figure>(
      report.indicators.map((one) => [
        one.id,
        { state: one.state, ...('value' in one && { value: one.value }) },
      ]),
    )
  const [old, now] = [figures(before), figures(after)]
  return [...new Set([...old.keys(), ...now.keys()])].sort().flatMap((id) => {
    const [a, b] = [old.get(id) ?? null, now.get(id) ?? null]
    return canonicalJson(a) === canonicalJson(b) ? [] : [{ id, before: a, after: b }]
  })
}

function lines(
  before: readonly ReportTransaction[],
  after: readonly ReportTransaction[],
): Comparison['lines'] {
  const old = new Map(before.map((line) => [keyOf(line), line]))
  const groups = new Map<string, Comparison['lines']['byRule'][number]>()
  for (const line of after) {
    const was = old.get(keyOf(line))
    if (was === undefined || (was.category === line.category && was.rule === line.rule)) continue
    const { currency } = line.amount
    const key = [was.category, was.rule, line.category, line.rule, currency].join('\u0000')
    const group = groups.get(key) ?? {
      before: { category: was.category, rule: was.rule },
      after: { category: line.category, rule: line.rule },
      lines: 0,
      amount: { amount: 0, currency },
      transactionIds: [],
    }
    group.lines++
    group.amount.amount += Math.abs(line.amount.amount)
    group.transactionIds.push(line.transactionId)
    groups.set(key, group)
  }
  const byRule = [...groups].sort(
    ([keyA, a], [keyB, b]) => b.lines - a.lines || (keyA < keyB ? -1 : 1),
  )
  return {
    moved: byRule.reduce((sum, [, group]) => sum + group.lines, 0),
    byRule: byRule.map(([, group]) => group),
  }
}

/** Ids are unique within an account. */
function keyOf({ accountId, transactionId }: ReportTransaction): string {
  return `${accountId}\u0000${transactionId}`
}
