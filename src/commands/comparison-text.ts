// A comparison of two rulebooks as a risk analyst reads it on a terminal.
import { isSame } from '../core/comparison/compare.ts'
import type { RulebookChanges } from '../core/comparison/compare-rulebooks.ts'
import type { Comparison, Figure } from '../core/comparison/comparison.ts'

type Head = { readonly version: string; readonly hash: string }
type Person = { readonly name: string; readonly comparison: Comparison }
type Compared = {
  readonly before: Head
  readonly after: Head
  readonly changes: RulebookChanges
  readonly people: readonly Person[]
}

const MOST_ROWS = 8

export function comparisonText({ before, after, changes, people }: Compared): string {
  const heads = [before, after].map(({ version, hash }) => `${version} (${hash.slice(0, 12)})`)
  const width = Math.max(...people.map(({ name }) => name.length))
  return [
    `${heads.join(' → ')}${before.hash === after.hash ? ': the same rulebook' : ''}`,
    ...changeRows(changes),
    '',
    ...people.flatMap((person) => personRows(person, width)),
    '',
    summary(people),
  ].join('\n')
}

function changeRows({ rules, files }: RulebookChanges): string[] {
  const lists = { ...rules, 'files changed': files }
  return Object.entries(lists).flatMap(([name, list]) =>
    list.length === 0 ? [] : [`  ${name}: ${listed(list)}`],
  )
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_ROWS
  return `${names.slice(0, MOST_ROWS).join(', ')}${more > 0 ? ` … and ${more} more` : ''}`
}

function personRows({ name, comparison }: Person, width: number): string[] {
  const { score, characteristics, indicators, lines } = comparison
  if (isSame(comparison)) return [`${name.padEnd(width)}  ${standing(score.before)}  unchanged`]
  const moved = score.points === null ? '' : `  ${signed(score.points)}`
  const by = new Map(indicators.map((one) => [one.id, one]))
  const told = new Set(characteristics.map(({ indicator }) => indicator))
  return [
    `${name.padEnd(width)}  ${standing(score.before)} → ${standing(score.after)}${moved}`,
    ...few(characteristics, ({ characteristic, indicator, points, before, after }) => {
      const bins = `${before?.bin ?? 'not there'} → ${after?.bin ?? 'not there'}`
      const figures = by.get(indicator)
      const why = figures ? `  ${indicator} ${change(figures)}` : ''
      return `${signed(points)} ${characteristic}: ${bins}${why}`
    }),
    ...few(
      indicators.filter(({ id }) => !told.has(id)),
      (one) => `  0 ${one.id} ${change(one)}`,
    ),
    ...few(
      lines.byRule,
      ({ before, after, lines: count, amount }) =>
        `${count} ${count === 1 ? 'line' : 'lines'} of ${(amount.amount / 100).toFixed(2)} ${amount.currency}: ${meaning(before)} → ${meaning(after)}`,
    ),
  ]
}

function few<T>(rows: readonly T[], text: (row: T) => string): string[] {
  const shown = rows.slice(0, MOST_ROWS).map((row) => `    ${text(row)}`)
  const more = rows.length - shown.length
  return more > 0 ? [...shown, `    … and ${more} more (--json tells all)`] : shown
}

function standing({ value, grade }: Comparison['score']['before']): string {
  return value === null ? 'no score' : `${value} ${grade}`
}

function signed(points: number): string {
  return `${points > 0 ? '+' : points < 0 ? '−' : ' '}${Math.abs(points)}`
}

function change({ before, after }: Comparison['indicators'][number]): string {
  return `${figure(before)} → ${figure(after)}`
}

function figure(figure: Figure | null): string {
  if (figure === null) return 'not there'
  return figure.value === undefined ? figure.state : String(figure.value)
}

function meaning({ category, rule }: { category: string; rule: string | null }): string {
  return `${category} (${rule ?? 'no rule'})`
}

function summary(people: readonly Person[]): string {
  const moved = people.filter(({ comparison }) => !isSame(comparison))
  const points = moved.flatMap(({ comparison }) => comparison.score.points ?? [])
  const crossed = moved.filter(
    ({ comparison: { score } }) => score.before.grade !== score.after.grade,
  )
  const names = crossed.length === 0 ? '' : ` (${crossed.map(({ name }) => name).join(', ')})`
  const lines = moved.reduce((sum, { comparison }) => sum + comparison.lines.moved, 0)
  const furthest = points.reduce((most, one) => Math.max(most, Math.abs(one)), 0)
  return [
    `${moved.length} of ${people.length} moved`,
    `${crossed.length} changed grade${names}`,
    `${furthest} points at most`,
    `${lines} lines read otherwise`,
  ].join(' · ')
}
