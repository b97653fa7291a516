// What a lender reads of its webhooks: the list, and what was sent to one of them.
import { z } from 'zod'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
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

const cursorSchema = z.tuple([z.iso.datetime(), z.string().startsWith('evt_')])

/** Newest first. @throws AppError `not_found`, `invalid_request` for a cursor that is none of ours. */
export async function readDeliveries(
  deps: { db: Pool },
  access: Access,
  webhookId: string,
  page: { readonly cursor?: string | undefined; readonly limit: number },
): Promise<{ items: (Delivery & { type: string })[]; nextCursor: string | null }> {
  const after = page.cursor === undefined ? null : readCursor(page.cursor)
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const { lenderId } = await ownWebhook(tx, access, webhookId)
    const asked = { after, limit: page.limit + 1 }
    const found = await listDeliveries(tx, { lenderId, webhookId }, asked)
    const items = found.slice(0, page.limit)
    const last = items.at(-1)
    const more = found.length > items.length && last !== undefined
    return { items, nextCursor: more ? writeCursor(last) : null }
  })
}

function writeCursor({ createdAt, eventId }: { createdAt: string; eventId: string }): string {
  return Buffer.from(JSON.stringify([createdAt, eventId])).toString('base64url')
}

function readCursor(cursor: string): { createdAt: string; eventId: string } {
  try {
    const text = Buffer.from(cursor, 'base64url').toString('utf8')
    const [createdAt, eventId] = cursorSchema.parse(JSON.parse(text))
    return { createdAt, eventId }
  } catch (cause) {
    throw new AppError('invalid_request', 'The cursor is not one this list gave.', {
      cause,
      issues: [{ pointer: '/cursor', detail: 'must be the nextCursor of a page of this list' }],
    })
  }
}
