// The job of one attempt: signs and sends the event, records what came of it, arranges the next attempt.
import { appendAudit } from '../audit/append.ts'
import type { Database, Pool } from '../db/database.ts'
import { inLender } from '../db/lender-transaction.ts'
import type { JobPayload } from '../jobs/kinds.ts'
import type { Queue } from '../jobs/queue.ts'
import { type Clock, timestamp } from '../runtime/clock.ts'
import { traceparent } from '../telemetry/current-span.ts'
import { measure } from '../telemetry/metrics.ts'
import { callSpan } from '../telemetry/span.ts'
import type { Vault } from '../vault/vault.ts'
import type { Answer, WebhookCaller } from './caller.ts'
import { changeDelivery, findDelivery, findEvent, type StoredEvent } from './delivery-store.ts'
import { openSecrets, signedHeaders } from './secrets.ts'
import { secondsToNextAttempt, type Webhook } from './webhook.ts'
import { changeWebhook, findWebhook } from './webhook-store.ts'

type Deps = { db: Pool; vault: Vault; clock: Clock; queue: Queue; webhookCaller: WebhookCaller }
type Attempt = JobPayload<'deliver-event'>
type Parcel = { readonly webhook: Webhook; readonly event: StoredEvent; readonly secrets: string[] }

/**
 * At least once: an attempt whose process died between the call and the record is made again, under the
 * same `webhook-id`.
 */
export async function deliverEvent(
  deps: Deps,
  attempt: Attempt,
  context: { readonly signal: AbortSignal },
): Promise<void> {
  const parcel = await inLender(deps.db, attempt.lenderId, (tx) => readParcel(deps, tx, attempt))
  if (parcel === null) return
  const { webhook, event, secrets } = parcel
  const body = bodyOf(event)
  const signed = signedHeaders(secrets, { eventId: event.id, body, at: deps.clock.now() })
  const post = () => {
    // the lender's own trace may go on from ours
    const parent = traceparent()
    return deps.webhookCaller.post({
      url: webhook.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'nonante-webhooks',
        ...signed,
        ...(parent === null ? {} : { traceparent: parent }),
      },
      body,
      signal: context.signal,
    })
  }
  const started = performance.now()
  const answer = await callSpan('webhook', { type: event.type }, post, (told) => ({
    outcome: outcomeOf(told),
    'http.response.status_code': told.answered ? told.status : undefined,
  }))
  const outcome = outcomeOf(answer)
  measure('nonante.webhook.duration', { outcome }, performance.now() - started)
  await inLender(deps.db, attempt.lenderId, (tx) => record(deps, tx, attempt, answer))
}

function outcomeOf(answer: Answer): string {
  return answer.answered ? `http_${answer.status}` : answer.failure
}

/** Thin: handles and a code, what the lender then asks for with its key. Same bytes at every attempt. */
function bodyOf({ type, createdAt, data }: StoredEvent): string {
  const sorted = Object.fromEntries(Object.entries(data).sort(([a], [b]) => (a < b ? -1 : 1)))
  return JSON.stringify({ type, timestamp: createdAt, data: sorted })
}

/** @returns null when this attempt is no longer the one to make. */
async function readParcel(deps: Deps, tx: Database, attempt: Attempt): Promise<Parcel | null> {
  const { lenderId, webhookId } = attempt
  const delivery = await findDelivery(tx, attempt)
  if (delivery?.status !== 'pending' || delivery.attempts !== attempt.attempt - 1) return null
  const webhook = await findWebhook(tx, { lenderId, id: webhookId })
  const event = await findEvent(tx, attempt)
  if (webhook === null || event === null) return null
  if (webhook.disabledAt !== null) {
    await changeDelivery(tx, attempt, delivery.attempts, {
      ...delivery,
      status: 'failed',
      lastOutcome: 'disabled',
      nextAttemptAt: null,
    })
    return null
  }
  const secrets = await openSecrets(deps, tx, webhook, timestamp(deps.clock))
  return { webhook, event, secrets }
}

async function record(deps: Deps, tx: Database, attempt: Attempt, answer: Answer): Promise<void> {
  const at = timestamp(deps.clock)
  const delivered = answer.answered && answer.status >= 200 && answer.status < 300
  const gone = answer.answered && answer.status === 410
  const retryAfter = answer.answered ? answer.retryAfterSeconds : 0
  const wait = delivered || gone ? null : secondsToNextAttempt(attempt.attempt, retryAfter)
  const recorded = await changeDelivery(tx, attempt, attempt.attempt - 1, {
    status: delivered ? 'delivered' : wait === null ? 'failed' : 'pending',
    attempts: attempt.attempt,
    lastOutcome: outcomeOf(answer),
    lastAttemptAt: at,
    nextAttemptAt: wait === null ? null : timestamp(deps.clock, wait),
  })
  if (!recorded) return
  if (gone) await disable(tx, attempt, at)
  if (wait !== null) {
    const next = { ...attempt, attempt: attempt.attempt + 1 }
    await deps.queue.enqueue(tx, 'deliver-event', next, { afterSeconds: wait })
  }
}

/** 410 asks for no more, ever: RFC 9110 15.5.11 and the Standard Webhooks specification. */
async function disable(tx: Database, { lenderId, webhookId }: Attempt, at: string): Promise<void> {
  await changeWebhook(tx, { lenderId, id: webhookId }, { disabledAt: at, disabledWhy: 'gone' })
  await appendAudit(tx, {
    lenderId,
    actor: 'service',
    action: 'webhook.disabled',
    subjectId: webhookId,
    detail: { why: 'gone' },
    at,
  })
}
