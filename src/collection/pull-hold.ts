// A worker's hold on a pull: taken once in a connection's life, renewed while the worker lives, fenced.
import type { AccountGrant, BankCredential, Presence } from '../banks/bank.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { type Connection, listConnections, moveConnection } from '../sessions/connection-store.ts'
import type { HeldConsent } from '../sessions/held-consent.ts'
import { grantsSchema, openPart } from '../sessions/sealed-parts.ts'
import { listSealedParts } from '../sessions/sealed-store.ts'
import { findSession, type Session } from '../sessions/session-store.ts'
import { takeConsent } from '../sessions/take-consent.ts'
import { isEnded, statusAt } from '../sessions/transitions.ts'
import type { Vault } from '../vault/vault.ts'
import { endOverdue } from './end-overdue.ts'

/** One hold lasts this long unless renewed, in seconds. */
const HOLD_SECONDS = 60
/** Renewals in the time of one hold: some may fail while the database restarts. */
const RENEWALS = 4

/** All a worker needs to pull, once. */
export type Pull = {
  readonly session: Session
  /** Under this worker's hold. */
  readonly connection: Connection
  readonly credential: BankCredential
  readonly presence: Presence | null
  readonly grants: readonly AccountGrant[]
  readonly identity: boolean
}

export type Claim =
  | { readonly claimed: true; readonly pull: Pull }
  /** Nothing to pull; what is held belongs to a pull that its worker left. */
  | { readonly claimed: false; readonly held: readonly HeldConsent[] }

const NOTHING: Claim = { claimed: false, held: [] }

/** `holdSeconds`: 60 by default; less where a test pauses workers for longer than that. */
type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; holdSeconds?: number }

/** A pull already begun is never begun again: under a living hold it is left alone, else it has failed. */
export async function claimPull(
  deps: Deps,
  { lenderId, sessionId, connectionId }: JobPayload<'collect-connection'>,
): Promise<Claim> {
  return await inLender(deps.db, lenderId, async (tx): Promise<Claim> => {
    const session = await findSession(tx, lenderId, { id: sessionId }, true)
    const now = timestamp(deps.clock)
    if (!session || isEnded(statusAt(session, now))) return NOTHING
    const connections = await listConnections(tx, lenderId, [sessionId])
    const connection = connections.find(({ id }) => id === connectionId)
    if (connection?.status !== 'collecting') return NOTHING
    if (connection.pullStartedAt === null) return await take(deps, tx, session, connection)
    if (connection.leasedUntil !== null && connection.leasedUntil > now) return NOTHING
    const held = await endOverdue(deps, tx, { session, connection, now })
    return { claimed: false, held: held === null ? [] : [held] }
  })
}

function holdSeconds(deps: { holdSeconds?: number }): number {
  return deps.holdSeconds ?? HOLD_SECONDS
}

async function take(
  deps: Deps,
  tx: Database,
  session: Session,
  connection: Connection,
): Promise<Claim> {
  const { lenderId, sessionId, id } = connection
  const now = timestamp(deps.clock)
  const sealed = await listSealedParts(tx, { lenderId, sessionId })
  const parts = sealed.find((part) => part.id === id)
  const consent = parts ? await takeConsent(deps, tx, { connection, parts, now }) : null
  if (!consent || !parts?.grants) throw new Error('a connection collects without its credential')
  const of = { lenderId, sessionId, connectionId: id, part: 'grants' } as const
  const { grants, identity } = await openPart(deps, tx, of, parts.grants, grantsSchema)
  const fence = connection.fence + 1
  const moved = await moveConnection(tx, connection, {
    from: 'collecting',
    fence: connection.fence,
    to: 'collecting',
    change: {
      fence,
      pull_started_at: now,
      leased_until: timestamp(deps.clock, holdSeconds(deps)),
      sealed_grants: null,
    },
  })
  if (!moved) return NOTHING
  const { credential, presence } = consent
  const pull = { session, connection: { ...connection, fence }, credential, presence }
  return { claimed: true, pull: { ...pull, grants, identity } }
}

type HoldDeps = { db: Pool; clock: Clock; holdSeconds?: number }

/** Renews the hold until stopped; the signal aborts when it is lost, or could not be renewed in time. */
export function keepHold(
  deps: HoldDeps,
  connection: Connection,
): { signal: AbortSignal; stop: () => void } {
  const lost = new AbortController()
  const holdMs = holdSeconds(deps) * 1000
  let heldUntil = performance.now() + holdMs
  const timer = setInterval(() => {
    const asked = performance.now()
    renew(deps, connection).then(
      (kept) => {
        if (kept) heldUntil = asked + holdMs
        else lost.abort()
      },
      // a database that restarts takes no hold from anybody: it is asked again while the hold lasts
      () => {
        if (performance.now() >= heldUntil) lost.abort()
      },
    )
  }, holdMs / RENEWALS)
  timer.unref()
  return { signal: lost.signal, stop: () => clearInterval(timer) }
}

async function renew(deps: HoldDeps, connection: Connection): Promise<boolean> {
  return await inLender(deps.db, connection.lenderId, (tx) =>
    moveConnection(tx, connection, {
      from: 'collecting',
      fence: connection.fence,
      to: 'collecting',
      change: { leased_until: timestamp(deps.clock, holdSeconds(deps)) },
    }),
  )
}
