// What a lender reads of its webhooks: the list, and what was sent to one of them.
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import { readCursor, writeCursor } from '../runtime/page-cursor.ts'
import { type Delivery, listDeliveries } from './delivery-store.ts'
import { ownWebhook } from './own-webhook.ts'
import { type WebhookView, webhookView } from './webhook.ts'
import { listWebhooks } from './webhook-store.ts'

/** Of the key's mode, oldest first. */
export async function listOwnWebhooks(deps: { db: Pool }, access: Access): Promise<WebhookView[]> {
  const { lender, mode } = access
  const webhooks = await inLender(deps.db, lender.id, (tx) => listWebhooks(tx, lender.id, mode))
  return webhooks.map(webhookView)
}

/** Newest first. @throws AppError `not_found`, `invalid_request` for a cursor that is none of ours. */
export async function readDeliveries(
  deps: { db: Pool },
  access: Access,
  webhookId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: (Delivery & { type: string })[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : readCursor(page.cursor, 'evt')
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const { lenderId } = await ownWebhook(tx, access, webhookId)
    const asked = { after, limit: page.limit + 1 }
    const found = await listDeliveries(tx, { lenderId, webhookId }, asked)
    const items = found.slice(0, page.limit)
    const last = items.at(-1)
    const more = found.length > items.length && last !== undefined
    return {
      items,
      nextCursor: more ? writeCursor({ createdAt: last.createdAt, id: last.eventId }) : null,
    }
  })
}
