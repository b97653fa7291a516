// The job that turns what was collected into a snapshot and a draft of the report.
import { randomBytes } from 'node:crypto'
import { appendAudit } from '../audit/append.ts'
import type { Statement } from '../core/statement/statement.ts'
import { WINDOW_DAYS } from '../core/values/date-range.ts'
import type { Database, Pool } from '../db/database.ts'
import { isInterruption } from '../db/interruption.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { findLender } from '../lenders/lender-store.ts'
import { type ActiveRulebook, rememberBundle } from '../rulebooks/active.ts'
import { withRulebookInForce } from '../rulebooks/in-force.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import { listConnections, wipeConnections } from '../sessions/connection-store.ts'
import { endSession } from '../sessions/end-session.ts'
import { collectedSchema, declaredSchema, openPart } from '../sessions/sealed-parts.ts'
import { listSealedParts } from '../sessions/sealed-store.ts'
import { findSession, moveSession, type Session } from '../sessions/session-store.ts'
import {
  isConnectionEnded,
  isEnded,
  LIFETIMES,
  retentionDaysOf,
  statusAt,
} from '../sessions/transitions.ts'
import { type EventLogger, faultOf } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'
import { keepReport } from './keep-report.ts'
import { unreadBanks } from './unread-banks.ts'
import { type WrittenReport, writeReport } from './write-report.ts'

type Deps = {
  db: Pool
  vault: Vault
  clock: Clock
  queue: Queue
  rulebook: ActiveRulebook
  log: EventLogger
}

/** Running it again changes nothing. */
export async function draftReport(
  deps: Deps,
  { lenderId, sessionId }: JobPayload<'draft-report'>,
): Promise<void> {
  const statement = await inLender(deps.db, lenderId, async (tx) => {
    const session = await findDraftable(deps, tx, lenderId, sessionId)
    return session === null ? null : await readStatement(deps, tx, session)
  })
  if (statement === null) return
  const drawn = await tryWriting(deps, statement, { lenderId, sessionId })
  await inLender(deps.db, lenderId, async (tx) => {
    const session = await findDraftable(deps, tx, lenderId, sessionId)
    if (session === null) return
    const at = timestamp(deps.clock)
    if (drawn === null) {
      const ending = { status: 'failed', code: 'report_failed', actor: 'service', at } as const
      await endSession(deps, tx, session, ending)
    } else {
      await keepDraft(drawn.deps, tx, { session, written: drawn.written, at })
    }
  })
}

/**
 * Open, with every bank it joined at an end and at least one collected. Locked, for reading too: a rival that keeps
 * its draft wipes what was collected.
 */
async function findDraftable(
  deps: { clock: Clock },
  tx: Database,
  lenderId: string,
  sessionId: string,
): Promise<Session | null> {
  const session = await findSession(tx, lenderId, { id: sessionId }, true)
  if (session?.status !== 'open') return null
  if (isEnded(statusAt(session, timestamp(deps.clock)))) return null
  const connections = await listConnections(tx, lenderId, [sessionId])
  const ended = connections.every(({ status }) => isConnectionEnded(status))
  return ended && connections.some(({ status }) => status === 'collected') ? session : null
}

/**
 * All collected banks in one statement, in the order they were joined, then those that failed; its day is that of
 * the last pull.
 */
async function readStatement(
  deps: { vault: Vault },
  tx: Database,
  session: Session,
): Promise<Statement> {
  const { lenderId, id: sessionId, sealedRequest } = session
  if (sealedRequest === null) throw new Error('an open session lacks what the lender declared')
  const of = { lenderId, sessionId }
  const declared = await openPart(
    deps,
    tx,
    { ...of, connectionId: null, part: 'declared' },
    sealedRequest,
    declaredSchema,
  )
  const parts = await listSealedParts(tx, of)
  const connections: Statement['connections'] = []
  const accounts: Statement['accounts'] = []
  let asOf: string | null = null
  const joined = await listConnections(tx, lenderId, [sessionId])
  for (const { id, bankId, status } of joined) {
    const sealed = parts.find((part) => part.id === id)?.collected
    if (status !== 'collected' || !sealed) continue
    const part = { ...of, connectionId: id, part: 'collected' } as const
    const collected = await openPart(deps, tx, part, sealed, collectedSchema)
    connections.push({ id, bank: bankId, holder: collected.holder })
    accounts.push(...collected.accounts.map((account) => ({ ...account, connection: id })))
    if (asOf === null || asOf < collected.asOf) asOf = collected.asOf
  }
  if (asOf === null) throw new Error('a session to draft has nothing collected')
  const { applicant, application } = declared
  const { windowDays } = session
  const asked = windowDays === WINDOW_DAYS ? {} : { windowDays }
  connections.push(...unreadBanks(joined))
  return { asOf, ...asked, applicant, application, connections, accounts }
}

/**
 * With the rulebook in force for the lender. The same statement would fail again at every try, so a failure here is
 * an end, not a retry, unless the database could not be asked.
 */
async function tryWriting(
  given: Deps,
  statement: Statement,
  handles: { lenderId: string; sessionId: string },
): Promise<{ deps: Deps; written: WrittenReport } | null> {
  try {
    const deps = await withRulebookInForce(given, handles.lenderId)
    return { deps, written: writeReport(deps, statement, randomBytes(32).toString('hex')) }
  } catch (error) {
    if (isInterruption(error)) throw error
    given.log.write({ event: 'fault', part: 'report', ...handles, ...faultOf(error) })
    return null
  }
}

async function keepDraft(
  deps: Deps,
  tx: Database,
  { session, written, at }: { session: Session; written: WrittenReport; at: string },
): Promise<void> {
  const { lenderId, id: sessionId } = session
  const lender = await findLender(tx, lenderId)
  if (!lender) throw new Error('a session lacks its lender')
  const reportId = newId('rep')
  const { rulebook } = written.report.provenance
  await rememberBundle(tx, { ...rulebook, files: deps.rulebook.files }, at)
  await keepReport(deps, tx, {
    lender,
    written,
    reportId,
    subjectId: sessionId,
    sessionId,
    origin: 'session',
    retentionDays: Math.min(retentionDaysOf(session), lender.settings.snapshotDays),
    releasedAt: null,
    at,
  })
  const moved = await moveSession(tx, session, 'confirming', {
    report_id: reportId,
    confirming_at: at,
    expires_at: timestamp(deps.clock, LIFETIMES.openSession),
  })
  if (!moved) throw new Error('a locked session moved')
  await wipeConnections(tx, { lenderId, sessionId })
  await appendAudit(tx, {
    lenderId,
    actor: 'service',
    action: 'report.drafted',
    subjectId: sessionId,
    detail: { reportId, rulebook: written.report.provenance.rulebook.version },
    at,
  })
}
