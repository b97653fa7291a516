// One snapshot of a re-scoring: opened, assessed, held against what it was, and sealed again. No database.
import { assess, ENGINE_VERSION } from '../core/assess.ts'
import { type Scored, scoredOf } from '../core/comparison/scored.ts'
import type { Rulebook } from '../core/rulebook.ts'
import type { Grade } from '../core/scoring/score.ts'
import { readKeptSnapshot } from '../core/statement/kept-snapshot.ts'
import { openScored } from '../reports/kept-scored.ts'
import { keptCorrectionsSchema, type LineCorrection } from '../reviews/correction.ts'
import { contextOf, type PartOf } from '../sessions/sealed-parts.ts'
import { faultOf } from '../telemetry/log.ts'
import type { HeldKeys } from '../vault/vault.ts'
import type { Candidate, NewResult } from './result-store.ts'

/** What comes of a snapshot; `before` is null when its report is no longer kept. */
export type Rescored = { readonly before: Scored | null; readonly after: Scored }

export type ScoringOf = {
  readonly lenderId: string
  readonly rescoringId: string
  readonly grades: readonly Grade[] | null
  readonly rulebook: Rulebook
  /** null: held against the report as it stands. */
  readonly baseline: Rulebook | null
}

/** `other_grade`: of a grade that was not asked for, so not scored. */
export type Outcome = NewResult | 'other_grade'

/** Never throws: what cannot be scored fails with a code. */
export function scoreCandidate(of: ScoringOf, keys: HeldKeys, candidate: Candidate): Outcome {
  const { snapshotId } = candidate
  try {
    const rescored = rescore(of, keys, candidate)
    if (rescored === null) return 'other_grade'
    const sealedBody = keys.seal(rescoredContext(of, snapshotId), JSON.stringify(rescored))
    return { snapshotId, sealedBody, failureCode: null }
  } catch (error) {
    return failed(snapshotId, error)
  }
}

/** Whose data keys a candidate needs. */
export function subjectsOf({ snapshotId, reportSubjectId }: Candidate): string[] {
  return reportSubjectId === null ? [snapshotId] : [snapshotId, reportSubjectId]
}

/** Under the key of the snapshot: it goes when that goes. */
export function rescoredContext(of: { lenderId: string; rescoringId: string }, snapshotId: string) {
  const { lenderId, rescoringId: connectionId } = of
  return contextOf({ lenderId, sessionId: snapshotId, connectionId, part: 'rescored' })
}

function failed(snapshotId: string, error: unknown): NewResult {
  const { errorCode, errorName } = faultOf(error)
  return { snapshotId, sealedBody: null, failureCode: errorCode ?? errorName ?? 'failed' }
}

/** @returns null when its grade was not asked for */
function rescore(of: ScoringOf, keys: HeldKeys, candidate: Candidate): Rescored | null {
  const { lenderId } = of
  const open = (part: PartOf['part'], sessionId: string, sealed: Buffer) =>
    keys.open(contextOf({ lenderId, sessionId, connectionId: null, part }), sealed)
  const standing =
    of.baseline === null && candidate.reportSubjectId !== null
      ? openScored(keys, lenderId, candidate)
      : null
  if (of.baseline === null && isOtherGrade(of, standing)) return null
  const { snapshotId, snapshotHash, sealedSnapshot } = candidate
  const snapshot = readKeptSnapshot(open('snapshot', snapshotId, sealedSnapshot))
  const corrections = correctionsOf(candidate, open)
  const under = (rulebook: Rulebook): Scored => {
    const { report, transactions } = assess(
      snapshot,
      corrections,
      rulebook,
      ENGINE_VERSION,
      snapshotHash,
    )
    return scoredOf(report, transactions)
  }
  if (of.baseline === null) return { before: standing, after: under(of.rulebook) }
  const before = under(of.baseline)
  return isOtherGrade(of, before) ? null : { before, after: under(of.rulebook) }
}

function isOtherGrade({ grades }: ScoringOf, before: Scored | null): boolean {
  if (grades === null) return false
  const grade = before?.grade ?? null
  return grade === null || !grades.includes(grade)
}

function correctionsOf(
  { reportSubjectId, sealedCorrections }: Candidate,
  open: (part: PartOf['part'], subjectId: string, sealed: Buffer) => string,
): readonly LineCorrection[] {
  if (reportSubjectId === null || sealedCorrections === null) return []
  const text = open('corrections', reportSubjectId, sealedCorrections)
  return keptCorrectionsSchema.parse(JSON.parse(text)).all
}
