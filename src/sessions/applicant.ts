// The applicant's side: which session a browser is bound to, and what its pages may show of it.
import type { BankListing } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import { type ReportBody, reportBodySchema } from '../core/report/report.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLenderOf } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import { readTokenText } from '../lenders/credential-text.ts'
import type { Lender } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { type Connection, listConnections } from './connection-store.ts'
import { findSealedBody } from './draft-store.ts'
import type { JourneyConnection, JourneySession } from './journey-session.ts'
import { withdrawalTokenOf } from './link-token.ts'
import { choicesSchema, openPart } from './sealed-parts.ts'
import { listSealedParts } from './sealed-store.ts'
import { findSession, type Session } from './session-store.ts'
import { canFinish, canJoinMore, DROPPED, isEnded, statusAt } from './transitions.ts'

/** Bound to the lender a token begins with. @returns null for a token that is none of ours. */
export async function inLenderOfToken<T>(
  db: Pool,
  token: string,
  work: (tx: Database, lenderId: string) => Promise<T>,
): Promise<T | null> {
  const shortId = readTokenText(token)
  return shortId === null ? null : await inLenderOf(db, shortId, work)
}

export function linkUnknown(): AppError {
  return new AppError('link_unknown', 'This link is not known.')
}

export function sessionEnded(): AppError {
  return new AppError('session_ended', 'The session has already ended.')
}

/**
 * Acts on the browser's session with its row locked.
 * @throws AppError `link_unknown`; `session_ended` when it has ended or its time is over
 */
export async function asApplicant<T>(
  deps: { db: Pool; clock: Clock },
  browserToken: string,
  act: (tx: Database, session: Session, now: string) => Promise<T>,
): Promise<T> {
  const browserHash = hashSecret(browserToken)
  const acted = await inLenderOfToken(deps.db, browserToken, async (tx, lenderId) => {
    const session = await findSession(tx, lenderId, { browserHash }, true)
    if (!session) throw linkUnknown()
    const now = timestamp(deps.clock)
    if (isEnded(statusAt(session, now))) throw sessionEnded()
    return { result: await act(tx, session, now) }
  })
  if (acted === null) throw linkUnknown()
  return acted.result
}

type Deps = { vault: Vault; banks: BankDirectory }

/** Those the lender allows, of the world the key belongs to. */
export function banksOf(
  deps: { banks: BankDirectory },
  session: Pick<Session, 'mode' | 'banks'>,
): BankListing[] {
  return deps.banks
    .list()
    .filter(({ sandbox }) => sandbox === (session.mode === 'test'))
    .filter(({ id }) => session.banks === null || session.banks.includes(id))
}

/** What the pages show. Two queries while nothing sealed has to be shown. */
export async function toJourney(
  deps: Deps,
  tx: Database,
  { lender, session, now }: { lender: Lender; session: Session; now: string },
): Promise<JourneySession> {
  const status = statusAt(session, now)
  const connections = await listConnections(tx, session.lenderId, [session.id])
  return {
    id: session.id,
    mode: session.mode,
    lenderName: lender.name,
    brand: brandOf(lender),
    provider: session.provider,
    purposes: session.purposes,
    windowDays: session.windowDays,
    retentionDays: Math.min(session.retentionDays, lender.settings.snapshotDays),
    reportMonths: lender.settings.reportMonths,
    language: session.language,
    status,
    failureCode: session.failureCode,
    keptReport: status === 'withdrawn' && session.reportId !== null,
    returnUrl: session.returnUrl,
    expiresAt: session.expiresAt,
    banks: banksOf(deps, session),
    preselectedBank: session.preselectedBank,
    embeddedChannel: lender.settings.embeddedChannel,
    connections: await toJourneyConnections(deps, tx, session, connections),
    maxConnections: session.maxConnections,
    canJoinMore: status === 'open' && canJoinMore(session, connections),
    canFinish: status === 'open' && canFinish(session, connections),
    explained: lender.settings.explainAtEnd,
    ...(status === 'completed'
      ? { withdrawalToken: await withdrawalTokenOf(deps, tx, lender, session.id) }
      : {}),
    preview: await previewOf(deps, tx, session, status),
  }
}

export function brandOf({ shortId, settings, logoHash }: Lender): JourneySession['brand'] & {} {
  return { shortId, colour: settings.colour, logoHash }
}

async function toJourneyConnections(
  deps: Deps,
  tx: Database,
  session: Session,
  connections: readonly Connection[],
): Promise<JourneyConnection[]> {
  const selecting = connections.some(({ status }) => status === 'selecting')
  const { lenderId, id: sessionId } = session
  const parts = selecting ? await listSealedParts(tx, { lenderId, sessionId }) : []
  const shown: JourneyConnection[] = []
  for (const connection of connections) {
    if (connection.failureCode === DROPPED) continue
    const { id, status, failureCode } = connection
    const sealed = parts.find((part) => part.id === id)?.choices ?? null
    const choices =
      sealed === null
        ? null
        : await openPart(
            deps,
            tx,
            { lenderId, sessionId, connectionId: id, part: 'choices' },
            sealed,
            choicesSchema,
          )
    shown.push({ id, bank: listingOf(deps, connection.bankId), status, failureCode, choices })
  }
  return shown
}

/** A bank that left the directory since is still named by its id. */
function listingOf(deps: Deps, id: string): BankListing {
  const bank = deps.banks.find(id)
  if (bank) return bank.listing
  return { id, name: id, group: '', country: '', kind: 'stet', sandbox: false }
}

async function previewOf(
  deps: Deps,
  tx: Database,
  session: Session,
  status: Session['status'],
): Promise<ReportBody | null> {
  if (session.reportId === null || (status !== 'confirming' && status !== 'completed')) return null
  const { lenderId, id: sessionId } = session
  const sealed = await findSealedBody(tx, { lenderId, id: session.reportId })
  if (sealed === null) return null
  return await openPart(
    deps,
    tx,
    { lenderId, sessionId, connectionId: null, part: 'report' },
    sealed,
    reportBodySchema,
  )
}
