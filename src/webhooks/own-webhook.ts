// The webhook a lender names: of that lender and of the mode of its key, else there is none.
import type { Database } from '../db/database.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import type { Webhook } from './webhook.ts'
import { findWebhook } from './webhook-store.ts'

/** Locked until the end of the transaction. @throws AppError `not_found` */
export async function ownWebhook(tx: Database, access: Access, id: string): Promise<Webhook> {
  const webhook = await findWebhook(tx, { lenderId: access.lender.id, id }, true)
  if (webhook?.mode !== access.mode) throw new AppError('not_found', 'There is no such resource.')
  return webhook
}
