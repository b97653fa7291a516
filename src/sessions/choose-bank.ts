// The applicant chooses a bank: a connection begins, and this is where to send them.
import { appendAudit } from '../audit/append.ts'
import { type Bank, BankError } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { hashSecret, newId, newSecret } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant, banksOf } from './applicant.ts'
import { insertConnection, listConnections } from './connection-store.ts'
import { dropWaiting } from './drop-waiting.ts'
import { sealPart } from './sealed-parts.ts'
import type { Session } from './session-store.ts'
import { canJoinMore, LIFETIMES } from './transitions.ts'

/**
 * A connection still waiting at another bank is dropped for this one.
 * @throws AppError `unknown_bank`, `conflict` (no more banks may be joined), `session_ended`,
 *   `link_unknown`, `bank_failed`
 */
export async function chooseBank(
  deps: { db: Pool; vault: Vault; clock: Clock; banks: BankDirectory },
  browserToken: string,
  input: { bankId: string; redirectUri: string },
): Promise<{ url: string }> {
  const bank = await asApplicant(deps, browserToken, async (tx, session) => {
    await refuseUnlessJoinable(tx, session)
    const allowed = banksOf(deps, session).some(({ id }) => id === input.bankId)
    const found = allowed ? deps.banks.find(input.bankId) : null
    if (!found) throw new AppError('unknown_bank', 'This bank is not offered here.')
    return found
  })
  const state = newSecret()
  const { url, credential } = await begin(bank, { state, redirectUri: input.redirectUri })
  await asApplicant(deps, browserToken, async (tx, session, now) => {
    await refuseUnlessJoinable(tx, session)
    await dropWaiting(tx, session, now)
    const key = { lenderId: session.lenderId, sessionId: session.id, id: newId('con') }
    await insertConnection(tx, {
      ...key,
      bankId: bank.listing.id,
      stateHash: hashSecret(state),
      sealedCredential: await sealPart(
        deps,
        tx,
        { ...key, connectionId: key.id, part: 'awaited' },
        { redirectUri: input.redirectUri, credential },
      ),
      leasedUntil: timestamp(deps.clock, LIFETIMES.authorizing),
      createdAt: now,
    })
    await appendAudit(tx, {
      lenderId: session.lenderId,
      actor: 'applicant',
      action: 'bank.chosen',
      subjectId: session.id,
      detail: { connectionId: key.id, bank: bank.listing.id },
      at: now,
    })
  })
  return { url }
}

async function refuseUnlessJoinable(tx: Database, session: Session): Promise<void> {
  const connections = await listConnections(tx, session.lenderId, [session.id])
  if (!canJoinMore(session, connections)) {
    throw new AppError('conflict', 'No other bank can be joined in this session.')
  }
}

async function begin(bank: Bank, input: { state: string; redirectUri: string }) {
  try {
    return await bank.adapter.begin(input)
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    throw new AppError('bank_failed', 'The bank cannot be reached at the moment.', {
      cause: error,
    })
  }
}
