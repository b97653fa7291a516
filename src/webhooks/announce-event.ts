// The job that finds out whom an event goes to: a delivery for each webhook that asks for its type.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { findEvent, insertDelivery } from './delivery-store.ts'
import { isSubscribed } from './webhook.ts'
import { listWebhooks } from './webhook-store.ts'

/** Running it again changes nothing: a delivery that exists is not made again. */
export async function announceEvent(
  deps: { db: Pool; clock: Clock; queue: Queue },
  { lenderId, eventId }: JobPayload<'announce-event'>,
): Promise<void> {
  await inLender(deps.db, lenderId, async (tx) => {
    const event = await findEvent(tx, { lenderId, eventId })
    if (event === null) return
    const at = timestamp(deps.clock)
    for (const webhook of await listWebhooks(tx, lenderId, event.mode)) {
      if (webhook.disabledAt !== null || !isSubscribed(webhook, event.type)) continue
      const key = { lenderId, webhookId: webhook.id, eventId }
      if (await insertDelivery(tx, key, at)) {
        await deps.queue.enqueue(tx, 'deliver-event', { ...key, attempt: 1 })
      }
    }
  })
}
