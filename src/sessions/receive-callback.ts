// The bank sends the applicant back: the code is exchanged at most once, whatever happens.
import { appendAudit } from '../audit/append.ts'
import { isIssuedBy, type Presence } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { inLenderOfToken } from './applicant.ts'
import { endConnection, moveConnection } from './connection-store.ts'
import { type Exchange, exchangeCode } from './exchange-code.ts'
import { giveBack, type HeldConsent } from './held-consent.ts'
import { awaitedSchema, openPart } from './sealed-parts.ts'
import { findAwaited } from './sealed-store.ts'
import { findSession, type Session } from './session-store.ts'
import { settle } from './settle.ts'
import { isEnded, LIFETIMES, statusAt } from './transitions.ts'

export type Callback = {
  /** From the path: each bank has a redirect URI of its own. */
  readonly bankId: string
  readonly browserToken: string | null
  readonly code: string | null
  readonly state: string | null
  readonly error: string | null
  /** RFC 9207's `iss`, when the bank names itself. */
  readonly issuer?: string | null
  readonly redirectUri: string
  readonly presence: Presence
}

/** `refused`: replayed, forged, late, another browser or another bank; nothing was changed. */
export type CallbackOutcome = {
  readonly outcome: 'selecting' | 'denied' | 'failed' | 'refused'
}

/** What a code may be made of (RFC 6749, A.11), and no longer than any bank's. */
const CODE = /^[\x20-\x7e]{1,4096}$/

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory }

/** What the callback is worth, decided and written down under the session's lock. */
type Verdict =
  | { readonly take: 'refused' | 'denied' | 'failed'; readonly held?: HeldConsent }
  | { readonly take: 'exchange'; readonly exchange: Exchange }

/** Without a browser of ours there is no lender to audit for: the refusal is only the caller's to log. */
export async function receiveCallback(deps: Deps, callback: Callback): Promise<CallbackOutcome> {
  const { browserToken } = callback
  if (browserToken === null) return { outcome: 'refused' }
  const judged = await inLenderOfToken(deps.db, browserToken, async (tx, lenderId) => {
    const browserHash = hashSecret(browserToken)
    const session = await findSession(tx, lenderId, { browserHash }, true)
    return session ? await judge(deps, tx, session, callback) : null
  })
  const verdict: Verdict = judged ?? { take: 'refused' }
  if (verdict.take !== 'exchange') {
    if (verdict.held) await giveBack(deps, [verdict.held])
    return { outcome: verdict.take }
  }
  return { outcome: await exchangeCode(deps, verdict.exchange) }
}

async function judge(
  deps: Deps,
  tx: Database,
  session: Session,
  callback: Callback,
): Promise<Verdict> {
  const now = timestamp(deps.clock)
  if (callback.state === null) return await refuse(tx, session, 'state_missing', now)
  if (isEnded(statusAt(session, now))) return await refuse(tx, session, 'session_ended', now)
  const awaited = await findAwaited(tx, session, hashSecret(callback.state))
  if (!awaited) return await refuse(tx, session, 'state_unknown', now)
  const { connection } = awaited
  if (connection.bankId !== callback.bankId) return await refuse(tx, session, 'other_bank', now)
  const bank = deps.banks.find(connection.bankId)
  if (bank && !isIssuedBy(bank, callback.issuer ?? null)) {
    return await refuse(tx, session, 'other_issuer', now)
  }
  if (connection.leasedUntil === null || connection.leasedUntil <= now) {
    return await refuse(tx, session, 'late', now)
  }
  const { lenderId, id: sessionId } = session
  const { redirectUri, credential, held } = await openPart(
    deps,
    tx,
    { lenderId, sessionId, connectionId: connection.id, part: 'awaited' },
    awaited.sealedCredential,
    awaitedSchema,
  )
  if (redirectUri !== callback.redirectUri) {
    return await refuse(tx, session, 'other_redirect', now)
  }
  if (callback.error !== null) {
    const consent = held ? { connection, credential, presence: callback.presence } : null
    return await endAtBank(deps, tx, { session, connection, consent, error: callback.error, now })
  }
  const { code } = callback
  if (code === null || !CODE.test(code)) {
    return await refuse(tx, session, 'code_missing', now)
  }
  return await startExchange(
    deps,
    tx,
    { session, connection, now },
    { code, redirectUri, credential, held, presence: callback.presence },
  )
}

/** Written before the bank is called: a code found here after a crash is never sent again. */
async function startExchange(
  deps: Deps,
  tx: Database,
  {
    session,
    connection,
    now,
  }: { session: Session; connection: Exchange['connection']; now: string },
  asked: Omit<Exchange, 'connection'>,
): Promise<Verdict> {
  const fence = connection.fence + 1
  const moved = await moveConnection(tx, connection, {
    from: 'authorizing',
    fence: connection.fence,
    to: 'exchanging',
    change: {
      fence,
      state_hash: null,
      // what the bank holds must be given back even if this process dies at the exchange
      ...(asked.held ? {} : { sealed_credential: null }),
      leased_until: timestamp(deps.clock, LIFETIMES.exchanging),
    },
  })
  if (!moved) return await refuse(tx, session, 'state_unknown', now)
  await audit(tx, session, 'callback.received', { connectionId: connection.id }, now)
  return {
    take: 'exchange',
    exchange: { ...asked, connection: { ...connection, status: 'exchanging', fence } },
  }
}

/** OAuth's error answers (RFC 6749, 4.1.2.1): the applicant's refusal, the bank's trouble, or ours. */
function endOf(error: string): { to: 'denied' | 'failed'; code: string } {
  switch (error) {
    case 'access_denied':
      return { to: 'denied', code: 'denied_at_bank' }
    case 'server_error':
    case 'temporarily_unavailable':
      return { to: 'failed', code: 'bank_error' }
    default:
      return { to: 'failed', code: 'bad_request' }
  }
}

async function endAtBank(
  deps: Deps,
  tx: Database,
  {
    session,
    connection,
    consent,
    error,
    now,
  }: {
    session: Session
    connection: Exchange['connection']
    consent: HeldConsent | null
    error: string
    now: string
  },
): Promise<Verdict> {
  const { to, code } = endOf(error)
  const { fence } = connection
  const ended = await endConnection(tx, connection, {
    from: 'authorizing',
    fence,
    to,
    code,
    at: now,
  })
  if (!ended) return await refuse(tx, session, 'state_unknown', now)
  await audit(tx, session, 'callback.received', { connectionId: connection.id, code }, now)
  await settle(deps, tx, session, now)
  return { take: to, ...(consent === null ? {} : { held: consent }) }
}

async function refuse(
  tx: Database,
  session: Session,
  reason: string,
  now: string,
): Promise<Verdict> {
  await audit(tx, session, 'callback.refused', { reason }, now)
  return { take: 'refused' }
}

async function audit(
  tx: Database,
  session: Session,
  action: 'callback.received' | 'callback.refused',
  detail: Record<string, string>,
  at: string,
): Promise<void> {
  await appendAudit(tx, {
    lenderId: session.lenderId,
    actor: 'applicant',
    action,
    subjectId: session.id,
    detail,
    at,
  })
}
