// Sessions in PostgreSQL. Every move is one conditional UPDATE: no row means somebody else moved first.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { type Provider, providerSchema } from '../lenders/lender.ts'
import { joinTrace } from '../telemetry/current-span.ts'
import {
  type Fate,
  type Purpose,
  purposes,
  type SessionStatus,
  sessionMoves,
  sessionStatuses,
} from './session.ts'

export type Session = {
  readonly lenderId: string
  readonly id: string
  readonly mode: 'test' | 'live'
  readonly status: SessionStatus
  readonly failureCode: string | null
  readonly applicantReference: string
  readonly product: string | null
  readonly purposes: (typeof purposes)[number][]
  readonly language: 'fr' | 'en'
  /** null: any the mode may see. */
  readonly banks: readonly string[] | null
  readonly preselectedBank: string | null
  readonly maxConnections: number
  readonly returnUrl: string | null
  readonly windowDays: number
  readonly retentionDays: number
  readonly provider: Provider
  /** What the lender asked, sealed; unreadable once the data key is destroyed. */
  readonly sealedRequest: Buffer | null
  readonly linkGeneration: number
  readonly linkUsedAt: string | null
  readonly browserHash: Buffer | null
  readonly reportId: string | null
  readonly createdAt: string
  /** When the applicant said there is no other bank to join. */
  readonly joinedAt: string | null
  readonly endedAt: string | null
  readonly expiresAt: string
  /** What the applicant agreed to; null before they answered. */
  readonly grantedPurposes: readonly Purpose[] | null
  readonly withdrawnAt: string | null
  /** While it stands nothing of the session is deleted. */
  readonly legalHold: { readonly at: string; readonly reason: string } | null
  /** What became of the application it was for, as the lender told; null: not told. */
  readonly application: { readonly fate: Fate; readonly toldAt: string } | null
}

export type SessionKey = { readonly lenderId: string; readonly id: string }

const statusSchema = z.enum(sessionStatuses)
const purposesSchema = z.array(z.enum(purposes))

export function toSession(row: Selectable<Tables['sessions']>): Session {
  return {
    lenderId: row.lender_id,
    id: row.id,
    mode: row.mode,
    status: statusSchema.parse(row.status),
    failureCode: row.failure_code,
    applicantReference: row.applicant_reference,
    product: row.product,
    purposes: purposesSchema.parse(row.purposes),
    language: row.language,
    banks: row.banks,
    preselectedBank: row.preselected_bank,
    maxConnections: row.max_connections,
    returnUrl: row.return_url,
    windowDays: row.window_days,
    retentionDays: row.retention_days,
    provider: providerSchema.parse(row.provider),
    sealedRequest: row.sealed_request,
    linkGeneration: row.link_generation,
    linkUsedAt: row.link_used_at,
    browserHash: row.browser_hash,
    reportId: row.report_id,
    createdAt: row.created_at,
    joinedAt: row.joined_at,
    endedAt: row.ended_at,
    expiresAt: row.expires_at,
    grantedPurposes: purposesSchema.nullable().parse(row.granted_purposes),
    withdrawnAt: row.withdrawn_at,
    legalHold:
      row.legal_hold_at === null || row.legal_hold_reason === null
        ? null
        : { at: row.legal_hold_at, reason: row.legal_hold_reason },
    application:
      row.application_fate === null || row.application_told_at === null
        ? null
        : { fate: row.application_fate, toldAt: row.application_told_at },
  }
}

/** By its id, its link, its browser or what takes it back; `lock` holds the row until the transaction ends. */
export async function findSession(
  db: Database,
  lenderId: string,
  by: { id: string } | { linkHash: Buffer } | { browserHash: Buffer } | { withdrawalHash: Buffer },
  lock = false,
): Promise<Session | null> {
  let query = db.selectFrom('sessions').selectAll().where('lender_id', '=', lenderId)
  if ('id' in by) query = query.where('id', '=', by.id)
  else if ('linkHash' in by) query = query.where('link_hash', '=', by.linkHash)
  else if ('browserHash' in by) query = query.where('browser_hash', '=', by.browserHash)
  else query = query.where('withdrawal_hash', '=', by.withdrawalHash)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row) return null
  // a browser brings no trace: its requests are found to be this session's here
  joinTrace(row.trace_parent)
  return toSession(row)
}

export type SessionChange = {
  readonly failure_code?: string
  readonly link_generation?: number
  readonly link_hash?: Buffer
  readonly link_used_at?: string | null
  readonly browser_hash?: Buffer | null
  readonly report_id?: string | null
  readonly sealed_request?: null
  readonly opened_at?: string
  readonly joined_at?: string
  readonly confirming_at?: string
  readonly ended_at?: string
  readonly expires_at?: string
  readonly granted_purposes?: string[]
  readonly withdrawn_at?: string
  readonly withdrawal_hash?: Buffer
}

/** @returns false when the session was in none of the statuses that may move to `to`. */
export async function moveSession(
  db: Database,
  key: SessionKey,
  to: SessionStatus,
  change: SessionChange,
): Promise<boolean> {
  const from = sessionStatuses.filter((status) => sessionMoves[status].includes(to))
  const result = await db
    .updateTable('sessions')
    .set({ ...change, status: to })
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .where('status', 'in', from)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** Changes that are no move; only before any end. @returns false when the session has ended. */
export async function changeSession(
  db: Database,
  key: SessionKey,
  change: SessionChange,
): Promise<boolean> {
  const result = await db
    .updateTable('sessions')
    .set(change)
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return result.numUpdatedRows === 1n
}

/** What may still change of a session after its end. */
export type EndedChange = {
  readonly withdrawn_at?: string
  readonly legal_hold_at?: string | null
  readonly legal_hold_reason?: string | null
  readonly application_fate?: Fate | null
  readonly application_told_at?: string | null
  readonly snapshot_until?: string | null
  readonly report_until?: string | null
}

/** @throws Error when the session has not ended. */
export async function changeEnded(
  db: Database,
  key: SessionKey,
  change: EndedChange,
): Promise<void> {
  const result = await db
    .updateTable('sessions')
    .set(change)
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .where('ended_at', 'is not', null)
    .executeTakeFirst()
  if (result.numUpdatedRows !== 1n) throw new Error('a session that should have ended has not')
}

export async function findStatus(
  db: Database,
  key: SessionKey,
): Promise<{ status: SessionStatus; endedAt: string | null } | null> {
  const row = await db
    .selectFrom('sessions')
    .select(['status', 'ended_at'])
    .where('lender_id', '=', key.lenderId)
    .where('id', '=', key.id)
    .executeTakeFirst()
  return row ? { status: statusSchema.parse(row.status), endedAt: row.ended_at } : null
}
