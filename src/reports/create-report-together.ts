// One report over the completed sessions of several who apply together.
import { appendAudit } from '../audit/append.ts'
import { keepReport } from '../collection/keep-report.ts'
import { type WrittenReport, writeReport } from '../collection/write-report.ts'
import { combineSnapshots } from '../core/protection/combine.ts'
import { jointApplication } from '../core/statement/joint-application.ts'
import type { Application, Snapshot } from '../core/statement/statement.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { type ActiveRulebook, rememberBundle } from '../rulebooks/active.ts'
import { withRulebookInForce } from '../rulebooks/in-force.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { idOf, newEffect } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { announceReport } from './announce-report.ts'
import { type CompletedSession, lockCompleted, readCompleted } from './completed-sessions.ts'
import { findKept } from './get-report.ts'
import type { ReadReport } from './kept-report.ts'
import { insertReportSessions } from './report-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; rulebook: ActiveRulebook }

export type TogetherInput = {
  /** The applicant's first. */
  readonly sessions: readonly string[]
  /** In the place of what was declared of each session. */
  readonly application?: Application | undefined
  readonly keep: boolean
}

/**
 * @param effect names the report: the same request carried on by another process finds the one it kept.
 * @throws AppError `not_found`: another lender's session, the other mode's, a missing one; `session_not_ready`,
 *   `session_ended` when one has no report; `conflict` when a snapshot is no longer kept, or no day is shown by all;
 *   `invalid_request`: each points at the session. `forbidden` without the scope to read reports.
 */
export async function createReportTogether(
  deps: Deps,
  access: Access,
  input: TogetherInput,
  effect = newEffect(),
): Promise<ReadReport> {
  // what a session collected is read here, by whoever may only bring statements otherwise
  if (!access.scopes.has('reports:read')) {
    throw new AppError('forbidden', 'A report over sessions needs the scope "reports:read" too.')
  }
  requireEveryone(input)
  const id = idOf('rep', effect)
  const kept = input.keep ? await findKept(deps, access, id) : null
  if (kept !== null) return kept
  const parts = await inLender(deps.db, access.lender.id, (tx) =>
    readCompleted(deps, tx, access, input.sessions),
  )
  const snapshot = together(parts, input.application)
  const drawn = await withRulebookInForce(deps, access.lender.id)
  const written = writeReport(drawn, snapshot, snapshot.protection.salt)
  const made = { id, written, parts, keep: input.keep, at: timestamp(deps.clock) }
  await record(drawn, access, made)
  return {
    envelope: {
      id: made.id,
      createdAt: made.at,
      origin: 'co_applicants',
      sessionId: null,
      sessionIds: parts.map(({ sessionId }) => sessionId),
      previousReportId: null,
      bodyHash: written.bodyHash,
    },
    bodyJson: written.bodyJson,
    body: written.report,
    transactions: written.transactions,
  }
}

function requireEveryone({ sessions, application }: TogetherInput): void {
  const again = sessions.findIndex((id, index) => sessions.indexOf(id) < index)
  if (again >= 0) throw refused(`/sessions/${again}`, 'is there twice')
  const adults = application?.household?.adults
  if (adults !== undefined && adults < sessions.length) {
    throw refused('/application/household/adults', 'must count every applicant')
  }
}

function together(parts: readonly CompletedSession[], given: Application | undefined): Snapshot {
  const declared = parts.map(({ name, snapshot }) => ({
    name,
    application: snapshot.application ?? null,
  }))
  const combined = combineSnapshots(parts, given ?? jointApplication(declared))
  if (combined === null) {
    throw new AppError('conflict', 'The sessions have no day in common: ask for newer ones.', {
      issues: [{ pointer: '/sessions', detail: 'were read more than a window apart' }],
    })
  }
  return combined
}

type Made = {
  readonly id: string
  readonly written: WrittenReport
  readonly parts: readonly CompletedSession[]
  readonly keep: boolean
  readonly at: string
}

async function record(deps: Deps, access: Access, made: Made): Promise<void> {
  const { lender, actor } = access
  const { rulebook } = made.written.report.provenance
  const sessionIds = made.parts.map(({ sessionId }) => sessionId)
  await inLender(deps.db, lender.id, async (tx) => {
    await lockCompleted(tx, access, sessionIds, made.at)
    await rememberBundle(tx, { ...rulebook, files: deps.rulebook.files }, made.at)
    if (made.keep) await keepTogether(deps, tx, access, made)
    const event = { lenderId: lender.id, actor, at: made.at }
    await appendAudit(tx, {
      ...event,
      action: 'report.created',
      subjectId: made.id,
      detail: {
        origin: 'co_applicants',
        sessions: sessionIds,
        kept: made.keep,
        rulebook: rulebook.version,
      },
    })
    for (const subjectId of sessionIds) {
      const detail = { reportId: made.id }
      await appendAudit(tx, { ...event, action: 'session.reported_together', subjectId, detail })
    }
  })
}

/** No longer than any of the snapshots and reports it rests on. */
async function keepTogether(
  deps: Deps,
  tx: Database,
  { lender, mode }: Access,
  { id, written, parts, at }: Made,
): Promise<void> {
  const lenderId = lender.id
  const soonest = (times: readonly string[]) =>
    times.reduce((a, b) => (Date.parse(a) < Date.parse(b) ? a : b))
  const snapshot = soonest(parts.map((part) => part.snapshotExpiresAt))
  await deps.vault.createDataKey(tx, { lenderId, subjectId: id })
  await keepReport(deps, tx, {
    ...{ lender, written, reportId: id, subjectId: id, sessionId: null, origin: 'co_applicants' },
    retentionDays: MOST_DAYS,
    notAfter: { snapshot, report: soonest(parts.map((part) => part.reportExpiresAt)) },
    releasedAt: at,
    at,
  })
  const sessionIds = parts.map(({ sessionId }) => sessionId)
  await insertReportSessions(tx, { lenderId, reportId: id, sessionIds })
  await announceReport(deps, tx, { lenderId, mode, reportId: id, origin: 'co_applicants', at })
}

/** No snapshot is kept longer: the parts' own end comes first. */
const MOST_DAYS = 396

function refused(pointer: string, detail: string): AppError {
  return new AppError('invalid_request', 'The sessions cannot be taken together.', {
    issues: [{ pointer, detail }],
  })
}
