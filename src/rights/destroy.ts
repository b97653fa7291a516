// Destroys what was sealed: the data keys first, then the rows, in one transaction.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'
import { contextOf } from '../sessions/sealed-parts.ts'
import type { SealContext, Vault } from '../vault/vault.ts'
import { deleteDown } from './delete-down.ts'

type Deps = { vault: Vault }

/** Something sealed, kept in memory to prove that it cannot be opened any more. */
export type Sample = { readonly context: SealContext; readonly sealed: Buffer }

export type Destroyed = {
  keys: number
  readonly samples: Sample[]
  readonly rows: Map<string, number>
}

export function nothingDestroyed(): Destroyed {
  return { keys: 0, samples: [], rows: new Map() }
}

const MOST_SAMPLES = 20

export async function destroySnapshots(
  deps: Deps,
  tx: Database,
  { lenderId, ids }: { lenderId: string; ids: readonly string[] },
  done: Destroyed,
): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('snapshots')
    .select(['id', 'sealed_body as sealed'])
    .where('lender_id', '=', lenderId)
    .where('id', 'in', [...ids])
    .limit(MOST_SAMPLES)
    .execute()
  for (const { id, sealed } of rows)
    keepSample(done, { lenderId, of: id, part: 'snapshot', sealed })
  for (const subjectId of ids) await destroyKey(deps, tx, { lenderId, subjectId }, done)
  await deleteResults(tx, { lenderId, ids }, done)
  await deleteInto(tx, 'snapshots', { lenderId, ids }, done)
}

/** With all that hangs on them, and the snapshots that are theirs alone; the key goes with the last of its reports. */
export async function destroyReports(
  deps: Deps,
  tx: Database,
  { lenderId, ids }: { lenderId: string; ids: readonly string[] },
  done: Destroyed,
): Promise<void> {
  if (ids.length === 0) return
  const rows = await tx
    .selectFrom('reports')
    .select(['subject_id as subject', 'sealed_body as sealed'])
    .where('lender_id', '=', lenderId)
    .where('id', 'in', [...ids])
    .execute()
  const own = await tx
    .selectFrom('snapshots')
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('subject_id', 'in', [...ids])
    .execute()
  await destroySnapshots(deps, tx, { lenderId, ids: own.map(({ id }) => id) }, done)
  await deleteInto(tx, 'reports', { lenderId, ids }, done)
  for (const subject of new Set(rows.map((row) => row.subject))) {
    if (await hasReports(tx, lenderId, subject)) continue
    await destroyKey(deps, tx, { lenderId, subjectId: subject }, done)
    await emptySession(tx, { lenderId, sessionId: subject })
    const last = rows.find((row) => row.subject === subject)
    if (last) keepSample(done, { lenderId, of: subject, part: 'report', sealed: last.sealed })
  }
}

/** Figures kept for validation, and the outcomes beside them. */
export async function destroyVectors(
  deps: Deps,
  tx: Database,
  { lenderId, ids }: { lenderId: string; ids: readonly string[] },
  done: Destroyed,
): Promise<void> {
  for (const subjectId of ids) await destroyKey(deps, tx, { lenderId, subjectId }, done)
  await deleteInto(tx, 'validation_vectors', { lenderId, ids }, done)
}

/** What an ended session still holds; nothing for a subject that is no session. */
export async function emptySession(
  tx: Database,
  { lenderId, sessionId }: { lenderId: string; sessionId: string },
): Promise<void> {
  await tx
    .updateTable('sessions')
    .set({ sealed_request: null })
    .where('lender_id', '=', lenderId)
    .where('id', '=', sessionId)
    .where('ended_at', 'is not', null)
    .execute()
  await sql`update connections c set state_hash = null, sealed_credential = null, sealed_choices = null,
      sealed_grants = null, sealed_presence = null, sealed_collected = null
    from sessions s where s.lender_id = c.lender_id and s.id = c.session_id and s.ended_at is not null
      and c.lender_id = ${lenderId} and c.session_id = ${sessionId}`.execute(tx)
}

export async function destroyKey(
  deps: Deps,
  tx: Database,
  subject: { lenderId: string; subjectId: string },
  done: Destroyed,
): Promise<void> {
  await deps.vault.destroyDataKey(tx, subject)
  done.keys += 1
}

export async function deleteInto(
  tx: Database,
  table: string,
  of: { lenderId: string; ids: readonly string[] },
  done: Destroyed,
): Promise<void> {
  for (const [name, count] of await deleteDown(tx, table, of)) {
    done.rows.set(name, (done.rows.get(name) ?? 0) + count)
  }
}

/** No foreign key says that they hang on a snapshot; what is written meanwhile goes by the trigger of `snapshots`. */
async function deleteResults(
  tx: Database,
  { lenderId, ids }: { lenderId: string; ids: readonly string[] },
  { rows }: Destroyed,
): Promise<void> {
  const { numDeletedRows } = await tx
    .deleteFrom('rescoring_results')
    .where('lender_id', '=', lenderId)
    .where('snapshot_id', 'in', [...ids])
    .executeTakeFirst()
  rows.set('rescoring_results', (rows.get('rescoring_results') ?? 0) + Number(numDeletedRows))
}

async function hasReports(tx: Database, lenderId: string, subject: string): Promise<boolean> {
  const row = await tx
    .selectFrom('reports')
    .select('id')
    .where('lender_id', '=', lenderId)
    .where('subject_id', '=', subject)
    .limit(1)
    .executeTakeFirst()
  return row !== undefined
}

type Sampled = { lenderId: string; of: string; part: 'snapshot' | 'report'; sealed: Buffer }

function keepSample(done: Destroyed, { lenderId, of, part, sealed }: Sampled): void {
  if (done.samples.length >= MOST_SAMPLES) return
  const context = contextOf({ lenderId, sessionId: of, connectionId: null, part })
  done.samples.push({ context, sealed })
}
