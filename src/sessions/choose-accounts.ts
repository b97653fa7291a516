// The applicant says which accounts, and what of each: collecting starts.
import { appendAudit } from '../audit/append.ts'
import type { AccountGrant, Presence } from '../banks/bank.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { asApplicant } from './applicant.ts'
import { type Connection, moveConnection } from './connection-store.ts'
import { keepChoice } from './consent.ts'
import { findSelecting } from './find-selecting.ts'
import { choicesSchema, openPart, sealPart } from './sealed-parts.ts'
import type { SealedParts } from './sealed-store.ts'
import { LIFETIMES } from './transitions.ts'

export type AccountsChosen = {
  readonly connectionId: string
  /** At least one, each naming a choice that was offered and at least one right. */
  readonly grants: readonly AccountGrant[]
  /** May the holder's name be read. */
  readonly identity: boolean
  readonly presence: Presence
}

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue }

/** @throws AppError `invalid_request` (naming `/grants`), `not_found`, `conflict`, `session_ended`, `link_unknown` */
export async function chooseAccounts(
  deps: Deps,
  browserToken: string,
  input: AccountsChosen,
): Promise<void> {
  const { grants, identity } = input
  await asApplicant(deps, browserToken, async (tx, session, now) => {
    const { connection, parts } = await findSelecting(tx, session, input.connectionId, now)
    await refuseUnlessOffered(deps, tx, { connection, parts, grants })
    await startCollecting(deps, tx, connection, input)
    await keepChoice(deps, tx, connection, { grants, identity, at: now })
    const { lenderId, id: sessionId } = session
    await deps.queue.enqueue(tx, 'collect-connection', {
      lenderId,
      sessionId,
      connectionId: connection.id,
    })
    await appendAudit(tx, {
      lenderId,
      actor: 'applicant',
      action: 'accounts.chosen',
      subjectId: sessionId,
      detail: { connectionId: connection.id, accounts: grants.length, identity },
      at: now,
    })
  })
}

async function startCollecting(
  deps: Deps,
  tx: Database,
  connection: Connection,
  { grants, identity, presence }: AccountsChosen,
): Promise<void> {
  const { lenderId, sessionId, id, fence } = connection
  const of = { lenderId, sessionId, connectionId: id }
  const moved = await moveConnection(tx, connection, {
    from: 'selecting',
    fence,
    to: 'collecting',
    change: {
      sealed_choices: null,
      sealed_grants: await sealPart(deps, tx, { ...of, part: 'grants' }, { grants, identity }),
      sealed_presence: await sealPart(deps, tx, { ...of, part: 'presence' }, presence),
      presence_until: timestamp(deps.clock, LIFETIMES.presence),
      leased_until: timestamp(deps.clock, LIFETIMES.waitingForWorker),
    },
  })
  if (!moved) throw new AppError('conflict', 'These accounts have already been chosen.')
}

async function refuseUnlessOffered(
  deps: Deps,
  tx: Database,
  {
    connection,
    parts,
    grants,
  }: { connection: Connection; parts: SealedParts; grants: readonly AccountGrant[] },
): Promise<void> {
  const { lenderId, sessionId, id } = connection
  const choices =
    parts.choices === null
      ? []
      : await openPart(
          deps,
          tx,
          { lenderId, sessionId, connectionId: id, part: 'choices' },
          parts.choices,
          choicesSchema,
        )
  const offered = new Set(choices.map(({ ref }) => ref))
  const refs = new Set(grants.map(({ ref }) => ref))
  if (grants.length === 0) throw refuseGrants('choose at least one account')
  if (refs.size !== grants.length) throw refuseGrants('must not name an account twice')
  if (grants.some(({ ref }) => !offered.has(ref))) {
    throw refuseGrants('must name accounts that were offered')
  }
  if (grants.some(({ balances, transactions }) => !balances && !transactions)) {
    throw refuseGrants('must give at least one right on each account')
  }
}

function refuseGrants(detail: string): AppError {
  return new AppError('invalid_request', 'The choice of accounts cannot be taken.', {
    issues: [{ pointer: '/grants', detail }],
  })
}
