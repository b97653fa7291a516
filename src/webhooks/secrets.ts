// The secrets that sign: sealed under the webhook's own data key, opened when an event is sent.
import { randomBytes } from 'node:crypto'
import { Webhook as Signer } from 'standardwebhooks'
import type { Database } from '../db/database.ts'
import type { Vault } from '../vault/vault.ts'
import type { Webhook } from './webhook.ts'

/** `whsec_` and 32 random bytes in base64, as the Standard Webhooks specification writes symmetric keys. */
export function newWebhookSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}

type Owner = { readonly lenderId: string; readonly id: string }

export async function sealSecret(
  deps: { vault: Vault },
  tx: Database,
  { lenderId, id }: Owner,
  secret: string,
): Promise<Buffer> {
  return await deps.vault.seal(tx, { lenderId, subjectId: id, field: 'webhook_secret' }, secret)
}

/** The current one first; the one before it as long as it still signs. */
export async function openSecrets(
  deps: { vault: Vault },
  tx: Database,
  webhook: Webhook,
  now: string,
): Promise<string[]> {
  const { lenderId, id, previousSecretUntil, sealedPreviousSecret } = webhook
  const overlaps = previousSecretUntil !== null && previousSecretUntil > now
  const sealed = [webhook.sealedSecret, ...(overlaps ? [sealedPreviousSecret] : [])]
  const secrets: string[] = []
  for (const each of sealed) {
    if (each === null) continue
    const context = { lenderId, subjectId: id, field: 'webhook_secret' }
    secrets.push(await deps.vault.open(tx, context, each))
  }
  return secrets
}

/** Headers of the Standard Webhooks specification: one signature for each secret. */
export function signedHeaders(
  secrets: readonly string[],
  { eventId, body, at }: { eventId: string; body: string; at: Date },
): Record<string, string> {
  const signatures = secrets.map((secret) => new Signer(secret).sign(eventId, at, body))
  return {
    'webhook-id': eventId,
    'webhook-timestamp': String(Math.floor(at.getTime() / 1000)),
    'webhook-signature': signatures.join(' '),
  }
}
