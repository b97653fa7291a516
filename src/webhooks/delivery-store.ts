// The rows of deliveries and the events they carry: the only SQL on them.
import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import type { EventData, EventType } from '../outbox/append-event.ts'
import type { PageEnd } from '../runtime/page-cursor.ts'
import { isEventType } from './webhook-store.ts'

export type StoredEvent = {
  readonly id: string
  readonly mode: 'test' | 'live'
  readonly type: EventType
  readonly data: EventData
  readonly createdAt: string
}

/** `last_outcome`: `http_<status>` or a word of `Failure` in post-event.ts. */
export type Delivery = {
  readonly eventId: string
  readonly status: 'pending' | 'delivered' | 'failed'
  readonly attempts: number
  readonly lastOutcome: string | null
  readonly lastAttemptAt: string | null
  readonly nextAttemptAt: string | null
  readonly createdAt: string
}

export type DeliveryKey = {
  readonly lenderId: string
  readonly webhookId: string
  readonly eventId: string
}

const dataSchema = z.record(z.string(), z.string().nullable())

export async function findEvent(
  tx: Database,
  { lenderId, eventId }: { lenderId: string; eventId: string },
): Promise<StoredEvent | null> {
  const row = await tx
    .selectFrom('outbox_events')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('id', '=', eventId)
    .executeTakeFirst()
  if (row === undefined || !isEventType(row.type)) return null
  const { id, mode, type } = row
  return { id, mode, type, data: dataSchema.parse(row.data), createdAt: row.created_at }
}

/** @returns false when it was there already. */
export async function insertDelivery(
  tx: Database,
  { lenderId, webhookId, eventId }: DeliveryKey,
  at: string,
): Promise<boolean> {
  const made = await tx
    .insertInto('webhook_deliveries')
    .values({
      lender_id: lenderId,
      webhook_id: webhookId,
      event_id: eventId,
      status: 'pending',
      next_attempt_at: at,
      created_at: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return made.numInsertedOrUpdatedRows === 1n
}

export async function findDelivery(
  tx: Database,
  { lenderId, webhookId, eventId }: DeliveryKey,
): Promise<Delivery | null> {
  const row = await tx
    .selectFrom('webhook_deliveries')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('webhook_id', '=', webhookId)
    .where('event_id', '=', eventId)
    .executeTakeFirst()
  return row === undefined ? null : toDelivery(row)
}

export type DeliveryChange = Pick<
  Delivery,
  'status' | 'attempts' | 'lastOutcome' | 'lastAttemptAt' | 'nextAttemptAt'
>

/** @returns false when another run of the same attempt was recorded first. */
export async function changeDelivery(
  tx: Database,
  { lenderId, webhookId, eventId }: DeliveryKey,
  seenAttempts: number,
  change: DeliveryChange,
): Promise<boolean> {
  const changed = await tx
    .updateTable('webhook_deliveries')
    .set({
      status: change.status,
      attempts: change.attempts,
      last_outcome: change.lastOutcome,
      last_attempt_at: change.lastAttemptAt,
      next_attempt_at: change.nextAttemptAt,
    })
    .where('lender_id', '=', lenderId)
    .where('webhook_id', '=', webhookId)
    .where('event_id', '=', eventId)
    .where('attempts', '=', seenAttempts)
    .executeTakeFirst()
  return changed.numUpdatedRows === 1n
}

export type DeliveryPage = {
  readonly after: PageEnd | null
  readonly limit: number
}

/** Newest first, with the type of what each carries. */
export async function listDeliveries(
  tx: Database,
  { lenderId, webhookId }: { lenderId: string; webhookId: string },
  { after, limit }: DeliveryPage,
): Promise<(Delivery & { readonly type: string })[]> {
  let query = tx
    .selectFrom('webhook_deliveries as delivery')
    .innerJoin('outbox_events as event', (join) =>
      join
        .onRef('event.lender_id', '=', 'delivery.lender_id')
        .onRef('event.id', '=', 'delivery.event_id'),
    )
    .selectAll('delivery')
    .select('event.type')
    .where('delivery.lender_id', '=', lenderId)
    .where('delivery.webhook_id', '=', webhookId)
  if (after !== null) {
    const { createdAt, id } = after
    query = query.where((where) =>
      where.or([
        where('delivery.created_at', '<', createdAt),
        where.and([
          where('delivery.created_at', '=', createdAt),
          where('delivery.event_id', '>', id),
        ]),
      ]),
    )
  }
  const rows = await query
    .orderBy('delivery.created_at', 'desc')
    .orderBy('delivery.event_id')
    .limit(limit)
    .execute()
  return rows.map((row) => ({ ...toDelivery(row), type: row.type }))
}

function toDelivery(row: Selectable<Tables['webhook_deliveries']>): Delivery {
  return {
    eventId: row.event_id,
    status: row.status,
    attempts: row.attempts,
    lastOutcome: row.last_outcome,
    lastAttemptAt: row.last_attempt_at,
    nextAttemptAt: row.next_attempt_at,
    createdAt: row.created_at,
  }
}
