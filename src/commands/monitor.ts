// `nonante monitor`: drift of the figures, the score, coverage and abstention by week, against the weeks before.
import { compileRulebook } from '../core/rulebook.ts'
import { AppError } from '../errors.ts'
import type { Drift, DriftWeek } from '../monitoring/drift.ts'
import { watchDrift } from '../monitoring/watch-drift.ts'
import { withVault } from '../wiring/vault-only.ts'
import { rulebookFiles } from './read-rulebook.ts'

export type MonitorOptions = {
  readonly lender: string
  readonly weeks: string
  readonly referenceWeeks: string
  readonly index: string
  readonly share: string
  readonly people: string
  readonly rulebook: string
  readonly json?: boolean
}

/** Ends with 2 when there is an alert. */
export async function monitor(options: MonitorOptions): Promise<void> {
  const { scorecard } = compileRulebook(await rulebookFiles(options.rulebook))
  const thresholds = {
    index: positive('--index', options.index),
    share: positive('--share', options.share),
    people: positive('--people', options.people),
  }
  const drift = await withVault('nonante monitor', (parts) =>
    watchDrift(parts, {
      ...{ lenderId: options.lender, actor: 'operator', scorecard, thresholds },
      weeks: positive('--weeks', options.weeks),
      referenceWeeks: positive('--reference-weeks', options.referenceWeeks),
    }),
  )
  process.stdout.write(options.json ? `${JSON.stringify(drift)}\n` : driftText(drift))
  if (drift.weeks.some(({ alerts }) => alerts.length > 0)) process.exitCode = 2
}

export function driftText({ scorecard, reference, weeks, thresholds }: Drift): string {
  const { from, to, level } = reference
  const head = `${scorecard}, against ${from} to ${to}: ${level.people} reports, ${percent(level.notScored)} without a score, ${percent(level.uncategorised)} uncategorised\n`
  return head + weeks.map((week) => weekText(week, thresholds.people)).join('')
}

function weekText(
  { week, level, score, coverage, characteristics, alerts }: DriftWeek,
  least: number,
): string {
  if (score.index === null)
    return `${week}  ${level.people} reports: under ${least} here or in the reference\n`
  const worst = [...characteristics].sort((a, b) => (b.index ?? 0) - (a.index ?? 0)).slice(0, 3)
  const line = [
    `${week}  ${level.people} reports`,
    `score ${score.index} (${score.reading})`,
    `coverage ${coverage.index}`,
    `${percent(level.notScored)} without a score`,
    `${percent(level.uncategorised)} uncategorised`,
    worst.map(({ of, index }) => `${of} ${index}`).join(', '),
  ].join('; ')
  return `${line}\n${alerts.map(({ kind, of, value }) => `  alert: ${kind} ${of} ${value}\n`).join('')}`
}

function percent(share: number | null): string {
  return share === null ? 'none' : `${(share * 100).toFixed(1)} %`
}

function positive(option: string, text: string): number {
  const value = Number(text)
  if (Number.isFinite(value) && value > 0) return value
  throw new AppError('invalid_request', `${option} ${text}: must be a number above 0`)
}
