// What is too large, too many or malformed is refused on the socket itself, as a problem, and the service goes on.
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHttpServer } from '../../src/http/server.ts'
import { type Service, startService } from './service.ts'

let service: Service
beforeAll(async () => {
  service = await startService()
})
afterAll(() => service.stop())

type Answer = { readonly status: number; readonly head: string; readonly body: string }

/** The bytes as they are, and what came back until the other side closed. */
function send(...chunks: readonly string[]): Promise<Answer> {
  return sendTo(Number(new URL(service.baseUrl).port), chunks)
}

function sendTo(port: number, chunks: readonly string[]): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1')
    let text = ''
    socket.setTimeout(20_000, () => reject(new Error(`still open after: ${text.slice(0, 200)}`)))
    socket.on('data', (data) => {
      text += data.toString('latin1')
    })
    // a refusal may come while we still write
    socket.on('error', () => {})
    socket.on('close', () => {
      const [head = '', ...body] = text.split('\r\n\r\n')
      resolve({ status: Number(head.split(' ')[1]), head, body: body.join('\r\n\r\n') })
    })
    for (const chunk of chunks) socket.write(chunk)
  })
}

const ask = (target: string, fields: readonly string[], method = 'GET') =>
  [`${method} ${target} HTTP/1.1`, 'Host: localhost', 'Connection: close', ...fields, '', ''].join(
    '\r\n',
  )
const authorized = () => `Authorization: Bearer ${service.key}`

function expectProblem(answer: Answer, status: number, code: string): void {
  expect(answer.status).toBe(status)
  expect(answer.head.toLowerCase()).toContain('content-type: application/problem+json')
  const problem = JSON.parse(
    answer.body.slice(answer.body.indexOf('{'), answer.body.lastIndexOf('}') + 1),
  )
  expect(problem).toMatchObject({ type: `/problems/${code}`, status })
  expect(problem.instance).toMatch(/^req_/)
}

describe('a request line', () => {
  test('of 11,000 characters goes through', async () => {
    const answer = await send(ask(`/v1/banks?x=${'a'.repeat(11_000)}`, [authorized()]))
    expect([200, 400]).toContain(answer.status)
    expect(answer.body).not.toContain('uri_too_long')
  })

  test('of 13,000 is too long, on every kind of address', async () => {
    for (const path of ['/v1/banks', '/consent/x', '/r/x', '/callback/bpce-13807', '/nowhere']) {
      const answer = await send(ask(`${path}?x=${'a'.repeat(13_000)}`, [authorized()]))
      expectProblem(answer, 414, 'uri_too_long')
    }
  })

  test('of 20,000 is refused before it is read', async () => {
    const answer = await send(ask(`/v1/banks?x=${'a'.repeat(20_000)}`, []))
    expectProblem(answer, 431, 'headers_too_large')
  })

  test('without a host is refused by the server alone, without a body', async () => {
    expect((await send('GET /v1/banks HTTP/1.1\r\n\r\n')).status).toBe(400)
  })

  test.each(['NONSENSE\r\n\r\n', '\x16\x03\x01\x02\x00\x01'])(
    'that is none is refused as a problem: %j',
    async (bytes) => {
      expectProblem(await send(bytes), 400, 'invalid_request')
    },
  )
})

describe('header fields', () => {
  const fields = (count: number) => Array.from({ length: count }, (_, n) => `X-Field-${n}: 1`)

  test('may be a hundred, no more', async () => {
    const few = await send(ask('/v1/banks', [authorized(), ...fields(90)]))
    expect(few.status).toBe(200)
    const many = await send(ask('/v1/banks', [authorized(), ...fields(120)]))
    expectProblem(many, 431, 'headers_too_large')
    const same = Array.from({ length: 120 }, () => 'Cookie: a=b')
    expectProblem(await send(ask('/journey', same)), 431, 'headers_too_large')
  })

  test('may have 16 kB together, no more', async () => {
    const answer = await send(ask('/v1/banks', [authorized(), `X-Large: ${'a'.repeat(17_000)}`]))
    expectProblem(answer, 431, 'headers_too_large')
  })

  test.each([
    ['with a line break smuggled in', 'X-A: b\rX-C: d'],
    ['with a name that is none', 'X A: b'],
    ['with two lengths', 'Content-Length: 1\r\nContent-Length: 2'],
    ['with a length and chunks', 'Content-Length: 1\r\nTransfer-Encoding: chunked'],
  ])('%s are refused', async (_, field) => {
    expectProblem(
      await send(ask('/v1/sessions', [authorized(), field], 'POST')),
      400,
      'invalid_request',
    )
  })
})

describe('a body', () => {
  const json = () => [authorized(), 'Content-Type: application/json', 'Idempotency-Key: k']

  test('announced larger than 5 MB is refused unread', async () => {
    const head = ask('/v1/sessions', [...json(), `Content-Length: ${6 * 1024 * 1024}`], 'POST')
    expectProblem(await send(head), 413, 'payload_too_large')
  })

  test('that grows beyond 5 MB in chunks is refused on the way', async () => {
    const chunk = `${(256 * 1024).toString(16)}\r\n${'a'.repeat(256 * 1024)}\r\n`
    const head = ask('/v1/sessions', [...json(), 'Transfer-Encoding: chunked'], 'POST')
    const answer = await send(head, ...Array.from({ length: 24 }, () => chunk), '0\r\n\r\n')
    expectProblem(answer, 413, 'payload_too_large')
  })

  test('without a valid key is not even looked at', async () => {
    const head = ask(
      '/v1/sessions',
      ['Content-Type: application/json', `Content-Length: ${6 * 1024 * 1024}`],
      'POST',
    )
    expectProblem(await send(head), 401, 'unauthenticated')
  })
})

test('a head or a body that drips in is cut off', async () => {
  const patience = { headMs: 300, requestMs: 600, everyMs: 50 }
  const server = createHttpServer(async (request) => new Response(await request.text()), patience)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  const slow = (bytes: string) => sendTo(address.port, [bytes])
  expectProblem(await slow('GET / HTTP/1.1\r\nHost: x\r\nX-Slow: '), 408, 'request_timeout')
  const body = await slow('POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\nabc')
  expect([400, 408]).toContain(body.status)
  server.close()
})

test('after all that the service answers as before', async () => {
  expect((await service.get('/v1/banks')).status).toBe(200)
})
