// Everything held of an applicant (GDPR article 15), for the lender to hand on to them.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { exportVectors } from '../outcomes/export-vectors.ts'
import type { ExportedVector } from '../outcomes/outcome.ts'
import { readAudited } from '../reports/get-report.ts'
import type { ReadReport } from '../reports/kept-report.ts'
import { openName } from '../reports/link-person.ts'
import { findReleased } from '../reports/report-store.ts'
import { type ExportedRescoring, exportRescorings } from '../rescoring/export-results.ts'
import { toReview } from '../reviews/open-review.ts'
import type { Review } from '../reviews/review.ts'
import { listReviews } from '../reviews/review-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { receiptOf } from '../sessions/get-receipt.ts'
import { openNames } from '../sessions/open-names.ts'
import type { Receipt } from '../sessions/receipt.ts'
import { contextOf, declaredSchema, openPart } from '../sessions/sealed-parts.ts'
import type { SessionView } from '../sessions/session.ts'
import { findSession, type Session } from '../sessions/session-store.ts'
import { viewSession } from '../sessions/session-view.ts'
import type { Vault } from '../vault/vault.ts'
import {
  listAuditOf,
  listLinksOf,
  listReportsOf,
  listSessionsOf,
  listSnapshotsOf,
} from './applicant-store.ts'
import { asPurge } from './as-purge.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock }

type ExportedLink = {
  readonly namedFor: string | null
  readonly createdAt: string
  readonly expiresAt: string
  readonly opened: number
}

export type ExportedSession = {
  readonly session: SessionView
  /** What the lender said of the applicant; null when it is no longer kept. */
  readonly declared: unknown
  readonly consentReceipt: Receipt | null
  /** What was read at the banks, as it is kept. A draft not sent yet is not among it: it is the applicant's alone. */
  readonly snapshots: readonly {
    readonly id: string
    readonly createdAt: string
    readonly expiresAt: string
    readonly body: unknown
  }[]
  /** By pseudonym, the names of others withheld from those snapshots: they stood in the applicant's own statements. */
  readonly names: Readonly<Record<string, string>>
  readonly reports: readonly (ReadReport & {
    readonly reviews: readonly Review[]
    readonly links: readonly ExportedLink[]
  })[]
  /** Reports over several who applied together: they hold the others' data too, so they are named only. */
  readonly sharedReports: readonly string[]
  /** Their scores under other rulebooks, which they agreed to. */
  readonly rescorings: readonly ExportedRescoring[]
  /** What is kept for the validation of scorecards, which they agreed to. */
  readonly validation: readonly ExportedVector[]
  readonly audit: Awaited<ReturnType<typeof listAuditOf>>
}

/** @throws AppError `not_found` when nothing is held under the reference */
export async function exportApplicant(
  deps: Deps,
  access: Access,
  reference: string,
): Promise<{ applicantReference: string; exportedAt: string; sessions: ExportedSession[] }> {
  const { lender, actor } = access
  return await asPurge(deps.db, lender.id, async (tx) => {
    const at = timestamp(deps.clock)
    const sessions: ExportedSession[] = []
    for (const { id } of await listSessionsOf(tx, access, reference)) {
      const session = await findSession(tx, lender.id, { id })
      if (!session) continue
      sessions.push(await exportSession(deps, tx, { access, session, at }))
      const action = 'session.exported'
      await appendAudit(tx, { lenderId: lender.id, actor, action, subjectId: id, detail: {}, at })
    }
    if (sessions.length === 0) throw nothingHeld()
    return { applicantReference: reference, exportedAt: at, sessions }
  })
}

export function nothingHeld(): AppError {
  return new AppError('not_found', 'Nothing is held under this reference.')
}

type Of = { access: Access; session: Session; at: string }

async function exportSession(deps: Deps, tx: Database, of: Of): Promise<ExportedSession> {
  const { access, session, at } = of
  const { lender } = access
  const { own, shared } = await listReportsOf(tx, lender.id, session.id)
  const released = own.filter((report) => report.released).map(({ id }) => id)
  return {
    session: await viewSession(deps, tx, { lender, session, now: at }),
    declared: await declaredOf(deps, tx, session),
    consentReceipt: await receiptOf(tx, { lender, session, at }),
    snapshots: released.length === 0 ? [] : await snapshotsOf(deps, tx, session),
    names:
      released.length === 0
        ? {}
        : await openNames(deps, tx, { lenderId: lender.id, subjectIds: [session.id], at }),
    reports: await reportsOf(deps, tx, of, released),
    sharedReports: shared,
    rescorings: await exportRescorings(deps, tx, { lenderId: lender.id, sessionId: session.id }),
    validation: await exportVectors(deps, tx, { lenderId: lender.id, sessionId: session.id }),
    audit: await listAuditOf(tx, lender.id, [session.id, ...released]),
  }
}

async function declaredOf(deps: Deps, tx: Database, session: Session): Promise<unknown> {
  const { lenderId, id: sessionId, sealedRequest } = session
  if (sealedRequest === null) return null
  const of = { lenderId, sessionId, connectionId: null, part: 'declared' } as const
  return await openPart(deps, tx, of, sealedRequest, declaredSchema)
}

async function snapshotsOf(deps: Deps, tx: Database, { lenderId, id }: Session) {
  const snapshots: ExportedSession['snapshots'][number][] = []
  for (const { sealed, ...row } of await listSnapshotsOf(tx, lenderId, id)) {
    const part = { lenderId, sessionId: row.id, connectionId: null, part: 'snapshot' } as const
    const body: unknown = JSON.parse(await deps.vault.open(tx, contextOf(part), sealed))
    snapshots.push({ ...row, body })
  }
  return snapshots
}

async function reportsOf(deps: Deps, tx: Database, of: Of, ids: readonly string[]) {
  const { access, at } = of
  const lenderId = access.lender.id
  const reports: ExportedSession['reports'][number][] = []
  for (const id of ids) {
    const row = await findReleased(tx, lenderId, { id }, at)
    if (!row) continue
    const report = await readAudited(deps, tx, { lenderId, actor: access.actor, row, at })
    const reviews: Review[] = []
    for (const review of await listReviews(tx, lenderId, id)) {
      reviews.push(await toReview(deps, tx, { lenderId, report: row, row: review }))
    }
    const links: ExportedLink[] = []
    for (const { tokenHash, sealedNamedFor, ...link } of await listLinksOf(tx, lenderId, id)) {
      const name = { lenderId, subjectId: row.subjectId, tokenHash }
      const namedFor = await openName(deps, tx, name, { ...link, sealedNamedFor })
      links.push({ ...link, namedFor })
    }
    reports.push({ ...report, reviews, links })
  }
  return reports
}
