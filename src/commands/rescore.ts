// `nonante rescore`: scores again what is kept, under another rulebook. Works itself, beside any other workers.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import type { ComparisonReport } from '../core/comparison/comparison-report.ts'
import { listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { countRescoring, createRescoring, type Wanted } from '../rescoring/create-rescoring.ts'
import { findForOperator } from '../rescoring/get-rescoring.ts'
import { type RescoringView, selectionSchema } from '../rescoring/rescoring.ts'
import { compareRescoring } from '../rollout/compare-rescoring.ts'
import { type ActiveRulebook, findRulebook, loadActiveRulebook } from '../rulebooks/active.ts'
import { systemClock } from '../runtime/clock.ts'
import { type Lifecycle, stopOnSignals } from '../runtime/lifecycle.ts'
import { asOperator } from '../wiring/database.ts'
import { openParts, type Parts } from '../wiring/parts.ts'
import { createProgram } from '../wiring/program.ts'
import { startWorking } from '../wiring/serving.ts'
import { type Acting, actorOf } from './actor.ts'
import { populationText } from './population-text.ts'
import { countsText, endText, writeResults } from './rescore-output.ts'
import { watchRescoring } from './rescore-progress.ts'

export type RescoreOptions = Acting & {
  readonly rulebook: string
  readonly baseline?: string
  readonly lender?: string
  readonly mode: 'test' | 'live'
  readonly since?: string
  readonly until?: string
  readonly product?: string
  readonly grade?: string[]
  readonly sample?: string
  readonly dryRun?: boolean
  /** Goes on with one that was begun, or reads one that has ended. */
  readonly resume?: string
  /** false: only looks on. */
  readonly work: boolean
  /** Where the lines go: a file, or `-`. */
  readonly results?: string
  readonly json?: boolean
}

/** @throws AppError `rulebook_unknown`, `invalid_request`, `not_found` */
export async function rescore(options: RescoreOptions): Promise<void> {
  const { lifecycle, log } = createProgram(faultsOnly)
  const forget = stopOnSignals(lifecycle)
  try {
    const parts = await openParts(lifecycle, {
      // the port is that of a process that stays
      config: { ...readConfig(), prometheus: null },
      clock: systemClock,
      ...{ log, applicationName: 'nonante rescore', role: 'nonante_api' },
    })
    if (options.dryRun) return await countAll(parts, options)
    const begun =
      options.resume === undefined
        ? await beginAll(parts, options)
        : [await found(parts, options.resume)]
    if (options.work && begun.some(({ view }) => view.endedAt === null)) {
      await startWorking(lifecycle, parts, 'rescorings')
    }
    for (const one of begun) await follow(lifecycle, parts, one, options)
  } finally {
    await lifecycle.stop()
    forget()
  }
}

/** Of the log, what goes wrong: how far it is is told otherwise. */
function faultsOnly(line: string): void {
  if (line.includes('"event":"fault"')) process.stderr.write(line)
}

function lenderIds(parts: Parts): Promise<string[]> {
  return asOperator(parts, ({ db }) => listLenderIds(db))
}

export type Begun = { readonly lenderId: string; readonly view: RescoringView }

async function found(parts: Parts, id: string): Promise<Begun> {
  for (const lenderId of await lenderIds(parts)) {
    const view = await findForOperator(parts, lenderId, id)
    if (view !== null) return { lenderId, view }
  }
  throw new AppError('not_found', `there is no re-scoring ${id}`)
}

async function countAll(parts: Parts, options: RescoreOptions): Promise<void> {
  for (const wanted of await wantedOf(parts, options)) {
    const counted = await countRescoring(parts, wanted)
    const { lenderId } = wanted
    const line = options.json
      ? JSON.stringify({ lenderId, ...counted })
      : countsText(lenderId, counted)
    process.stdout.write(`${line}\n`)
  }
}

async function beginAll(parts: Parts, options: RescoreOptions): Promise<Begun[]> {
  const begun: Begun[] = []
  for (const wanted of await wantedOf(parts, options)) {
    begun.push({ lenderId: wanted.lenderId, view: await createRescoring(parts, wanted) })
  }
  return begun
}

async function wantedOf(parts: Parts, options: RescoreOptions): Promise<Wanted[]> {
  const selection = readSelection(options)
  const rulebook = await chosen(parts, options.rulebook)
  const baseline = options.baseline === undefined ? null : await chosen(parts, options.baseline)
  const { lender, mode } = options
  const lenders = await lenderIds(parts)
  if (lender !== undefined && !lenders.includes(lender)) {
    throw new AppError('not_found', `there is no lender ${lender}: nonante lenders list`)
  }
  const asked = { mode, actor: actorOf(options), rulebook, baseline, selection } as const
  return lenders
    .filter((lenderId) => lender === undefined || lenderId === lender)
    .map((lenderId) => ({ lenderId, ...asked }))
}

function readSelection({ since, until, product, grade: grades, sample }: RescoreOptions) {
  const parsed = selectionSchema.safeParse({
    ...{ since, until, product, grades },
    sample: sample === undefined ? undefined : Number(sample),
  })
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new AppError('invalid_request', `--${String(issue?.path[0])}: ${issue?.message}`)
}

/** `current`, a folder, or a version or hash that is kept in the database. */
async function chosen(parts: Parts, wanted: string): Promise<ActiveRulebook> {
  if (existsSync(join(wanted, 'rulebook.yaml'))) return loadActiveRulebook(wanted)
  return await findRulebook(parts.db, parts.rulebook, wanted)
}

async function follow(
  lifecycle: Lifecycle,
  parts: Parts,
  begun: Begun,
  options: RescoreOptions,
): Promise<void> {
  const view = await watchRescoring(lifecycle, parts, begun)
  const { lenderId } = begun
  const actor = actorOf(options)
  const of = { lenderId, id: view.id, actor }
  if (options.results !== undefined) await writeResults(parts, of, options.results)
  const compared = view.endedAt === null ? null : await comparisonOf(parts, of, view)
  // the lines alone go to standard output where they were asked for there
  const output = options.results === '-' ? process.stderr : process.stdout
  output.write(
    options.json
      ? `${JSON.stringify({ lenderId, ...view, comparison: compared })}\n`
      : `${endText(lenderId, view)}\n${compared === null ? '' : `\n${populationText(compared)}\n`}`,
  )
  if (view.status !== 'completed' || view.progress.failed > 0) process.exitCode = 1
}

/** null: of fewer people than may be shown. */
async function comparisonOf(
  parts: Parts,
  { lenderId, id, actor }: { lenderId: string; id: string; actor: string },
  { mode }: RescoringView,
): Promise<ComparisonReport | null> {
  try {
    return await compareRescoring(parts, { lender: { id: lenderId }, mode, actor }, { id })
  } catch (error) {
    if (error instanceof AppError && error.code === 'conflict') return null
    throw error
  }
}
