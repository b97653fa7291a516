// The parts of the compliance documents that are made from the code: counts, tables, defaults.
import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { z } from 'zod'
import { ENGINE_VERSION } from '../core/assess.ts'
import { indicators } from '../core/indicators/index.ts'
import type { Rulebook } from '../core/rulebook.ts'
import { lenderSettingsSchema } from '../lenders/lender.ts'
import { loadActiveRulebook } from '../rulebooks/active.ts'
import { fateLimits } from '../sessions/keeping.ts'
import { type Fate, fates } from '../sessions/session.ts'
import { shippedRules } from '../wiring/shipped-rules.ts'

const results = resolve(import.meta.dirname, '../../test/bench/RESULTS.md')
const asvs = resolve(import.meta.dirname, '../../test/security/asvs.json')

/** By name, as the documents ask for them: `<!-- made: name -->`. */
export function madeParts(): ReadonlyMap<string, string> {
  const { rulebook } = loadActiveRulebook(shippedRules)
  return new Map([
    ['identity', identity(rulebook)],
    ['pillars', pillarTable(rulebook)],
    ['characteristics', characteristicTable(rulebook)],
    ['minimum', minimumText(rulebook)],
    ['barred', barredTable()],
    ['quality', qualityTables()],
    ['retention', retentionTable()],
    ['fates', fateTable()],
    ['asvs', asvsTable()],
  ])
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}

function identity({ version, ruleset, scorecard }: Rulebook): string {
  const { id, kind, characteristics } = scorecard
  return table(
    ['what', 'value'],
    [
      ['engine', ENGINE_VERSION],
      ['rulebook', version],
      ['rules of categories', String(ruleset.rules.length)],
      ['categories', String(ruleset.taxonomy.size)],
      ['indicators', String(indicators.length)],
      ['scorecard', `${id} (${kind})`],
      ['characteristics', String(characteristics.length)],
    ],
  )
}

function pillarTable({ scorecard }: Rulebook): string {
  const rows = Object.entries(scorecard.pillars).map(([id, points]) => [id, String(points)])
  const grades = Object.entries(scorecard.grades).map(([grade, from]) => `${grade} from ${from}`)
  return `${table(['pillar', 'points at best'], rows)}\n\nGrades: ${grades.join(', ')}.`
}

function characteristicTable({ scorecard }: Rulebook): string {
  const rows = scorecard.characteristics.map((one) => [
    one.id,
    one.pillar,
    one.indicator,
    one.monotone === 'increasing' ? 'more is safer' : 'less is safer',
    `${Math.min(...one.bins.map(({ points }) => points))}–${one.best}`,
    String(one.bins.length),
    String(one.missing.points),
  ])
  return table(
    ['characteristic', 'pillar', 'indicator', 'direction', 'points', 'bins', 'when unknown'],
    rows,
  )
}

function minimumText({ scorecard: { minimum } }: Rulebook): string {
  return `${minimum.daysCovered} days covered, ${minimum.bookedLines} booked lines, the last at most ${minimum.lastLineAgeDays} days old, at most ${minimum.uncategorisedShare * 100} % of the amount uncategorised, one private current account with a balance.`
}

function barredTable(): string {
  const barred = indicators.flatMap(({ id, barredFromScore }) =>
    barredFromScore === undefined ? [] : [[id, barredFromScore]],
  )
  return table(['indicator', 'why no scorecard may use it'], barred)
}

/** The rows the benchmark wrote, never typed by hand; when and where it ran stands in RESULTS.md. */
function qualityTables(): string {
  return readFileSync(results, 'utf8')
    .split(/^## /m)
    .filter((section) => /^quality: (labelled|simulated)/.test(section))
    .map((section) => {
      const [title = '', ...lines] = section.replace(/^quality: /, '').split('\n')
      const rows = lines.filter((line) => line.startsWith('|')).join('\n')
      return `### ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n${rows}`
    })
    .join('\n\n')
}

function retentionTable(): string {
  const of = lenderSettingsSchema.parse({})
  return table(
    ['data', 'kept', 'a lender may set', 'how it goes'],
    [
      ['authorisation code, state, verifier', 'minutes, single use', '–', 'nulled with their use'],
      ['access to the bank', 'until the pull ends', '–', 'given back, token destroyed'],
      ['raw answers of banks', 'not kept', '–', '–'],
      [
        'snapshot (the lines, protected)',
        `30 days; with the purpose \`rescoring\` what the lender set, up to ${of.snapshotDays} days`,
        '`retention.snapshotDays`',
        'its data key destroyed, then the row',
      ],
      [
        'report',
        `${of.reportMonths} months`,
        '`retention.reportMonths`',
        'its data key destroyed, then the row',
      ],
      [
        'session and its consent',
        `${of.sessionMonths} months`,
        '`retention.sessionMonths`',
        'row deleted',
      ],
      [
        'figures of a report and its outcome, with the purpose `model_validation`',
        `${of.validationMonths} months`,
        '`retention.validationMonths`',
        'their data key destroyed, then the rows',
      ],
      [
        'replies to repeated requests',
        '24 hours, or as long as what they are of',
        '–',
        'emptied with what they are of, row deleted',
      ],
      ['events told to webhooks (handles)', '30 days', '–', 'row deleted'],
      [
        're-scorings: what was asked, and counts (what came of a person goes with the snapshot)',
        '14 months after their end',
        '–',
        'row deleted',
      ],
      [
        'audit (handles and codes)',
        `${of.auditMonths} months`,
        '`retention.auditMonths`, six at least',
        'row deleted, heads kept',
      ],
    ],
  )
}

/** Reckoned by the code that sets the clocks, from a day in the middle of a year. */
function fateTable(): string {
  const settings = lenderSettingsSchema.parse({})
  const at = '2026-07-01T00:00:00.000Z'
  const rows = fates.map((fate) => {
    const kept = (rescoring: boolean) => fateLimits(settings, { fate, at, rescoring })
    const [plain, agreed] = [kept(false), kept(true)]
    const snapshot = spanOf(at, plain.snapshot)
    const other = spanOf(at, agreed.snapshot)
    return [
      `\`${fate}\``,
      snapshot === other ? snapshot : `${snapshot}; with the purpose \`rescoring\` ${other}`,
      spanOf(at, plain.report),
      fateSettings[fate],
    ]
  })
  return table(['fate', 'what was read', 'report', 'a lender may set less'], rows)
}

const fateSettings: Readonly<Record<Fate, string>> = {
  granted: '`retention.snapshotDays`, `retention.reportMonths`',
  refused: '`retention.refusedSnapshotDays`, `retention.refusedReportMonths`',
  abandoned: '`retention.abandonedDays`',
  withdrawn: '`retention.withdrawnDays`',
}

function spanOf(from: string, until: string | null): string {
  if (until === null) return 'its own time'
  const days = Math.round((Date.parse(until) - Date.parse(from)) / 86_400_000)
  if (days === 0) return 'ends at once'
  return days > 60 ? `${Math.round(days / 30.5)} months more at most` : `${days} days more at most`
}

export const asvsStatuses = ['met', 'partly', 'operator', 'not_applicable', 'open'] as const

const asvsSchema = z.array(
  z.strictObject({
    requirement: z.string(),
    level: z.enum(['1', '2']),
    status: z.enum(asvsStatuses),
    how: z.string().min(1),
    /** A test file; empty where nothing is to be shown here. */
    proof: z.string(),
  }),
)
export type AsvsRow = z.infer<typeof asvsSchema>[number]

export function readAsvs(): AsvsRow[] {
  return asvsSchema.parse(JSON.parse(readFileSync(asvs, 'utf8')))
}

function asvsTable(): string {
  const rows = readAsvs()
  const chapters = [...new Set(rows.map(chapterOf))]
  const counted = chapters.map((chapter) => {
    const own = rows.filter((row) => chapterOf(row) === chapter)
    const counts = asvsStatuses.map((status) => own.filter((row) => row.status === status).length)
    return [`V${chapter}`, ...counts.map(String)]
  })
  const all = asvsStatuses.map((status) => rows.filter((row) => row.status === status).length)
  return table(['chapter', ...asvsStatuses], [...counted, ['all', ...all.map(String)]])
}

function chapterOf({ requirement }: AsvsRow): string {
  return requirement.split('.')[0] ?? ''
}
