// The bounds of every call, over real sockets: deadlines on connection, headers, body and whole; sizes.
import { createServer, type Server, type Socket } from 'node:net'
import { gzipSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createTransport, type Transport } from '../../src/banks/transport.ts'
import { limits } from './guarded-bank.ts'

const HEAD = 'HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n'

let server: Server
let sockets: Socket[]
let transport: Transport
/** What the bank does with a connection on which a request came. */
let answer: (socket: Socket) => void

beforeEach(async () => {
  sockets = []
  server = createServer((socket) => {
    sockets.push(socket)
    socket.on('error', () => {})
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  transport = createTransport({ tls: {}, limits })
})
afterEach(async () => {
  for (const socket of sockets) socket.destroy()
  await new Promise((resolve) => server.close(resolve))
})

const ask = (scheme = 'http') => {
  const address = server.address()
  const port = typeof address === 'object' ? address?.port : 0
  const url = new URL(`${scheme}://127.0.0.1:${port}/accounts`)
  const label = { bank: 'bank', operation: 'accounts', requestId: 'r' }
  return transport.send({ method: 'GET', url, headers: {} }, label)
}
const timed = async (call: Promise<unknown>) => {
  const started = performance.now()
  const error: unknown = await call.then(
    () => null,
    (reason: unknown) => reason,
  )
  return { error, ms: performance.now() - started }
}
/** undici looks at its deadlines about twice a second. */
const SLACK = 1_200

describe('a call ends by its deadline', () => {
  it('when the connection is never finished', async () => {
    answer = () => {}
    const { error, ms } = await timed(ask('https'))
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(ms).toBeLessThan(limits.connectMs + SLACK)
  })

  it('when the headers never come', async () => {
    answer = () => {}
    const { error, ms } = await timed(ask())
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(ms).toBeLessThan(limits.headersMs + SLACK)
  })

  it('when the body falls silent', async () => {
    answer = (socket) => socket.write(`${HEAD}content-length: 100\r\n\r\n{"acc`)
    const { error, ms } = await timed(ask())
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(ms).toBeLessThan(limits.bodyMs + SLACK)
  })

  it('when the body comes drop by drop, never silent for long', async () => {
    answer = (socket) => {
      socket.write(`${HEAD}content-length: 1000\r\n\r\n`)
      const drip = setInterval(() => socket.write(' '), 50)
      socket.on('close', () => clearInterval(drip))
    }
    const { error, ms } = await timed(ask())
    expect(error).toMatchObject({ kind: 'timeout' })
    expect(ms).toBeGreaterThan(limits.bodyMs)
    expect(ms).toBeLessThan(limits.callMs + SLACK)
  })
})

describe('an answer too large', () => {
  it('is left at the cap: the rest is never read', async () => {
    let sent = 0
    const closed = Promise.withResolvers<void>()
    answer = (socket) => {
      socket.on('close', () => closed.resolve())
      socket.write(`${HEAD}content-length: 52428800\r\n\r\n`)
      const chunk = Buffer.alloc(4096, 0x20)
      const more = () => {
        while (!socket.destroyed && sent < 52_428_800) {
          sent += chunk.length
          if (!socket.write(chunk)) {
            socket.once('drain', more)
            return
          }
        }
      }
      more()
    }
    await expect(ask()).rejects.toMatchObject({ kind: 'answer_too_large' })
    await closed.promise
    expect(sent).toBeLessThan(52_428_800 / 4)
  })

  it('is not let in small: a compressed answer is not unpacked', async () => {
    const packed = gzipSync(Buffer.alloc(5_000_000, 0x20))
    answer = (socket) => {
      socket.write(`${HEAD}content-encoding: gzip\r\ncontent-length: ${packed.length}\r\n\r\n`)
      socket.write(packed)
    }
    const { text } = await ask()
    expect(text.length).toBeLessThan(limits.answerBytes)
  })

  it('of headers alone is refused', async () => {
    answer = (socket) => socket.write(`${HEAD}x: ${'y'.repeat(40_000)}\r\n\r\n`)
    await expect(ask()).rejects.toMatchObject({ kind: 'bad_answer' })
  })
})
