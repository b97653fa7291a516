// Makes the planned bad answer of a call: in the place of the true one, or out of its bytes. Written straight to the
// connection where a well-behaved server would not send such a thing.
import { once } from 'node:events'
import type { ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import type { HttpBindings } from '@hono/node-server'
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response'
import type { Context } from 'hono'
import { type BadAnswer, isOfKind } from './kinds.ts'
import { rewritten } from './rewrite.ts'
import type { Words } from './words.ts'

export type Misbehaviour = {
  readonly fault: {
    readonly answer: BadAnswer
    readonly status?: number | undefined
    readonly retryAfter?: string | undefined
    readonly href?: string | undefined
  }
  readonly context: Context<{ Bindings: HttpBindings }>
  readonly words: Words
  /** The bank's own way of writing a refusal. */
  readonly refuse: (status: number, headers: Record<string, string>) => Response
  /** The true answer, and what it does at the bank. */
  readonly answer: () => Response | Promise<Response>
}

export async function misbehave(how: Misbehaviour): Promise<Response> {
  const { fault, context } = how
  const { answer: kind } = fault
  if (/^\d/.test(kind)) return how.refuse(fault.status ?? statusOf(kind), retryAfter(fault))
  if (kind === 'html') {
    return context.html('<html><body><h1>Maintenance en cours</h1></body></html>', 200)
  }
  if (kind === 'nothing' || kind === 'silence') {
    const { socket } = context.env.incoming
    if (kind === 'silence') await once(socket, 'close')
    else socket.destroy()
    return new Response(null, { status: 500 })
  }
  const answer = await how.answer()
  // a refusal of its own is told as it is
  if (answer.status >= 400) return answer
  if (kind === 'empty') return new Response(null, { status: 200 })
  if (kind === 'no_content') return new Response(null, { status: 204 })
  const text = await answer.text()
  // an answer without a body is spoilt as the empty object it stands for
  const body = Buffer.from(text === '' ? '{}' : text)
  // a 204 could not carry it
  const status = answer.status === 204 ? 200 : answer.status
  const sent = { status, headers: headersOf(answer), body }
  if (['cut', 'drip', 'huge'].includes(kind)) {
    await poured(context.env.outgoing, kind, sent)
    return RESPONSE_ALREADY_SENT
  }
  const changed = isOfKind(14, kind) || isOfKind(15, kind) ? encoded(kind, sent) : null
  const { headers, body: bytes } = changed ?? {
    headers: sent.headers,
    body: rewritten(kind, { body, words: how.words, href: fault.href, url: context.req.url }),
  }
  return new Response(new Uint8Array(bytes), { status, headers })
}

function statusOf(answer: string): number {
  return Number(answer.slice(0, 3))
}

function retryAfter({ answer, retryAfter: header }: Misbehaviour['fault']): Record<string, string> {
  const asked: Partial<Record<BadAnswer, string>> = {
    '429_soon': '1',
    '429_in_a_year': '31536000',
    '429_garbled': 'bientôt, -1; 0x10',
  }
  const value = header ?? asked[answer]
  return value === undefined ? {} : { 'retry-after': Buffer.from(value).toString('latin1') }
}

type Sent = {
  readonly status: number
  readonly headers: Record<string, string>
  readonly body: Buffer
}

/** Without a length: the body is about to change. */
function headersOf(answer: Response): Record<string, string> {
  const { 'content-length': _length, ...rest } = Object.fromEntries(answer.headers)
  return rest
}

export const HUGE_BYTES = 50 * 1024 * 1024
const CHUNK = Buffer.alloc(256 * 1024, ' ')
const DRIP_MS = 50
/** Spaces before a text say nothing, and take their time. */
const DRIPPED = Buffer.alloc(10_000, ' ')

/** Bytes as a server sends them that breaks off, dawdles or does not stop. */
async function poured(
  outgoing: HttpBindings['outgoing'],
  kind: string,
  { status, headers, body }: Sent,
): Promise<void> {
  const response = outgoing as ServerResponse
  const isOpen = () => !response.destroyed && response.socket?.destroyed === false
  const before = kind === 'drip' ? DRIPPED : Buffer.alloc(0)
  const length = before.length + body.length + (kind === 'huge' ? HUGE_BYTES : 0)
  response.writeHead(status, { ...headers, 'content-length': length })
  if (kind === 'cut') {
    response.write(body.subarray(0, body.length / 2))
    // the half is on its way before the connection goes
    await sleep(20)
    response.socket?.destroy()
    return
  }
  for (const byte of before) {
    if (!isOpen()) return
    response.write(Buffer.of(byte))
    await sleep(DRIP_MS)
  }
  response.write(body)
  for (
    let left = length - before.length - body.length;
    left > 0 && isOpen();
    left -= CHUNK.length
  ) {
    const isFull = !response.write(CHUNK.subarray(0, Math.min(left, CHUNK.length)))
    if (isFull) await drained(response)
  }
  response.end()
}

let bomb: Buffer | null = null

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done).off('close', done)
      resolve()
    }
    response.on('drain', done).on('close', done)
  })
}

/** The same text in another dress. */
function encoded(kind: string, { headers, body }: Sent): Omit<Sent, 'status'> {
  const type = headers['content-type']?.split(';')[0] ?? 'application/json'
  const as = (contentType: string, bytes: Buffer) => ({
    headers: { ...headers, 'content-type': contentType },
    body: bytes,
  })
  switch (kind) {
    case 'text_plain':
      return as('text/plain', body)
    case 'latin1':
      return as(`${type}; charset=iso-8859-1`, inLatin1(body))
    case 'latin1_untold':
      return as(type, inLatin1(body))
    case 'byte_order_mark':
      return as(type, Buffer.concat([Buffer.of(0xef, 0xbb, 0xbf), body]))
    case 'gzip_bomb':
      bomb ??= gzipSync(Buffer.alloc(HUGE_BYTES, ' '))
      return {
        headers: { ...headers, 'content-encoding': 'gzip' },
        body: Buffer.concat([gzipSync(body), bomb]),
      }
    default:
      return { headers, body: nested(body) }
  }
}

/** What the old code has no character for is escaped, as JSON may. */
function inLatin1(body: Buffer): Buffer {
  const escaped = (character: string) => {
    const code = character.charCodeAt(0)
    return code > 0xff ? `\\u${code.toString(16).padStart(4, '0')}` : character
  }
  return Buffer.from(body.toString('utf8').split('').map(escaped).join(''), 'latin1')
}

const DEEP = 100_000

/** Brackets within brackets, where an answer may hold anything: in each object of it. */
function nested(body: Buffer): Buffer {
  const deep = '['.repeat(DEEP) + ']'.repeat(DEEP)
  const text = body.toString('utf8')
  const at = [text.indexOf('{'), text.lastIndexOf('{')]
  const places = [...new Set(at)].filter((place) => place >= 0).sort((a, b) => b - a)
  let result = text
  for (const place of places) {
    const comma = /^\s*\}/.test(result.slice(place + 1)) ? '' : ','
    result = `${result.slice(0, place + 1)}"nested":${deep}${comma}${result.slice(place + 1)}`
  }
  return Buffer.from(result)
}
