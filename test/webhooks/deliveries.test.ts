// From the end of a session to the lender's address: signed, thin, once for each change, tried for three days.
import { sql } from 'kysely'
import { Webhook as Signer } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { inLender } from '../../src/db/lender-transaction.ts'
import { queueSchema } from '../../src/jobs/database-schema.ts'
import { jobPayloads } from '../../src/jobs/kinds.ts'
import { cancelSession } from '../../src/sessions/cancel-session.ts'
import { announceEvent } from '../../src/webhooks/announce-event.ts'
import {
  patchWebhook,
  removeWebhook,
  rotateWebhookSecret,
} from '../../src/webhooks/change-webhook.ts'
import { createWebhook } from '../../src/webhooks/create-webhook.ts'
import { deliverEvent } from '../../src/webhooks/deliver-event.ts'
import { listOwnWebhooks, readDeliveries } from '../../src/webhooks/read-webhooks.ts'
import { signedHeaders } from '../../src/webhooks/secrets.ts'
import { replayDelivery, sendTestEvent } from '../../src/webhooks/send-again.ts'
import { MOST_ATTEMPTS } from '../../src/webhooks/webhook.ts'
import { opened } from '../support/journey-steps.ts'
import { type House, openHouse } from '../support/use-cases.ts'
import { type Receiver, startReceiver, status } from './receiver.ts'

let house: House
let receiver: Receiver
let api: House['deps'] & { webhookHosts: readonly string[] }
beforeAll(async () => {
  receiver = await startReceiver()
  house = await openHouse({ webhookHosts: [receiver.host] })
  api = { ...house.deps, webhookHosts: [receiver.host] }
})
afterEach(async () => {
  receiver.reset()
  for (const mode of ['test', 'live'] as const) {
    const access = house.access[mode]
    for (const { id } of await listOwnWebhooks(api, access)) await removeWebhook(api, access, id)
  }
  await work()
})
afterAll(async () => {
  await house.drop()
  await receiver.stop()
})

const access = () => house.access.test
const register = (eventTypes: Parameters<typeof createWebhook>[2]['eventTypes'] = null) =>
  createWebhook(api, access(), { url: receiver.url, eventTypes })

/** Does the waiting jobs of this folder as a worker would, those of a later hour too, `most` at a time. */
async function work(most = Number.POSITIVE_INFINITY): Promise<number> {
  const signal = new AbortController().signal
  for (let done = 0; ; done += 1) {
    if (done === most) return done
    const { rows } = await sql<{ name: string; data: unknown }>`
      delete from ${sql.table(`${queueSchema}.job`)} where id = (
        select id from ${sql.table(`${queueSchema}.job`)}
        where state = 'created' and name in ('announce-event', 'deliver-event')
        order by created_on, id limit 1)
      returning name, data`.execute(house.db)
    const [job] = rows
    if (!job) return done
    if (job.name === 'announce-event') {
      await announceEvent(house.worker, jobPayloads['announce-event'].parse(job.data))
    } else {
      await deliverEvent(house.worker, jobPayloads['deliver-event'].parse(job.data), { signal })
    }
  }
}

async function endedSession(): Promise<string> {
  const { id } = await opened(house)
  await cancelSession(house.deps, access(), id)
  return id
}

async function lastDelivery(webhookId: string) {
  const { items } = await readDeliveries(api, access(), webhookId, { limit: 1 })
  return items[0]
}

describe('a lender is told', () => {
  test('of a session’s end, signed, in handles only', async () => {
    const { webhook, secret } = await register()
    const sessionId = await endedSession()
    await work()
    expect(receiver.received).toHaveLength(1)
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    const at = new Date(Number(headers['webhook-timestamp']) * 1000)
    expect(at).toEqual(house.clock.now())
    const id = headers['webhook-id'] ?? ''
    expect(headers['webhook-signature']).toBe(new Signer(secret).sign(id, at, body))
    expect(JSON.parse(body)).toEqual({
      type: 'session.cancelled',
      timestamp: house.clock.now().toISOString(),
      data: { sessionId, code: null },
    })
    expect(headers['webhook-id']).toMatch(/^evt_/)
    expect(await lastDelivery(webhook.id)).toMatchObject({
      eventId: headers['webhook-id'],
      status: 'delivered',
      attempts: 1,
      lastOutcome: 'http_204',
    })
  })

  test('of the types it asked for and no other, in its mode and no other', async () => {
    await register(['session.completed'])
    await createWebhook(api, house.access.live, { url: receiver.url, eventTypes: null })
    await endedSession()
    await work()
    expect(receiver.received).toEqual([])
  })

  test('nothing of what was rolled back', async () => {
    await register()
    const { id } = await opened(house)
    const failing = {
      ...house.deps,
      queue: {
        enqueue: async () => {
          throw new Error('the database went away')
        },
      },
    }
    await expect(cancelSession(failing, access(), id)).rejects.toThrow('went away')
    await work()
    expect(receiver.received).toEqual([])
    const { lender } = access()
    const told = await inLender(house.db, lender.id, (tx) =>
      tx
        .selectFrom('outbox_events')
        .select('id')
        .where('lender_id', '=', lender.id)
        .where('subject_id', '=', id)
        .execute(),
    )
    expect(told).toEqual([])
  })

  test('once, however often the job that finds the receivers runs', async () => {
    const { webhook } = await register()
    await endedSession()
    await work()
    const eventId = receiver.received[0]?.headers['webhook-id'] ?? ''
    await announceEvent(house.worker, { lenderId: access().lender.id, eventId })
    await work()
    expect(receiver.received).toHaveLength(1)
    expect(await lastDelivery(webhook.id)).toMatchObject({ attempts: 1 })
  })
})

describe('a delivery that fails', () => {
  test('is tried ten times over three days, under one id and with one body, then given up', async () => {
    const { webhook } = await register()
    receiver.answerWith(status(500))
    await endedSession()
    await work()
    expect(receiver.received).toHaveLength(MOST_ATTEMPTS)
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(new Set(receiver.received.map(({ body }) => body)).size).toBe(1)
    expect(await lastDelivery(webhook.id)).toMatchObject({
      status: 'failed',
      attempts: 10,
      lastOutcome: 'http_500',
      nextAttemptAt: null,
    })
  })

  test('waits as long as the receiver asks, and longer each time', async () => {
    const { webhook } = await register()
    receiver.answerWith(status(503, { 'retry-after': '900' }))
    await endedSession()
    await work(2)
    const first = await lastDelivery(webhook.id)
    const waited = (delivery: typeof first) =>
      (Date.parse(delivery?.nextAttemptAt ?? '') - Date.parse(delivery?.lastAttemptAt ?? '')) / 1000
    expect(waited(first)).toBe(900)
    await work(3)
    expect(waited(await lastDelivery(webhook.id))).toBe(2 * 3600)
  })

  test('of an address that answers 410 is the last: the webhook is disabled, and says why', async () => {
    const { webhook } = await register()
    receiver.answerWith(status(410))
    await endedSession()
    await work()
    expect(receiver.received).toHaveLength(1)
    const [view] = await listOwnWebhooks(api, access())
    expect(view).toMatchObject({ id: webhook.id, disabledWhy: 'gone' })
    await endedSession()
    await work()
    expect(receiver.received).toHaveLength(1)
    await expect(sendTestEvent(api, access(), webhook.id)).rejects.toMatchObject({
      code: 'conflict',
    })
    const enabled = await patchWebhook(api, access(), webhook.id, { enabled: true })
    expect(enabled).toMatchObject({ disabledAt: null, disabledWhy: null })
  })
})

describe('a lender may', () => {
  test('try its webhook, and have an event sent again under the same id', async () => {
    const { webhook } = await register(['session.completed'])
    const { eventId } = await sendTestEvent(api, access(), webhook.id)
    await work()
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ type: 'webhook.test' })
    await replayDelivery(api, access(), webhook.id, eventId)
    await expect(replayDelivery(api, access(), webhook.id, eventId)).rejects.toMatchObject({
      code: 'conflict',
    })
    await work()
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toEqual([
      eventId,
      eventId,
    ])
  })

  test('change its secret: both sign for a day, then the new one alone', async () => {
    const { webhook } = await register()
    await rotateWebhookSecret(api, access(), webhook.id)
    await sendTestEvent(api, access(), webhook.id)
    await work()
    expect(receiver.received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    house.clock.pass(25 * 3600)
    await sendTestEvent(api, access(), webhook.id)
    await work()
    expect(receiver.received[1]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  })

  test('not see, change or use another’s webhook', async () => {
    const { webhook } = await register()
    for (const other of [house.access.live]) {
      expect(await listOwnWebhooks(api, other)).toEqual([])
      const missing = { code: 'not_found' }
      await expect(patchWebhook(api, other, webhook.id, {})).rejects.toMatchObject(missing)
      await expect(sendTestEvent(api, other, webhook.id)).rejects.toMatchObject(missing)
      await expect(removeWebhook(api, other, webhook.id)).rejects.toMatchObject(missing)
      await expect(readDeliveries(api, other, webhook.id, { limit: 5 })).rejects.toMatchObject(
        missing,
      )
    }
  })
})

test('the signature is that of the specification’s published example', () => {
  const headers = signedHeaders(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
    eventId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    body: '{"test": 2432232314}',
    at: new Date(1_614_265_330_000),
  })
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})
