// `nonante rescore`: scores again what is kept, under another rulebook. Works itself, beside any other workers.
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../config.ts'
import { listLenderIds } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { countRescoring, createRescoring, type Wanted } from '../rescoring/create-rescoring.ts'
import { findForOperator } from '../rescoring/get-rescoring.ts'
import { type RescoringView, selectionSchema } from '../rescoring/rescoring.ts'
import { type ActiveRulebook, findRulebook, loadActiveRulebook } from '../rulebooks/active.ts'
import { systemClock } from '../runtime/clock.ts'
import { type Lifecycle, stopOnSignals } from '../runtime/lifecycle.ts'
import { openParts, type Parts } from '../wiring/parts.ts'
import { createProgram } from '../wiring/program.ts'
import { startWorking } from '../wiring/serving.ts'
import { countsText, endText, writeResults } from './rescore-output.ts'
import { watchRescoring } from './rescore-progress.ts'

export type RescoreOptions = {
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
  const { lifecycle, log } = createProgram((line) => process.stderr.write(line))
  const forget = stopOnSignals(lifecycle)
  try {
    const parts = await openParts(lifecycle, {
      // the port is that of a process that stays; of the log, only what goes wrong
      config: { ...readConfig(), prometheus: null },
      clock: systemClock,
      log: { write: (event) => (event.event === 'fault' ? log.write(event) : undefined) },
      ...{ applicationName: 'nonante rescore', role: 'nonante_api' },
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

export type Begun = { readonly lenderId: string; readonly view: RescoringView }

async function found(parts: Parts, id: string): Promise<Begun> {
  for (const lenderId of await listLenderIds(parts.db)) {
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
  const lenders = await listLenderIds(parts.db)
  if (lender !== undefined && !lenders.includes(lender)) {
    throw new AppError('not_found', `there is no lender ${lender}: nonante lenders list`)
  }
  const asked = { mode, actor: 'operator', rulebook, baseline, selection } as const
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
  if (options.results !== undefined)
    await writeResults(parts, { lenderId, id: view.id }, options.results)
  const text = options.json ? JSON.stringify({ lenderId, ...view }) : endText(lenderId, view)
  // the lines alone go to standard output where they were asked for there
  const output = options.results === '-' ? process.stderr : process.stdout
  output.write(`${text}\n`)
  if (view.status !== 'completed' || view.progress.failed > 0) process.exitCode = 1
}
