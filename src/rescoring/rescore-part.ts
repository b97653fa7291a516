// The job that works a part of a re-scoring off, a few snapshots at a time: read and written in transactions of their
// own, reckoned between them. Each step moves on only from where it began, so that of two workers on one part, when
// one was taken for dead, one alone writes; and each snapshot has one result, whoever dies.
import { setImmediate as breathe } from 'node:timers/promises'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type ActiveRulebook, loadKeptRulebook } from '../rulebooks/active.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { count } from '../telemetry/metrics.ts'
import type { HeldKeys, Vault } from '../vault/vault.ts'
import { completeWhenDone } from './end-rescoring.ts'
import { advancePart, beginPart, holdPart, type Part, type PartKey } from './part-store.ts'
import { findRescoring, type Rescoring, type RulebookName } from './rescoring-store.ts'
import { type Candidate, insertResults, type NewResult, readCandidates } from './result-store.ts'
import { type Outcome, type ScoringOf, scoreCandidate, subjectsOf } from './score-candidate.ts'

export type RescoringDeps = {
  readonly db: Pool
  readonly vault: Vault
  readonly clock: Clock
  readonly queue: Queue
  readonly rulebook: ActiveRulebook
}

/** Snapshots of one step: a fifth of a second of work. */
const STEP = 25
/** Beginnings at one and the same snapshot after which it is given up: it ends whoever works on it. */
const MOST_STARTS = 10

/** Running it again goes on where it stopped. */
export async function rescorePart(
  deps: RescoringDeps,
  { lenderId, rescoringId, part }: JobPayload<'rescore-part'>,
  { signal }: { signal: AbortSignal },
): Promise<void> {
  const key = { lenderId, rescoringId, part }
  const begun = await inLender(deps.db, lenderId, async (tx) => {
    const rescoring = await findRescoring(tx, { lenderId, id: rescoringId })
    const found = rescoring && (await beginPart(tx, key, timestamp(deps.clock)))
    return found ? { rescoring, part: found } : null
  })
  if (begun === null) return
  const { rescoring } = begun
  const { baseline } = rescoring
  const compiled = async ({ hash }: RulebookName) =>
    (await loadKeptRulebook(deps.db, deps.rulebook, hash)).rulebook
  const of: ScoringOf = {
    ...{ lenderId, rescoringId, grades: rescoring.grades },
    rulebook: await compiled(rescoring.rulebook),
    baseline: baseline === null ? null : await compiled(baseline),
  }
  let at: Part | null = begun.part
  while (at !== null) {
    // stopped or out of time: the queue begins it again
    signal.throwIfAborted()
    at = await step(deps, { key, rescoring, of, at, signal })
  }
}

type Step = {
  readonly key: PartKey
  readonly rescoring: Rescoring
  readonly of: ScoringOf
  readonly at: Part
  readonly signal: AbortSignal
}

/** @returns where it goes on; null at the end of the part, or when it is no longer ours to go on with */
async function step(deps: RescoringDeps, given: Step): Promise<Part | null> {
  const { key, rescoring, of, at } = given
  const { lenderId } = key
  const limit = stepAfter(at.starts)
  const { candidates, keys } = await inLender(deps.db, lenderId, async (tx) => {
    const range = { after: at.doneTo, upTo: at.upTo, limit, now: timestamp(deps.clock) }
    const found = await readCandidates(tx, rescoring, range)
    const subjects = found.flatMap(subjectsOf)
    return { candidates: found, keys: await deps.vault.holdKeys(tx, lenderId, subjects) }
  })
  const outcomes =
    at.starts > MOST_STARTS ? candidates.map(givenUp) : await scoreAll(of, keys, candidates, given)
  const last = candidates.at(-1)?.snapshotId ?? at.upTo
  const ended = candidates.length < limit || last === at.upTo
  const doneTo = ended ? at.upTo : last
  const written = await write(deps, given, { outcomes, to: doneTo, ended })
  return written && !ended ? { ...at, doneTo, starts: Math.max(1, at.starts - 1) } : null
}

type Made = {
  readonly outcomes: readonly Outcome[]
  readonly to: string
  readonly ended: boolean
}

/** @returns false when another worker was quicker, or the re-scoring has ended: nothing is written */
async function write(
  deps: RescoringDeps,
  { key, rescoring, at }: Step,
  { outcomes, to, ended }: Made,
): Promise<boolean> {
  const { lenderId, rescoringId: id } = key
  const results = outcomes.filter((outcome) => outcome !== 'other_grade')
  const otherGrade = outcomes.length - results.length
  const written = await inLender(deps.db, lenderId, async (tx) => {
    if (!(await holdPart(tx, key, at.doneTo))) return null
    const now = timestamp(deps.clock)
    const inserted = await insertResults(tx, rescoring, results, now)
    await advancePart(tx, key, { ...inserted, to, otherGrade, ended, at: now })
    if (ended) {
      const found = await findRescoring(tx, { lenderId, id }, true)
      if (found !== null) await completeWhenDone(deps, tx, found, now)
    }
    return inserted
  })
  if (written === null) return false
  tell({ ...written, otherGrade })
  return true
}

/** Half as many after each beginning that led to nothing, so that one deadly snapshot is closed in on. */
function stepAfter(starts: number): number {
  return Math.max(1, STEP >> (starts - 1))
}

function givenUp({ snapshotId }: Candidate): NewResult {
  return { snapshotId, sealedBody: null, failureCode: 'worker_died' }
}

/** The process breathes between two: it may have a bank to answer too. */
async function scoreAll(
  of: ScoringOf,
  keys: HeldKeys,
  candidates: readonly Candidate[],
  { signal }: { signal: AbortSignal },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = []
  for (const candidate of candidates) {
    signal.throwIfAborted()
    outcomes.push(scoreCandidate(of, keys, candidate))
    await breathe()
  }
  return outcomes
}

function tell(done: { scored: number; failed: number; otherGrade: number }): void {
  const kind = 'rescoring'
  if (done.scored > 0) count('nonante.batch.items', { kind, outcome: 'done' }, done.scored)
  if (done.failed > 0) count('nonante.batch.items', { kind, outcome: 'failed' }, done.failed)
  if (done.otherGrade > 0) {
    count('nonante.batch.items', { kind, outcome: 'left_out' }, done.otherGrade)
  }
}
