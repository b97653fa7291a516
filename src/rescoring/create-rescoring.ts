// A re-scoring is asked for: counted only, or begun. What it may take is decided in SQL, by the view of what may be
// scored again; how many are left out is told, and on record.
import { randomBytes } from 'node:crypto'
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import { type ActiveRulebook, rememberBundle } from '../rulebooks/active.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { idOf, newEffect } from '../runtime/ids.ts'
import { viewRescoring } from './get-rescoring.ts'
import type { DryRun, RescoringView, SelectionRequest } from './rescoring.ts'
import { findRescoring, insertRescoring, type Rescoring } from './rescoring-store.ts'
import { countChosen, countLeftOut } from './selection.ts'
import { selectionOf } from './view.ts'

type Deps = { db: Pool; clock: Clock; queue: Queue }

export type Wanted = {
  readonly lenderId: string
  readonly mode: 'test' | 'live'
  /** Who asks: see `AuditEvent`. */
  readonly actor: string
  readonly rulebook: ActiveRulebook
  readonly baseline: ActiveRulebook | null
  readonly selection: SelectionRequest
}

/** @param effect names it: the same request carried on by another process finds the one it made. */
export async function createRescoring(
  deps: Deps,
  wanted: Wanted,
  effect = newEffect(),
): Promise<RescoringView> {
  const { lenderId, actor } = wanted
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const rescoring = rescoringOf(wanted, idOf('rsc', effect), at)
    const made = await findRescoring(tx, rescoring)
    if (made) return await viewRescoring(tx, made, at)
    await rememberRulebooks(tx, wanted, at)
    await insertRescoring(tx, rescoring)
    const { id } = rescoring
    await deps.queue.enqueue(tx, 'plan-rescoring', { lenderId, rescoringId: id }, { once: id })
    const detail = askedOf(rescoring)
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'rescoring.created',
      subjectId: id,
      detail,
      at,
    })
    return await viewRescoring(tx, rescoring, at)
  })
}

/** How many would be taken, and how many are left out and why. Nothing is opened or kept. */
export async function countRescoring(
  deps: { db: Pool; clock: Clock },
  wanted: Wanted,
): Promise<DryRun> {
  const { lenderId, actor } = wanted
  return await inLender(deps.db, lenderId, async (tx) => {
    const at = timestamp(deps.clock)
    const rescoring = rescoringOf(wanted, idOf('rsc', newEffect()), at)
    const all = await countChosen(tx, rescoring, at)
    const leftOut = await countLeftOut(tx, rescoring, at)
    const selected = Math.min(all, rescoring.sample ?? all)
    await appendAudit(tx, {
      lenderId,
      actor,
      action: 'rescoring.counted',
      subjectId: lenderId,
      detail: { ...askedOf(rescoring), selected, ...leftOut },
      at,
    })
    const { rulebook, baseline } = rescoring
    const selection = selectionOf(rescoring)
    const notCounted: DryRun['notCounted'] = rescoring.grades === null ? [] : ['grades']
    return { dryRun: true, rulebook, baseline, selection, selected, notCounted, leftOut }
  })
}

function rescoringOf(wanted: Wanted, id: string, at: string): Rescoring {
  const { since, until, product, grades, sample } = wanted.selection
  const { baseline } = wanted
  return {
    lenderId: wanted.lenderId,
    id,
    mode: wanted.mode,
    status: 'planning',
    rulebook: nameOf(wanted.rulebook),
    baseline: baseline === null ? null : nameOf(baseline),
    since: since === undefined ? null : `${since}T00:00:00.000Z`,
    until: until === undefined ? null : dayAfter(until),
    product: product ?? null,
    grades: grades === undefined ? null : [...new Set(grades)].sort(),
    sample: sample ?? null,
    seed: randomBytes(8).toString('hex'),
    sampleLimit: null,
    plannedTo: '',
    parts: 0,
    selected: null,
    leftOut: null,
    actor: wanted.actor,
    createdAt: at,
    startedAt: null,
    endedAt: null,
  }
}

function nameOf({ rulebook: { version, hash } }: ActiveRulebook) {
  return { version, hash }
}

function dayAfter(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString()
}

function askedOf({ mode, rulebook, baseline, product, grades, sample, since, until }: Rescoring) {
  return {
    mode,
    rulebook: rulebook.version,
    rulebookHash: rulebook.hash,
    baseline: baseline?.version ?? null,
    ...{ since, until, product, grades, sample },
  }
}

/** A worker finds them by their hash, whatever becomes of the folder they were read from. */
async function rememberRulebooks(tx: Database, wanted: Wanted, at: string): Promise<void> {
  for (const one of [wanted.rulebook, ...(wanted.baseline === null ? [] : [wanted.baseline])]) {
    await rememberBundle(tx, { ...nameOf(one), files: one.files }, at)
  }
}
