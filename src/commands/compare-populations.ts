// `nonante rules compare … --rescoring|--shadow|--from`: what another rulebook does to groups of people, before it
// takes effect.

import { compareRulebookTexts } from '../core/comparison/compare-rulebooks.ts'
import type { ComparisonReport } from '../core/comparison/comparison-report.ts'
import { compileRulebook } from '../core/rulebook.ts'
import { unreachable } from '../core/values/unreachable.ts'
import { listLenderIds } from '../db/lender-transaction.ts'
import { createIllustrator } from '../documents/charts/illustrator.ts'
import { renderComparisonHtml } from '../documents/comparison/comparison-html.ts'
import { AppError } from '../errors.ts'
import { findForOperator } from '../rescoring/get-rescoring.ts'
import { compareForRollout } from '../rollout/compare.ts'
import { compareRescoring } from '../rollout/compare-rescoring.ts'
import { readCompared } from '../rollout/report-files.ts'
import { readShadowResults } from '../rollout/shadow-results.ts'
import { type VaultParts, withVault } from '../wiring/vault-only.ts'
import { type Acting, actorOf } from './actor.ts'
import { populationText } from './population-text.ts'
import { rulebookFiles } from './read-rulebook.ts'

export type PopulationOptions = Acting & {
  readonly rescoring?: string
  readonly shadow?: boolean
  readonly from?: readonly string[]
  readonly lender?: string
  readonly mode: 'test' | 'live'
  readonly cutoff?: string
  readonly format: 'text' | 'json' | 'html'
  readonly lang: 'fr' | 'en'
  readonly json?: boolean
}

/** @throws AppError `invalid_request`, `not_found`, `rulebook_unknown`, `conflict` for fewer than ten people */
export async function comparePopulations(
  before: string,
  after: string,
  options: PopulationOptions,
): Promise<void> {
  const sides = { before: await sideOf(before), after: await sideOf(after) }
  const cutoff = readCutoff(options.cutoff)
  const report = await compared(options, sides, cutoff)
  const format = options.json ? 'json' : options.format
  process.stdout.write(`${await printed(report, format, options.lang)}\n`)
}

type Side = Awaited<ReturnType<typeof sideOf>>
type Sides = { readonly before: Side; readonly after: Side }

async function sideOf(choice: string) {
  const files = await rulebookFiles(choice)
  const { version, hash, ruleset } = compileRulebook(files)
  return { files, ruleset, head: { version, hash } }
}

async function compared(
  options: PopulationOptions,
  sides: Sides,
  cutoff: number | undefined,
): Promise<ComparisonReport> {
  const changes = compareRulebookTexts(sides.before, sides.after)
  const { rescoring, from } = options
  const actor = actorOf(options)
  if (from !== undefined) {
    const report = await compareForRollout({
      source: { kind: 'files', id: null },
      people: readCompared(from),
      ...{ before: null, after: null, changes, cutoff },
    })
    requireSame(report, sides, 'both')
    return report
  }
  return await withVault('nonante rules compare', async (parts) => {
    if (rescoring !== undefined) {
      const { lenderId, mode } = await findRescoring(parts, rescoring)
      const access = { lender: { id: lenderId }, mode, actor }
      const report = await compareRescoring(parts, access, { id: rescoring, cutoff, changes })
      requireSame(report, sides, 'after')
      return report
    }
    const lenderId = await oneLender(parts, options.lender)
    const { hash: rulebookHash } = sides.after.head
    return await compareForRollout({
      source: { kind: 'shadow', id: null },
      people: readShadowResults(parts, { lenderId, rulebookHash, mode: options.mode, actor }),
      ...{ before: null, after: sides.after.head, changes, cutoff },
    })
  })
}

/** What was named on the command line is what people were scored under, or the page would say another thing. */
function requireSame(report: ComparisonReport, sides: Sides, which: 'both' | 'after'): void {
  for (const side of which === 'both' ? (['before', 'after'] as const) : (['after'] as const)) {
    const [met, wanted] = [report[side], sides[side].head]
    if (met.hash === wanted.hash) continue
    throw new AppError(
      'invalid_request',
      `These people were scored under ${met.version} (${met.hash.slice(0, 12)}) on the ${side} side, not ${wanted.version} (${wanted.hash.slice(0, 12)}).`,
    )
  }
}

async function findRescoring(parts: VaultParts, id: string) {
  for (const lenderId of await listLenderIds(parts.db)) {
    const view = await findForOperator(parts, lenderId, id)
    if (view !== null) return { lenderId, mode: view.mode }
  }
  throw new AppError('not_found', `there is no re-scoring ${id}`)
}

async function oneLender({ db }: VaultParts, lender: string | undefined): Promise<string> {
  const all = await listLenderIds(db)
  const [only, ...more] = lender === undefined ? all : all.filter((id) => id === lender)
  if (only !== undefined && more.length === 0) return only
  throw new AppError('not_found', 'name one lender with --lender: `nonante lenders list`')
}

function readCutoff(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const score = Number(text)
  if (/^\d{1,4}$/.test(text) && score <= 1000) return score
  throw new AppError('invalid_request', `--cutoff ${text}: a score from 0 to 1000`)
}

async function printed(
  report: ComparisonReport,
  format: PopulationOptions['format'],
  language: 'fr' | 'en',
): Promise<string> {
  switch (format) {
    case 'json':
      return JSON.stringify(report)
    case 'html':
      return (await renderComparisonHtml(report, language, createIllustrator())).trimEnd()
    case 'text':
      return populationText(report)
    default:
      return unreachable(format)
  }
}
