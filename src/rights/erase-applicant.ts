// Erasure (GDPR article 17): all that is held of an applicant is destroyed, keys first. The audit stays: it names
// handles only.
import { appendAudit } from '../audit/append.ts'
import type { BankDirectory } from '../banks/directory.ts'
import type { Database, Pool } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { listVectorsOf } from '../sessions/validation-store.ts'
import { withdrawSession } from '../sessions/withdraw-session.ts'
import type { Vault } from '../vault/vault.ts'
import { listReportsOf, listSessionsOf, listSnapshotsOf } from './applicant-store.ts'
import { asPurge } from './as-purge.ts'
import {
  type Destroyed,
  deleteInto,
  destroyKey,
  destroyReports,
  destroySnapshots,
  destroyVectors,
  nothingDestroyed,
} from './destroy.ts'
import { nothingHeld } from './export-applicant.ts'
import { countOpen } from './purge.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; banks: BankDirectory }

export type Erasure = {
  readonly sessions: number
  readonly rows: Readonly<Record<string, number>>
  readonly dataKeys: number
  /** Of what was sealed and tried again after it: none could be read. */
  readonly samplesTried: number
}

/**
 * What still runs is withdrawn first, and its banks' consents are given back.
 * @throws AppError `not_found` when nothing is held; `conflict` under a legal hold, nothing being erased then
 */
export async function eraseApplicant(
  deps: Deps,
  access: Access,
  reference: string,
): Promise<Erasure> {
  const lenderId = access.lender.id
  const running = await asPurge(deps.db, lenderId, async (tx) => {
    const sessions = await listSessionsOf(tx, access, reference)
    if (sessions.length === 0) throw nothingHeld()
    refuseHeld(sessions)
    return sessions.filter(({ ended }) => !ended)
  })
  for (const { id } of running) await withdrawUnlessEnded(deps, access, id)
  const done = nothingDestroyed()
  const erased = await asPurge(deps.db, lenderId, (tx) =>
    eraseSessions(deps, tx, { access, reference, done }),
  )
  await asPurge(deps.db, lenderId, (tx) => deps.vault.settleDestructions(tx, lenderId))
  const open = await asPurge(deps.db, lenderId, (tx) => countOpen(deps, tx, done.samples))
  if (open > 0) throw new Error('what was erased can still be read')
  return {
    sessions: erased,
    rows: Object.fromEntries(done.rows),
    dataKeys: done.keys,
    samplesTried: done.samples.length,
  }
}

/** Its time may have run out, or the applicant may have ended it, meanwhile. */
async function withdrawUnlessEnded(deps: Deps, access: Access, id: string): Promise<void> {
  try {
    await withdrawSession(deps, access, id)
  } catch (error) {
    const over = error instanceof AppError && error.code === 'session_ended'
    if (!over) throw error
  }
}

type Erasing = { access: Access; reference: string; done: Destroyed }

async function eraseSessions(
  deps: Deps,
  tx: Database,
  { access, reference, done }: Erasing,
): Promise<number> {
  const lenderId = access.lender.id
  const sessions = await listSessionsOf(tx, access, reference, true)
  refuseHeld(sessions)
  const at = timestamp(deps.clock)
  for (const { id } of sessions) {
    const { own, shared } = await listReportsOf(tx, lenderId, id)
    const snapshots = await listSnapshotsOf(tx, lenderId, id)
    const vectors = await listVectorsOf(tx, { lenderId, sessionId: id })
    const keysBefore = done.keys
    await destroySnapshots(deps, tx, { lenderId, ids: snapshots.map((row) => row.id) }, done)
    const reports = [...own.map((report) => report.id), ...shared]
    await destroyReports(deps, tx, { lenderId, ids: reports }, done)
    await destroyVectors(deps, tx, { lenderId, ids: vectors }, done)
    await destroyKey(deps, tx, { lenderId, subjectId: id }, done)
    await deleteInto(tx, 'sessions', { lenderId, ids: [id] }, done)
    await appendAudit(tx, {
      lenderId,
      actor: access.actor,
      action: 'session.erased',
      subjectId: id,
      detail: {
        reports: reports.length,
        snapshots: snapshots.length,
        keysDestroyed: done.keys - keysBefore,
      },
      at,
    })
  }
  return sessions.length
}

function refuseHeld(sessions: readonly { held: boolean; ended: boolean }[]): void {
  if (!sessions.some(({ held }) => held)) return
  throw new AppError('conflict', 'A session of this applicant is under a legal hold.')
}
