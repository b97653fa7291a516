// One call: what is connected to, how long it may take, what counts as an answer.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { createWebhookCaller, type WebhookCaller } from '../../src/webhooks/caller.ts'
import { type Receiver, startReceiver, status } from './receiver.ts'

let receiver: Receiver
let caller: WebhookCaller
const callers: WebhookCaller[] = []
beforeAll(async () => {
  receiver = await startReceiver()
  caller = createWebhookCaller({ privateHosts: [receiver.host], deadlineMs: 400 })
  callers.push(caller)
})
afterEach(() => receiver.reset())
afterAll(async () => {
  for (const each of callers) await each.close()
  await receiver.stop()
})

const post = (url: string, by = caller) =>
  by.post({ url, headers: {}, body: '{}', signal: new AbortController().signal })

describe('a webhook is called', () => {
  test('and its status is the answer', async () => {
    expect(await post(receiver.url)).toEqual({ answered: true, status: 204, retryAfterSeconds: 0 })
    receiver.answerWith(status(429, { 'retry-after': '120' }))
    expect(await post(receiver.url)).toEqual({
      answered: true,
      status: 429,
      retryAfterSeconds: 120,
    })
  })

  test('and a redirect is not followed', async () => {
    receiver.answerWith(status(307, { location: `http://${receiver.host}/elsewhere` }))
    expect(await post(receiver.url)).toMatchObject({ status: 307 })
    expect(receiver.received).toHaveLength(1)
  })

  test('and who does not answer in time has failed', async () => {
    receiver.answerWith(() => {})
    expect(await post(receiver.url)).toEqual({ answered: false, failure: 'timeout' })
  })

  test('and an endless answer is not read', async () => {
    let written = 0
    receiver.answerWith((response) => {
      response.writeHead(200)
      const timer = setInterval(() => {
        written += 1
        response.write('x'.repeat(100_000))
      }, 1)
      response.on('close', () => clearInterval(timer))
    })
    expect(await post(receiver.url)).toMatchObject({ status: 200 })
    const before = written
    await expect.poll(() => written - before < 20).toBe(true)
  })

  test('and a connection refused has failed', async () => {
    const closed = await startReceiver()
    const other = createWebhookCaller({ privateHosts: [closed.host] })
    callers.push(other)
    await closed.stop()
    expect(await post(closed.url, other)).toEqual({ answered: false, failure: 'connection_failed' })
  })
})

describe('a webhook is not called', () => {
  const resolvingTo = (...answers: string[][]) => {
    const asked: string[] = []
    const made = createWebhookCaller({
      privateHosts: [],
      deadlineMs: 400,
      resolveName: async (name) => {
        const found = answers[Math.min(asked.length, answers.length - 1)] ?? []
        asked.push(name)
        return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
      },
    })
    callers.push(made)
    return { made, asked }
  }
  const url = 'https://hooks.lender.example/'

  test.each([
    ['to this machine', ['127.0.0.1']],
    ['to a private network', ['10.0.0.7']],
    ['to the metadata of a cloud', ['169.254.169.254']],
    ['to a mapped address', ['::ffff:127.0.0.1']],
    ['to one public address and one that is not', ['8.8.8.8', '127.0.0.1']],
    ['to nothing', []],
  ])('when its name leads %s', async (_, addresses) => {
    const { made } = resolvingTo(addresses)
    expect(await post(url, made)).toEqual({ answered: false, failure: 'refused_address' })
  })

  test('when the name server changes its mind (rebinding): each connection is judged by its own answer, once', async () => {
    const { made, asked } = resolvingTo(['8.8.8.8'], ['127.0.0.1'])
    expect(await post(url, made)).toMatchObject({ answered: false })
    expect(asked).toEqual(['hooks.lender.example'])
    expect(await post(url, made)).toEqual({ answered: false, failure: 'refused_address' })
  })

  test('when the operator has taken its host off the list', async () => {
    const { made } = resolvingTo(['127.0.0.1'])
    expect(await post(receiver.url, made)).toEqual({ answered: false, failure: 'refused_address' })
    expect(receiver.received).toEqual([])
  })
})
