// The job that pulls one connection: exactly once, under a hold, and with nothing left at any end.
import { appendAudit } from '../audit/append.ts'
import { BankError, type Collected } from '../banks/bank.ts'
import type { BankDirectory } from '../banks/directory.ts'
import { type DateRange, windowEnding } from '../core/values/date-range.ts'
import type { Database, Pool } from '../db/database.ts'
import { throughInterruptions } from '../db/interruption.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp, today } from '../runtime/clock.ts'
import { endConnection } from '../sessions/connection-store.ts'
import { giveBack, type Release, recordRelease, releaseAtBank } from '../sessions/held-consent.ts'
import { sealPart } from '../sessions/sealed-parts.ts'
import { findSession } from '../sessions/session-store.ts'
import { settle } from '../sessions/settle.ts'
import type { EventLogger } from '../telemetry/log.ts'
import { faultOf } from '../telemetry/log.ts'
import type { Vault } from '../vault/vault.ts'
import { claimPull, keepHold, type Pull } from './pull-hold.ts'
import { type AccountPulled, withPull } from './pulled-accounts.ts'

/** A whole pull may take this long. */
const LONGEST_PULL_MS = 120_000

type Deps = {
  db: Pool
  vault: Vault
  clock: Clock
  queue: Queue
  banks: BankDirectory
  log: EventLogger
  holdSeconds?: number
}

type Outcome =
  | { readonly pulled: true; readonly holder: string | null; readonly accounts: AccountPulled[] }
  | { readonly pulled: false; readonly code: string }

/** Running it again changes nothing: a pull that was begun is never begun again. */
export async function collectConnection(
  deps: Deps,
  payload: JobPayload<'collect-connection'>,
): Promise<void> {
  const claim = await claimPull(deps, payload)
  if (!claim.claimed) {
    await giveBack(deps, claim.held)
    return
  }
  const { pull } = claim
  const window = windowEnding(today(deps.clock), pull.session.windowDays)
  const hold = keepHold(deps, pull.connection)
  try {
    const signal = AbortSignal.any([hold.signal, AbortSignal.timeout(LONGEST_PULL_MS)])
    const outcome = await askBank(deps, pull, window, signal)
    const release = await releaseAtBank(deps, pull)
    await throughInterruptions(() => finishPull(deps, pull, { outcome, release, window }))
  } finally {
    hold.stop()
  }
}

async function askBank(
  deps: Deps,
  pull: Pull,
  { from, to }: DateRange,
  signal: AbortSignal,
): Promise<Outcome> {
  const { bankId, lenderId, sessionId, id: connectionId } = pull.connection
  const { credential, grants, identity, presence } = pull
  const adapter = deps.banks.find(bankId)?.adapter
  if (!adapter) return { pulled: false, code: 'unknown_bank' }
  const asked = { credential, grants, identity, from, asOf: to, presence, signal }
  try {
    const collected: Collected = await adapter.collect(asked)
    const accounts = withPull(collected.accounts, { from, to })
    if (accounts.length === 0) return { pulled: false, code: 'bad_answer' }
    return { pulled: true, holder: collected.holder, accounts }
  } catch (error) {
    if (error instanceof BankError) return { pulled: false, code: error.kind }
    const handles = { lenderId, sessionId, connectionId }
    deps.log.write({ event: 'fault', part: 'collection', ...handles, ...faultOf(error) })
    return { pulled: false, code: signal.aborted ? 'timeout' : 'internal_error' }
  }
}

type Finished = { outcome: Outcome; release: Release; window: DateRange }

/** Writes nothing of the pull when the hold was lost, the session has ended meanwhile, or it is written. */
async function finishPull(deps: Deps, pull: Pull, finished: Finished): Promise<void> {
  const { connection } = pull
  const { lenderId, sessionId } = connection
  const { release } = finished
  await inLender(deps.db, lenderId, async (tx) => {
    const session = await findSession(tx, lenderId, { id: sessionId }, true)
    const at = timestamp(deps.clock)
    await recordRelease(tx, { connection, release, at })
    if (session?.status !== 'open') return
    const ended = await endPull(deps, tx, pull, finished, at)
    if (ended) await settle(deps, tx, session, at)
  })
}

async function endPull(
  deps: Deps,
  tx: Database,
  { connection, grants }: Pull,
  { outcome, window }: Finished,
  at: string,
): Promise<boolean> {
  const { lenderId, sessionId, id, fence } = connection
  const of = { lenderId, sessionId, connectionId: id, part: 'collected' } as const
  const ended = await endConnection(
    tx,
    connection,
    outcome.pulled
      ? {
          ...{ from: 'collecting', fence, to: 'collected', code: null, at },
          collected: await sealPart(deps, tx, of, {
            asOf: window.to,
            holder: outcome.holder,
            accounts: outcome.accounts,
          }),
        }
      : { from: 'collecting', fence, to: 'failed', code: outcome.code, at },
  )
  if (!ended) return false
  const detail = outcome.pulled
    ? {
        granted: grants.length,
        accounts: outcome.accounts.length,
        complete: outcome.accounts.filter(({ pull }) => pull.complete).length,
      }
    : { code: outcome.code }
  await appendAudit(tx, {
    lenderId,
    actor: 'service',
    action: outcome.pulled ? 'connection.collected' : 'connection.failed',
    subjectId: sessionId,
    detail: { connectionId: id, ...detail },
    at,
  })
  return true
}
