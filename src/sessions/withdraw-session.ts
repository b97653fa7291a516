// The applicant takes their consent back, told by the lender. Before the report was delivered: what runs is stopped,
// the banks' consents are given back and all that was read is destroyed. After it: the lender keeps the report, as the
// law has it prove its assessment (consumer code L. 312-16), until its keeping is over; what was read goes, so that
// nothing is scored again.
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { appendEvent } from '../outbox/append-event.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { sessionEnded } from './applicant.ts'
import { deleteSnapshots } from './draft-store.ts'
import { endSession } from './end-session.ts'
import { getSession } from './get-session.ts'
import { giveBack, type HeldConsent } from './held-consent.ts'
import type { SessionView } from './session.ts'
import { changeEnded, moveSession, type Session } from './session-store.ts'
import { findForLender } from './session-view.ts'
import { isEnded, statusAt } from './transitions.ts'
import { deleteVectors } from './validation-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory }

/** @throws AppError `not_found`; `session_ended` when it ended without a report, or was withdrawn already */
export async function withdrawSession(
  deps: Deps,
  access: Access,
  id: string,
): Promise<SessionView> {
  const held = await inLender(deps.db, access.lender.id, async (tx) => {
    const session = await findForLender(tx, access, id, true)
    const at = timestamp(deps.clock)
    const { actor } = access
    if (session.status === 'completed') {
      await withdrawDelivered(deps, tx, session, { actor, at })
      return []
    }
    if (isEnded(statusAt(session, at))) throw sessionEnded()
    return await withdrawUndelivered(deps, tx, session, { actor, at })
  })
  await giveBack(deps, held)
  return await getSession(deps, access, id)
}

type Act = { readonly actor: string; readonly at: string }

async function withdrawUndelivered(
  deps: Deps,
  tx: Database,
  session: Session,
  { actor, at }: Act,
): Promise<HeldConsent[]> {
  const held = await endSession(deps, tx, session, { status: 'withdrawn', code: null, actor, at })
  await changeEnded(tx, session, { withdrawn_at: at })
  return held
}

/** Under a legal hold what was read stays, sealed, and is still scored no more. */
export async function withdrawDelivered(
  deps: Pick<Deps, 'vault' | 'queue'>,
  tx: Database,
  session: Session,
  { actor, at }: Act,
): Promise<void> {
  const { lenderId, id, mode } = session
  const moved = await moveSession(tx, session, 'withdrawn', { withdrawn_at: at })
  if (!moved) throw new AppError('conflict', 'The session moved meanwhile.')
  const gone = session.legalHold === null ? await deleteRead(tx, session) : []
  const vectors =
    session.legalHold === null ? await deleteVectors(tx, { lenderId, sessionId: id }) : []
  for (const subjectId of [...gone, ...vectors])
    await deps.vault.destroyDataKey(tx, { lenderId, subjectId })
  await appendAudit(tx, {
    lenderId,
    actor,
    action: 'session.withdrawn',
    subjectId: id,
    detail: {
      delivered: true,
      snapshots: gone.length,
      vectors: vectors.length,
      legalHold: session.legalHold !== null,
    },
    at,
  })
  const data = { sessionId: id, code: null }
  await appendEvent(deps, tx, {
    lenderId,
    mode,
    type: 'session.withdrawn',
    subjectId: id,
    data,
    at,
  })
}

/** In the session, and in reports over several of which it is one. @returns the ids, whose keys must go too. */
async function deleteRead(tx: Database, { lenderId, id }: Session): Promise<string[]> {
  const together = await tx
    .selectFrom('report_sessions')
    .select('report_id as reportId')
    .where('lender_id', '=', lenderId)
    .where('session_id', '=', id)
    .execute()
  const gone: string[] = []
  for (const subject of [id, ...together.map(({ reportId }) => reportId)]) {
    gone.push(...(await deleteSnapshots(tx, { lenderId, sessionId: subject })))
  }
  return gone
}
