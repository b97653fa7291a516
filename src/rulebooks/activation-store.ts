// Proposed, approved and ended activations of a lender, in PostgreSQL.
import { sql } from 'kysely'
import type { Database } from '../db/database.ts'

/** active: reports are drawn with it; shadow: it scores beside, and no report says so. */
export type Use = 'active' | 'shadow'

export type Activated = { readonly version: string; readonly hash: string }

export type Activation = Activated & {
  readonly id: string
  readonly use: Use
  /** null: from its approval on. */
  readonly wantedFrom: string | null
  readonly proposedBy: string
  readonly proposedAt: string
  readonly approvedBy: string | null
  readonly approvedAt: string | null
  readonly effectiveAt: string | null
  readonly endedBy: string | null
  readonly endedAt: string | null
}

/** The latest to take effect by `at`. */
export async function findInForce(
  tx: Database,
  { lenderId, use, at }: { lenderId: string; use: Use; at: string },
): Promise<(Activated & { readonly id: string }) | null> {
  const row = await tx
    .selectFrom('rulebook_activations as a')
    .innerJoin('rulebook_releases as r', 'r.version', 'a.version')
    .select(['a.id', 'a.version', 'r.hash'])
    .where('a.lender_id', '=', lenderId)
    .where('a.use', '=', use)
    .where('a.effective_at', '<=', at)
    .where('a.ended_at', 'is', null)
    .orderBy('a.effective_at', 'desc')
    .orderBy('a.approval', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row ?? null
}

/** Newest first. `lock`: those found may not change until the transaction ends. */
export async function listActivations(
  tx: Database,
  of: { readonly lenderId: string; readonly use?: Use; readonly version?: string },
  lock = false,
): Promise<Activation[]> {
  let query = tx
    .selectFrom('rulebook_activations as a')
    .innerJoin('rulebook_releases as r', 'r.version', 'a.version')
    .select(['a.id', 'a.use', 'a.version', 'r.hash', 'a.wanted_from as wantedFrom'])
    .select(['a.proposed_by as proposedBy', 'a.proposed_at as proposedAt'])
    .select(['a.approved_by as approvedBy', 'a.approved_at as approvedAt'])
    .select(['a.effective_at as effectiveAt', 'a.ended_by as endedBy', 'a.ended_at as endedAt'])
    .where('a.lender_id', '=', of.lenderId)
    .orderBy('a.proposed_at', 'desc')
    .orderBy('a.id', 'desc')
  if (of.use !== undefined) query = query.where('a.use', '=', of.use)
  if (of.version !== undefined) query = query.where('a.version', '=', of.version)
  return await (lock ? query.forUpdate('a') : query).execute()
}

export type NewActivation = {
  readonly lenderId: string
  readonly id: string
  readonly use: Use
  readonly version: string
  readonly wantedFrom: string | null
  readonly proposedBy: string
  readonly at: string
}

/** @returns false when the same is proposed already. */
export async function insertActivation(tx: Database, one: NewActivation): Promise<boolean> {
  const result = await tx
    .insertInto('rulebook_activations')
    .values({
      lender_id: one.lenderId,
      id: one.id,
      use: one.use,
      version: one.version,
      wanted_from: one.wantedFrom,
      proposed_by: one.proposedBy,
      proposed_at: one.at,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['lender_id', 'use', 'version'])
        .where('approved_at', 'is', null)
        .where('ended_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

type Key = { readonly lenderId: string; readonly id: string }

/** @returns false when it was approved or ended meanwhile. */
export async function setApproved(
  tx: Database,
  { lenderId, id }: Key,
  to: { readonly approvedBy: string; readonly at: string; readonly effectiveAt: string },
): Promise<boolean> {
  const result = await tx
    .updateTable('rulebook_activations')
    .set({
      approved_by: to.approvedBy,
      approved_login: sql`session_user`,
      approved_at: to.at,
      effective_at: to.effectiveAt,
      approval: sql`nextval('rulebook_approvals')`,
    })
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .where('approved_at', 'is', null)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

export async function setEnded(
  tx: Database,
  { lenderId, id }: Key,
  to: { readonly endedBy: string; readonly at: string },
): Promise<void> {
  await tx
    .updateTable('rulebook_activations')
    .set({ ended_by: to.endedBy, ended_at: to.at })
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .where('ended_at', 'is', null)
    .execute()
}
