// The rows of webhooks: the only SQL on them.
import type { Selectable } from 'kysely'
import type { Database } from '../db/database.ts'
import type { Tables } from '../db/tables.ts'
import { type EventType, eventTypes } from '../outbox/append-event.ts'
import type { Webhook } from './webhook.ts'

type Key = { readonly lenderId: string; readonly id: string }

export async function insertWebhook(tx: Database, webhook: Webhook): Promise<void> {
  await tx
    .insertInto('webhooks')
    .values({
      lender_id: webhook.lenderId,
      id: webhook.id,
      mode: webhook.mode,
      url: webhook.url,
      event_types: webhook.eventTypes === null ? null : [...webhook.eventTypes],
      sealed_secret: webhook.sealedSecret,
      created_at: webhook.createdAt,
    })
    .execute()
}

/** `lock`: until the end of the transaction. */
export async function findWebhook(
  tx: Database,
  { lenderId, id }: Key,
  lock = false,
): Promise<Webhook | null> {
  const query = tx
    .selectFrom('webhooks')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  return row === undefined ? null : toWebhook(row)
}

/** Oldest first. */
export async function listWebhooks(
  tx: Database,
  lenderId: string,
  mode: 'test' | 'live',
): Promise<Webhook[]> {
  const rows = await tx
    .selectFrom('webhooks')
    .selectAll()
    .where('lender_id', '=', lenderId)
    .where('mode', '=', mode)
    .orderBy('created_at')
    .orderBy('id')
    .execute()
  return rows.map(toWebhook)
}

export type WebhookChange = Partial<
  Pick<
    Webhook,
    | ('url' | 'eventTypes' | 'disabledAt' | 'disabledWhy')
    | ('sealedSecret' | 'sealedPreviousSecret' | 'previousSecretUntil')
  >
>

export async function changeWebhook(
  tx: Database,
  { lenderId, id }: Key,
  change: WebhookChange,
): Promise<void> {
  const { eventTypes: types } = change
  await tx
    .updateTable('webhooks')
    .set({
      url: change.url,
      event_types: types === undefined ? undefined : types === null ? null : [...types],
      disabled_at: change.disabledAt,
      disabled_why: change.disabledWhy,
      sealed_secret: change.sealedSecret,
      sealed_previous_secret: change.sealedPreviousSecret,
      previous_secret_until: change.previousSecretUntil,
    })
    .where('lender_id', '=', lenderId)
    .where('id', '=', id)
    .execute()
}

/** Its deliveries go with it. */
export async function deleteWebhook(tx: Database, { lenderId, id }: Key): Promise<void> {
  await tx.deleteFrom('webhooks').where('lender_id', '=', lenderId).where('id', '=', id).execute()
}

function toWebhook(row: Selectable<Tables['webhooks']>): Webhook {
  return {
    lenderId: row.lender_id,
    id: row.id,
    mode: row.mode,
    url: row.url,
    eventTypes: row.event_types === null ? null : row.event_types.filter(isEventType),
    sealedSecret: row.sealed_secret,
    sealedPreviousSecret: row.sealed_previous_secret,
    previousSecretUntil: row.previous_secret_until,
    disabledAt: row.disabled_at,
    disabledWhy: row.disabled_why,
    createdAt: row.created_at,
  }
}

/** A type that a later version wrote is not one this version can send. */
export function isEventType(text: string): text is EventType {
  return eventTypes.some((type) => type === text)
}
