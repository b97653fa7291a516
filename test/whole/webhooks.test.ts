// A lender is told of its sessions by the whole service: over HTTP in, over HTTP out, verified as its own library does.
import { Webhook } from 'standardwebhooks'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { playJourney } from '../../src/demo/play-journey.ts'
import { findPersona } from '../../src/sandbox/personas/personas.ts'
import { sandboxBankId } from '../../src/wiring/banks.ts'
import { startWholeService, type WholeService } from '../support/whole-service.ts'
import { type Receiver, startReceiver } from '../webhooks/receiver.ts'

let receiver: Receiver
let service: WholeService
let calls = 0
beforeAll(async () => {
  receiver = await startReceiver()
  service = await startWholeService({ webhookHosts: [receiver.host] })
})
afterEach(() => receiver.reset())
afterAll(async () => {
  await service.stop()
  await receiver.stop()
})

async function call(method: string, path: string, body?: unknown) {
  calls += 1
  const response = await fetch(`${service.baseUrl}${path}`, {
    method,
    headers: {
      authorization: `Bearer ${service.key}`,
      'content-type': 'application/json',
      'idempotency-key': `webhook-${calls}`,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })
  const text = await response.text()
  return { status: response.status, body: text === '' ? null : JSON.parse(text) }
}

describe('a lender’s webhook', () => {
  test('hears of a completed session, and the report it names is there', async () => {
    const { status, body: made } = await call('POST', '/v1/webhooks', { url: receiver.url })
    expect(status).toBe(201)
    const { id, consentUrl } = await service.backend.openSession({
      applicant: { reference: 'told', name: 'MALLOW MARC' },
    })
    const identifier = findPersona('Marc')?.identifier ?? ''
    await playJourney({ consentUrl, bankId: sandboxBankId, identifier })
    await expect.poll(() => receiver.received.length, { timeout: 15_000 }).toBe(1)
    const [{ headers, body } = { headers: {}, body: '' }] = receiver.received
    expect(new Webhook(made.secret).verify(body, headers)).toMatchObject({
      type: 'session.completed',
      data: { sessionId: id, reportId: expect.stringMatching(/^rep_/) },
    })
    const { data } = JSON.parse(body)
    expect((await call('GET', `/v1/reports/${data.reportId}`)).status).toBe(200)
    for (const secret of ['MALLOW', 'Marc', 'FR76', service.key]) expect(body).not.toContain(secret)
    const { body: page } = await call('GET', `/v1/webhooks/${made.id}/deliveries`)
    expect(page.items).toMatchObject([{ type: 'session.completed', status: 'delivered' }])
    expect((await call('DELETE', `/v1/webhooks/${made.id}`)).status).toBe(204)
    expect((await call('GET', '/v1/webhooks')).body).toEqual({ items: [] })
  })

  test.each([
    ['an address in the operator’s network', { url: 'https://10.0.0.1/' }, '/url'],
    [
      'a type nobody sends',
      { url: 'https://lender.example/', eventTypes: ['session.made_up'] },
      '/eventTypes/0',
    ],
    ['a key that is not known', { url: 'https://lender.example/', secret: 'x' }, '/secret'],
  ])('is refused for %s, naming the field', async (_, input, pointer) => {
    const { status, body } = await call('POST', '/v1/webhooks', input)
    expect(status).toBe(400)
    expect(body.errors).toMatchObject([{ pointer }])
  })
})
