// Code → token → the accounts to choose from, in one go and once: a failure here is never retried.
import { type AccountChoice, type BankCredential, BankError, type Presence } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Pool } from '../db/database.ts'
import { throughInterruptions } from '../db/interruption.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import {
  type Connection,
  endConnection,
  listConnections,
  moveConnection,
} from './connection-store.ts'
import { keepGrant } from './consent.ts'
import { giveBack, type HeldConsent, releaseAtBank } from './held-consent.ts'
import { sealPart } from './sealed-parts.ts'
import { findSession } from './session-store.ts'
import { settle } from './settle.ts'
import { LIFETIMES } from './transitions.ts'

export type Exchange = {
  /** Under the hold taken when it moved to `exchanging`. */
  readonly connection: Connection
  readonly code: string
  readonly redirectUri: string
  readonly credential: BankCredential
  /** Whether that credential must be given back even if the code is refused. */
  readonly held: boolean
  readonly presence: Presence
}

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory }

type Answer =
  | {
      readonly ok: true
      readonly accounts: readonly AccountChoice[]
      readonly credential: BankCredential
    }
  | {
      readonly ok: false
      readonly code: string
      /** What the bank had given before it failed. */
      readonly credential: BankCredential | null
      /** An error that is not the bank's: ours to hear of. */
      readonly unexpected: unknown
    }

export async function exchangeCode(
  deps: Deps,
  exchange: Exchange,
): Promise<'selecting' | 'failed'> {
  const answer = await askBank(deps, exchange)
  const { connection, presence } = exchange
  const { credential } = answer
  const held: HeldConsent | null = credential && { connection, credential, presence }
  const kept = await throughInterruptions(() => keepAnswer(deps, exchange, answer)).catch(
    async (error: unknown) => {
      // nobody else knows of this access: it goes back even if that cannot be written down
      if (held) await releaseAtBank(deps, held)
      throw error
    },
  )
  if (held && !(answer.ok && kept)) await giveBack(deps, [held])
  if (!answer.ok && answer.unexpected !== null) throw answer.unexpected
  return answer.ok && kept ? 'selecting' : 'failed'
}

async function keepAnswer(deps: Deps, exchange: Exchange, answer: Answer): Promise<boolean> {
  if (answer.ok) return await keepChoices(deps, exchange, answer)
  return await endFailed(deps, exchange.connection, answer.code)
}

async function askBank(deps: Deps, exchange: Exchange): Promise<Answer> {
  const { code, redirectUri, presence, connection } = exchange
  const adapter = deps.banks.find(connection.bankId)?.adapter
  if (!adapter) return { ok: false, code: 'unknown_bank', credential: null, unexpected: null }
  let given: BankCredential | null = exchange.held ? exchange.credential : null
  try {
    given = await adapter.complete({
      code,
      redirectUri,
      credential: exchange.credential,
      presence,
    })
    const { accounts, credential } = await adapter.listAccounts({ credential: given, presence })
    if (accounts.length > 0) return { ok: true, accounts, credential }
    return { ok: false, code: 'no_eligible_account', credential, unexpected: null }
  } catch (error) {
    if (error instanceof BankError) {
      return { ok: false, code: error.kind, credential: given, unexpected: null }
    }
    return { ok: false, code: 'internal_error', credential: given, unexpected: error }
  }
}

/** @returns false when the session ended, or the exchange was taken for dead, meanwhile. */
async function keepChoices(
  deps: Deps,
  { connection, presence }: Exchange,
  answer: { accounts: readonly AccountChoice[]; credential: BankCredential },
): Promise<boolean> {
  const { lenderId, sessionId, id, fence } = connection
  return await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id: sessionId }, true)
    if (session?.status !== 'open') return false
    const of = { lenderId, sessionId, connectionId: id }
    const moved = await moveConnection(tx, connection, {
      from: 'exchanging',
      fence,
      to: 'selecting',
      change: {
        sealed_credential: await sealPart(
          deps,
          tx,
          { ...of, part: 'credential' },
          answer.credential,
        ),
        sealed_choices: await sealPart(deps, tx, { ...of, part: 'choices' }, answer.accounts),
        sealed_presence: await sealPart(deps, tx, { ...of, part: 'presence' }, presence),
        presence_until: timestamp(deps.clock, LIFETIMES.presence),
        leased_until: timestamp(deps.clock, LIFETIMES.selecting),
      },
    })
    if (moved) {
      await keepGrant(tx, connection, answer.credential, timestamp(deps.clock))
      return true
    }
    // under this fence nobody else writes choices: they were kept, and the answer to that commit was lost
    const connections = await listConnections(tx, lenderId, [sessionId])
    const now = connections.find((each) => each.id === id)
    return now?.status === 'selecting' && now.fence === fence
  })
}

async function endFailed(deps: Deps, connection: Connection, code: string): Promise<boolean> {
  const { lenderId, sessionId, fence } = connection
  return await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id: sessionId }, true)
    const at = timestamp(deps.clock)
    const ended = await endConnection(tx, connection, {
      from: 'exchanging',
      fence,
      to: 'failed',
      code,
      at,
    })
    if (ended && session) await settle(deps, tx, session, at)
    return ended
  })
}
