// A lender changes where its events go, which it wants, or whether it wants any; or asks for a new secret.
import { appendAudit } from '../audit/append.ts'
import type { Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { Access } from '../lenders/lender.ts'
import type { EventType } from '../outbox/append-event.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import type { Vault } from '../vault/vault.ts'
import { checkedUrl, type PrivateHosts } from './address.ts'
import { ownWebhook } from './own-webhook.ts'
import { newWebhookSecret, sealSecret } from './secrets.ts'
import { SECRET_OVERLAP_SECONDS, type WebhookView, webhookView } from './webhook.ts'
import { changeWebhook, deleteWebhook, type WebhookChange } from './webhook-store.ts'

type Deps = { db: Pool; clock: Clock }

/** @throws AppError `not_found`, `invalid_request` naming `/url`. */
export async function patchWebhook(
  deps: Deps & { webhookHosts: PrivateHosts },
  access: Access,
  id: string,
  wanted: {
    readonly url?: string | undefined
    readonly eventTypes?: readonly EventType[] | null | undefined
    readonly enabled?: boolean | undefined
  },
): Promise<WebhookView> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const webhook = await ownWebhook(tx, access, id)
    const at = timestamp(deps.clock)
    const change: WebhookChange = {
      ...(wanted.url === undefined ? {} : { url: checkedUrl(wanted.url, deps.webhookHosts) }),
      ...(wanted.eventTypes === undefined ? {} : { eventTypes: wanted.eventTypes }),
      ...(wanted.enabled === true ? { disabledAt: null, disabledWhy: null } : {}),
      ...(wanted.enabled === false && webhook.disabledAt === null
        ? { disabledAt: at, disabledWhy: 'lender' }
        : {}),
    }
    if (Object.keys(change).length === 0) return webhookView(webhook)
    await changeWebhook(tx, webhook, change)
    await appendAudit(tx, {
      lenderId: webhook.lenderId,
      actor: access.actor,
      action: 'webhook.changed',
      subjectId: id,
      detail: { fields: Object.keys(change) },
      at,
    })
    return webhookView({ ...webhook, ...change })
  })
}

/** The secret before it signs too for a day, so that the receiver can change over. @throws AppError `not_found` */
export async function rotateWebhookSecret(
  deps: Deps & { vault: Vault },
  access: Access,
  id: string,
): Promise<{ webhook: WebhookView; secret: string }> {
  return await inLender(deps.db, access.lender.id, async (tx) => {
    const webhook = await ownWebhook(tx, access, id)
    const secret = newWebhookSecret()
    const change = {
      sealedSecret: await sealSecret(deps, tx, webhook, secret),
      sealedPreviousSecret: webhook.sealedSecret,
      previousSecretUntil: timestamp(deps.clock, SECRET_OVERLAP_SECONDS),
    }
    await changeWebhook(tx, webhook, change)
    await appendAudit(tx, {
      lenderId: webhook.lenderId,
      actor: access.actor,
      action: 'webhook.secret_rotated',
      subjectId: id,
      detail: {},
      at: timestamp(deps.clock),
    })
    return { webhook: webhookView({ ...webhook, ...change }), secret }
  })
}

/** With its secrets and the record of its deliveries. @throws AppError `not_found` */
export async function removeWebhook(
  deps: Deps & { vault: Vault },
  access: Access,
  id: string,
): Promise<void> {
  await inLender(deps.db, access.lender.id, async (tx) => {
    const webhook = await ownWebhook(tx, access, id)
    await deleteWebhook(tx, webhook)
    await deps.vault.destroyDataKey(tx, { lenderId: webhook.lenderId, subjectId: id })
    await appendAudit(tx, {
      lenderId: webhook.lenderId,
      actor: access.actor,
      action: 'webhook.deleted',
      subjectId: id,
      detail: {},
      at: timestamp(deps.clock),
    })
  })
}
