// The sessions of those who apply together, each with the snapshot its report was drawn from.
import { parseStatement } from '../core/statement/parse.ts'
import type { Snapshot } from '../core/statement/statement.ts'
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { Session } from '../sessions/session-store.ts'
import { findForLender } from '../sessions/session-view.ts'
import { isEnded, statusAt } from '../sessions/transitions.ts'
import type { Vault } from '../vault/vault.ts'
import { findSnapshot } from './snapshot-store.ts'

export type CompletedSession = {
  readonly sessionId: string
  /** Of its applicant, as the lender declared it. */
  readonly name: string
  readonly snapshot: Snapshot
  readonly snapshotExpiresAt: string
  readonly reportExpiresAt: string
}

/** @throws AppError that points at the session: see `createReportTogether`. */
export async function readCompleted(
  deps: { vault: Vault; clock: Clock },
  tx: Database,
  access: Access,
  ids: readonly string[],
): Promise<CompletedSession[]> {
  const at = timestamp(deps.clock)
  const found: CompletedSession[] = []
  const references = new Set<string>()
  for (const [position, id] of ids.entries()) {
    const session = await findCompleted(tx, access, { id, position, at, lock: false })
    if (references.has(session.applicantReference)) {
      throw refusing('invalid_request', position, 'is of the same applicant as another')
    }
    references.add(session.applicantReference)
    found.push(await readSnapshot(deps, tx, session, position, at))
  }
  return found
}

/** Held until the commit, so that none is withdrawn meanwhile; in one order, so that two never wait for each other. */
export async function lockCompleted(
  tx: Database,
  access: Access,
  ids: readonly string[],
  at: string,
): Promise<void> {
  const ordered = [...ids.entries()].sort(([, a], [, b]) => (a < b ? -1 : 1))
  for (const [position, id] of ordered) {
    await findCompleted(tx, access, { id, position, at, lock: true })
  }
}

type Wanted = {
  readonly id: string
  readonly position: number
  readonly at: string
  readonly lock: boolean
}

async function findCompleted(
  tx: Database,
  access: Access,
  { id, position, at, lock }: Wanted,
): Promise<Session> {
  const session = await findForLender(tx, access, id, lock).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'not_found') throw error
    throw refusing('not_found', position, 'is no session of yours')
  })
  const status = statusAt(session, at)
  if (!isEnded(status)) throw refusing('session_not_ready', position, 'has no report yet')
  if (status !== 'completed') {
    throw refusing('session_ended', position, 'ended without a report')
  }
  if (!session.purposes.includes('creditworthiness')) {
    throw refusing('conflict', position, 'was not shared for creditworthiness')
  }
  return session
}

async function readSnapshot(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, id: sessionId }: Session,
  position: number,
  at: string,
): Promise<CompletedSession> {
  const row = await findSnapshot(tx, { lenderId, sessionId, at })
  if (!row) throw refusing('conflict', position, 'has a snapshot that is no longer kept')
  const context = { lenderId, sessionId: row.id, connectionId: null, part: 'snapshot' } as const
  const json = await deps.vault.open(tx, contextOf(context), row.sealedBody)
  const { protection, ...statement } = parseStatement(JSON.parse(json))
  const name = statement.applicant?.name
  if (protection === undefined || name === undefined) {
    throw new Error('the snapshot of a session lacks its protection or its applicant')
  }
  return {
    sessionId,
    name,
    snapshot: { ...statement, protection },
    snapshotExpiresAt: row.expiresAt,
    reportExpiresAt: row.reportExpiresAt,
  }
}

function refusing(code: AppError['code'], position: number, detail: string): AppError {
  return new AppError(code, 'The sessions cannot be taken together.', {
    issues: [{ pointer: `/sessions/${position}`, detail }],
  })
}
