// What lenders are to be told: an event in the transaction of the change, so that neither stands alone.
import type { Database } from '../db/database.ts'
import type { Queue } from '../jobs/queue.ts'
import { newId } from '../runtime/ids.ts'

export const eventTypes = [
  'session.completed',
  'session.declined',
  'session.cancelled',
  'session.expired',
  'session.failed',
  'session.withdrawn',
  'report.created',
  'report.corrected',
  'review.opened',
  'review.closed',
  'rescoring.completed',
  'rescoring.cancelled',
  'webhook.test',
] as const
export type EventType = (typeof eventTypes)[number]

/** Handles and codes; never text of a customer or a bank. */
export type EventData = { readonly [name: string]: string | null }

export type OutboxEvent = {
  readonly lenderId: string
  readonly mode: 'test' | 'live'
  readonly type: EventType
  /** What it happened to: an event of one type is told of it once. */
  readonly subjectId: string
  readonly data: EventData
  /** RFC 3339 text. */
  readonly at: string
}

/** @returns the event's id: the `webhook-id` of every delivery of it. */
export async function appendEvent(
  deps: { queue: Queue },
  tx: Database,
  event: OutboxEvent,
): Promise<string> {
  const id = await insertEvent(tx, event)
  await deps.queue.enqueue(tx, 'announce-event', { lenderId: event.lenderId, eventId: id })
  return id
}

/** The row alone, for who settles himself whom it goes to. */
export async function insertEvent(tx: Database, event: OutboxEvent): Promise<string> {
  const id = newId('evt')
  await tx
    .insertInto('outbox_events')
    .values({
      lender_id: event.lenderId,
      id,
      mode: event.mode,
      type: event.type,
      subject_id: event.subjectId,
      data: JSON.stringify(event.data),
      created_at: event.at,
    })
    .execute()
  return id
}
