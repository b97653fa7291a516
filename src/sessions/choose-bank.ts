// The applicant chooses a bank: a connection begins, and this is where to send them.
import { appendAudit } from '../audit/append.ts'
import {
  type Bank,
  type BankCredential,
  BankError,
  type BankListing,
  type Presence,
} from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { findLender } from '../lenders/lender-store.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newId, newSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant, banksOf } from './applicant.ts'
import { type ConnectionKey, insertConnection, listConnections } from './connection-store.ts'
import { dropWaiting } from './drop-waiting.ts'
import { giveBack, type HeldConsent } from './held-consent.ts'
import { sealPart } from './sealed-parts.ts'
import type { Session } from './session-store.ts'
import { canJoinMore, LIFETIMES } from './transitions.ts'

export type BankChosen = {
  readonly bankId: string
  readonly redirectUri: string
  /** The version of the aggregator's terms that the applicant accepted, for a bank behind one. */
  readonly acceptedTerms?: string | null
  /** Told to a bank that is asked for its consent before the applicant goes there. */
  readonly presence?: Presence
}

type Deps = { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory }

/**
 * A connection still waiting at another bank is dropped for this one.
 * @throws AppError `unknown_bank`, `invalid_request` (the aggregator's terms are not accepted), `conflict` (no
 *   more banks may be joined), `session_not_ready` (nothing was agreed to), `session_ended`, `link_unknown`, `bank_failed`
 */
export async function chooseBank(
  deps: Deps,
  browserToken: string,
  input: BankChosen,
): Promise<{ url: string }> {
  const { bank, embedded } = await asApplicant(deps, browserToken, async (tx, session) => {
    if (session.grantedPurposes === null) {
      throw new AppError('session_not_ready', 'The applicant has not agreed yet.')
    }
    await refuseUnlessJoinable(tx, session)
    const allowed = banksOf(deps, session).some(({ id }) => id === input.bankId)
    const found = allowed ? deps.banks.find(input.bankId) : null
    if (!found) throw new AppError('unknown_bank', 'This bank is not offered here.')
    refuseUnlessAccepted(found.listing, input.acceptedTerms ?? null)
    const lender = await findLender(tx, session.lenderId)
    return { bank: found, embedded: lender?.settings.embeddedChannel ?? false }
  })
  const state = newSecret()
  const { redirectUri, presence = null } = input
  const begun = await begin(bank, { state, redirectUri, embedded, presence })
  const dropped = await keepAwaited(deps, browserToken, { bank, state, input, begun }).catch(
    async (error: unknown) => {
      // no connection stands for it: nobody else could give it back
      if (begun.held) await letGo(bank, begun.credential)
      throw error
    },
  )
  await giveBack(deps, dropped)
  return { url: begun.url }
}

function refuseUnlessAccepted({ intermediary }: BankListing, accepted: string | null): void {
  if (intermediary === undefined || accepted === intermediary.termsVersion) return
  throw new AppError('invalid_request', 'The terms of the aggregator must be accepted first.')
}

type Begun = Awaited<ReturnType<Bank['adapter']['begin']>>

/** @returns what the attempt it takes the place of held at its bank */
async function keepAwaited(
  deps: Deps,
  browserToken: string,
  { bank, state, input, begun }: { bank: Bank; state: string; input: BankChosen; begun: Begun },
): Promise<HeldConsent[]> {
  return await asApplicant(deps, browserToken, async (tx, session, now) => {
    await refuseUnlessJoinable(tx, session)
    const dropped = await dropWaiting(deps, tx, session, now)
    const key = { lenderId: session.lenderId, sessionId: session.id, id: newId('con') }
    const { credential, held = false } = begun
    await insertConnection(tx, {
      ...key,
      bankId: bank.listing.id,
      stateHash: hashSecret(state),
      sealedCredential: await sealPart(
        deps,
        tx,
        { ...key, connectionId: key.id, part: 'awaited' },
        { redirectUri: input.redirectUri, credential, held },
      ),
      leasedUntil: timestamp(deps.clock, LIFETIMES.authorizing),
      createdAt: now,
    })
    await audit(tx, key, bank.listing, now)
    return dropped
  })
}

/** The acceptance of an aggregator's terms is part of the evidence of consent. */
async function audit(tx: Database, key: ConnectionKey, bank: BankListing, at: string) {
  const { lenderId, sessionId, id: connectionId } = key
  const of = { lenderId, actor: 'applicant', subjectId: sessionId, at }
  const chosen = { connectionId, bank: bank.id }
  if (bank.intermediary) {
    const { name, termsUrl, termsVersion } = bank.intermediary
    const detail = { ...chosen, intermediary: name, termsUrl, termsVersion }
    await appendAudit(tx, { ...of, action: 'terms.accepted', detail })
  }
  await appendAudit(tx, { ...of, action: 'bank.chosen', detail: chosen })
}

async function letGo(bank: Bank, credential: BankCredential): Promise<void> {
  try {
    await bank.adapter.release({ credential, presence: null })
  } catch (error) {
    // told by the log of bank calls; what went wrong before it is what the applicant is told
    if (!(error instanceof BankError)) throw error
  }
}

async function refuseUnlessJoinable(tx: Database, session: Session): Promise<void> {
  const connections = await listConnections(tx, session.lenderId, [session.id])
  if (!canJoinMore(session, connections)) {
    throw new AppError('conflict', 'No other bank can be joined in this session.')
  }
}

async function begin(bank: Bank, input: Parameters<Bank['adapter']['begin']>[0]) {
  try {
    return await bank.adapter.begin(input)
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    throw new AppError('bank_failed', 'The bank cannot be reached at the moment.', {
      cause: error,
    })
  }
}
