// Deliveries a lender asks for: an event made up for trying, or one that was sent before.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Queue } from '../jobs/queue.ts'
import type { Access } from '../lenders/lender.ts'
import { insertEvent } from '../outbox/append-event.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import { changeDelivery, findDelivery, insertDelivery } from './delivery-store.ts'
import { ownWebhook } from './own-webhook.ts'
import type { Webhook } from './webhook.ts'

type Deps = { db: Pool; clock: Clock; queue: Queue }

/** To this webhook alone, whatever types it asks for. @throws AppError `not_found`, `conflict` when disabled. */
export async function sendTestEvent(
  deps: Deps,
  access: Access,
  id: string,
): Promise<{ eventId: string }> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const webhook = await enabled(tx, access, id)
    const { lenderId, mode } = webhook
    const at = timestamp(deps.clock)
    const eventId = await insertEvent(tx, {
      ...{ lenderId, mode, type: 'webhook.test', at },
      // each trial is an event of its own
      subjectId: newId('evt'),
      data: { webhookId: id },
    })
    const key = { lenderId, webhookId: id, eventId }
    await insertDelivery(tx, key, at)
    await deps.queue.enqueue(tx, 'deliver-event', { ...key, attempt: 1 })
    return { eventId }
  })
}

/** From the first attempt on, under the same `webhook-id`. @throws AppError `not_found`, `conflict` */
export async function replayDelivery(
  deps: Deps,
  access: Access,
  id: string,
  eventId: string,
): Promise<void> {
  await inLender(deps.db, access.lender.id, async (tx) => {
    const { lenderId } = await enabled(tx, access, id)
    const key = { lenderId, webhookId: id, eventId }
    const delivery = await findDelivery(tx, key)
    if (delivery === null) throw new AppError('not_found', 'There is no such resource.')
    if (delivery.status === 'pending') {
      throw new AppError('conflict', 'The event is still being delivered.')
    }
    const at = timestamp(deps.clock)
    const reset = { ...delivery, status: 'pending', attempts: 0, nextAttemptAt: at } as const
    await changeDelivery(tx, key, delivery.attempts, reset)
    await deps.queue.enqueue(tx, 'deliver-event', { ...key, attempt: 1 })
    await appendAudit(tx, {
      lenderId,
      actor: access.actor,
      action: 'webhook.replayed',
      subjectId: id,
      detail: { eventId },
      at,
    })
  })
}

async function enabled(tx: Database, access: Access, id: string): Promise<Webhook> {
  const webhook = await ownWebhook(tx, access, id)
  if (webhook.disabledAt === null) return webhook
  throw new AppError('conflict', 'The webhook is disabled. Enable it first.')
}
