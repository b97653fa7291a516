// A lender names an address that is to be told of events, and is given the secret that signs them.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import { AppError } from '../errors.ts'
import type { Access } from '../lenders/lender.ts'
import type { EventType } from '../outbox/append-event.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { newId } from '../runtime/ids.ts'
import type { Vault } from '../vault/vault.ts'
import { checkedUrl, type PrivateHosts } from './address.ts'
import { newWebhookSecret, sealSecret } from './secrets.ts'
import { type WebhookView, webhookView } from './webhook.ts'
import { insertWebhook, listWebhooks } from './webhook-store.ts'

const MOST_WEBHOOKS = 20

/** @throws AppError `invalid_request` naming `/url`, `conflict` beyond 20 of one mode. */
export async function createWebhook(
  deps: { db: Pool; vault: Vault; clock: Clock; webhookHosts: PrivateHosts },
  access: Access,
  input: { readonly url: string; readonly eventTypes: readonly EventType[] | null },
): Promise<{ webhook: WebhookView; secret: string }> {
  const url = checkedUrl(input.url, deps.webhookHosts)
  const { lender, mode, actor } = access
  return await inLender(deps.db, lender.id, async (tx) => {
    if ((await listWebhooks(tx, lender.id, mode)).length >= MOST_WEBHOOKS) {
      throw new AppError(
        'conflict',
        `There are ${MOST_WEBHOOKS} webhooks already. Delete one first.`,
      )
    }
    const at = timestamp(deps.clock)
    const id = newId('whk')
    const secret = newWebhookSecret()
    await deps.vault.createDataKey(tx, { lenderId: lender.id, subjectId: id })
    const webhook = {
      ...{ lenderId: lender.id, id, mode, url, eventTypes: input.eventTypes, createdAt: at },
      sealedSecret: await sealSecret(deps, tx, { lenderId: lender.id, id }, secret),
      sealedPreviousSecret: null,
      previousSecretUntil: null,
      disabledAt: null,
      disabledWhy: null,
    }
    await insertWebhook(tx, webhook)
    await appendAudit(tx, {
      lenderId: lender.id,
      actor,
      action: 'webhook.created',
      subjectId: id,
      detail: { types: input.eventTypes === null ? 'all' : [...input.eventTypes] },
      at,
    })
    return { webhook: webhookView(webhook), secret }
  })
}
