// A webhook: an address of a lender that is told of events, and when it is tried again.
import type { EventType } from '../outbox/append-event.ts'

export type Webhook = {
  readonly lenderId: string
  readonly id: string
  readonly mode: 'test' | 'live'
  readonly url: string
  /** null: every type. */
  readonly eventTypes: readonly EventType[] | null
  readonly sealedSecret: Buffer
  readonly sealedPreviousSecret: Buffer | null
  readonly previousSecretUntil: string | null
  readonly disabledAt: string | null
  /** `gone`: it answered 410. */
  readonly disabledWhy: 'lender' | 'gone' | null
  readonly createdAt: string
}

/** As the lender reads it: without its secret. */
export type WebhookView = Pick<
  Webhook,
  'id' | 'url' | 'eventTypes' | 'previousSecretUntil' | 'disabledAt' | 'disabledWhy' | 'createdAt'
>

export function webhookView(webhook: Webhook): WebhookView {
  const { id, url, eventTypes, previousSecretUntil, disabledAt, disabledWhy, createdAt } = webhook
  return { id, url, eventTypes, previousSecretUntil, disabledAt, disabledWhy, createdAt }
}

export function isSubscribed(webhook: Webhook, type: EventType): boolean {
  return webhook.eventTypes === null || webhook.eventTypes.includes(type)
}

/** How long the secret before the current one still signs, in seconds. */
export const SECRET_OVERLAP_SECONDS = 24 * 3600

const MINUTE = 60
const HOUR = 3600

/**
 * Seconds to wait before attempts 2 to 10: 75 hours, 35 minutes and 5 seconds in all, as the Standard
 * Webhooks specification 1.0.0 proposes ("Deliverability and reliability").
 */
const waits = [
  ...[5, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 5 * HOUR],
  ...[10 * HOUR, 14 * HOUR, 20 * HOUR, 24 * HOUR],
]

export const MOST_ATTEMPTS = waits.length + 1

/** @param failed attempts so far. @returns null when there is no further one. */
export function secondsToNextAttempt(failed: number, retryAfterSeconds: number): number | null {
  const wait = waits[failed - 1]
  return wait === undefined ? null : Math.max(wait, Math.min(retryAfterSeconds, 24 * HOUR))
}
