// One bank over HTTP: mutual TLS, signed requests, deadlines and a size cap. Knows no STET resource;
// every failure leaves as a BankError. Never follows a redirect, never retries.
import { randomUUID } from 'node:crypto'
import { Agent, type Dispatcher } from 'undici'
import type { Clock } from '../../runtime/clock.ts'
import { BankError, type Presence } from '../bank.ts'
import {
  bankFailure,
  type CallLabel,
  type Operation,
  refusal,
  transportFailure,
} from './failure.ts'
import type { StetProfile } from './profiles/profile.ts'
import {
  digestOf,
  type SignableRequest,
  type SignatureStyle,
  type SigningKey,
  signatureOf,
  signedNames,
} from './signature.ts'

export type ClientOptions = {
  /** For messages. */
  readonly bank: string
  /** PEM: our client certificate and key, and the authorities trusted instead of the system's. */
  readonly tls: {
    readonly certificate?: string
    readonly key?: string
    readonly authority?: string
  }
  readonly signing: SigningKey
  readonly style: SignatureStyle
  readonly limits: StetProfile['limits']
  readonly clock: Clock
}

export type Call = {
  readonly operation: Operation
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly url: URL
  /** Absent on the token endpoint, which is not signed either. */
  readonly accessToken?: string
  readonly presence: Presence | null
  readonly body?: { readonly type: string; readonly text: string }
  readonly signal?: AbortSignal
}

export type StetClient = {
  /** The JSON of a 2xx answer; null when it had none. @throws BankError */
  readonly call: (call: Call) => Promise<unknown>
  readonly close: () => Promise<void>
}

export function createClient(options: ClientOptions): StetClient {
  const { limits, tls } = options
  const agent = new Agent({
    connections: limits.connections,
    maxHeaderSize: 32 * 1024,
    connect: {
      timeout: limits.connectMs,
      minVersion: 'TLSv1.2',
      ...(tls.certificate === undefined ? {} : { cert: tls.certificate }),
      ...(tls.key === undefined ? {} : { key: tls.key }),
      ...(tls.authority === undefined ? {} : { ca: tls.authority }),
    },
  })
  return {
    call: async (call) => {
      const label: CallLabel = {
        bank: options.bank,
        operation: call.operation,
        requestId: randomUUID(),
      }
      return exchange(agent, options, call, label)
    },
    close: () => agent.close(),
  }
}

async function exchange(agent: Agent, options: ClientOptions, call: Call, label: CallLabel) {
  const { limits, clock } = options
  const deadline = AbortSignal.timeout(limits.callMs)
  const stop = call.signal === undefined ? deadline : AbortSignal.any([deadline, call.signal])
  try {
    const answer = await agent.request({
      origin: call.url.origin,
      path: call.url.pathname + call.url.search,
      method: call.method,
      headers: headersOf(options, call, label.requestId),
      body: call.body?.text ?? null,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      signal: stop,
    })
    const text = await readText(answer, limits.answerBytes)
    if (text === null) {
      throw bankFailure(label, 'answer_too_large', `more than ${limits.answerBytes} bytes`)
    }
    const status = answer.statusCode
    if (status >= 200 && status < 300) return readJson(label, text, status)
    throw refusal(
      label,
      { status, text, retryAfter: only(answer.headers['retry-after']) },
      clock.now(),
    )
  } catch (error) {
    if (error instanceof BankError) throw error
    if (call.signal?.aborted) throw bankFailure(label, 'timeout', 'abandoned by the caller')
    if (deadline.aborted) throw bankFailure(label, 'timeout', `more than ${limits.callMs} ms`)
    throw transportFailure(label, error)
  }
}

function headersOf(options: ClientOptions, call: Call, requestId: string): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/hal+json, application/json',
    // a compressed answer would pass under the size cap
    'Accept-Encoding': 'identity',
    Date: options.clock.now().toUTCString(),
    'X-Request-ID': requestId,
    ...(call.body === undefined
      ? {}
      : {
          'Content-Type': call.body.type,
          'Content-Length': String(Buffer.byteLength(call.body.text)),
        }),
    ...presenceHeaders(call.presence),
  }
  if (call.accessToken === undefined) return headers
  if (call.body !== undefined || options.style.digest === 'always') {
    headers.Digest = digestOf(call.body?.text ?? '')
  }
  const request: SignableRequest = {
    method: call.method,
    path: call.url.pathname + call.url.search,
    headers: { ...headers, Host: call.url.host },
  }
  headers.Signature = signatureOf(signedNames(options.style, request), request, options.signing)
  headers.Authorization = `Bearer ${call.accessToken}`
  return headers
}

function presenceHeaders(presence: Presence | null): Record<string, string> {
  if (presence === null) return {}
  const { userAgent, acceptLanguage } = presence
  return {
    'PSU-IP-Address': headerText(presence.ipAddress),
    ...(userAgent === undefined ? {} : { 'PSU-User-Agent': headerText(userAgent) }),
    ...(acceptLanguage === undefined ? {} : { 'PSU-Accept-Language': headerText(acceptLanguage) }),
  }
}

/** A browser wrote it: only what may stand in a header, and is signed as it is sent. */
function headerText(value: string): string {
  return value
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 255)
}

/** Null when the body passes the cap; the connection is then dropped. */
async function readText(answer: Dispatcher.ResponseData, cap: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of answer.body) {
    const bytes = Buffer.from(chunk)
    size += bytes.length
    // leaving the loop destroys the stream
    if (size > cap) return null
    chunks.push(bytes)
  }
  const charset = /charset="?([\w-]+)/i.exec(only(answer.headers['content-type']) ?? '')?.[1]
  return decode(Buffer.concat(chunks, size), charset ?? 'utf-8')
}

function decode(bytes: Buffer, charset: string): string {
  try {
    return new TextDecoder(charset).decode(bytes)
  } catch {
    // a charset nobody knows: JSON is UTF-8 (RFC 8259)
    return new TextDecoder('utf-8').decode(bytes)
  }
}

function readJson(label: CallLabel, text: string, status: number): unknown {
  if (text.trim() === '') return null
  try {
    return JSON.parse(text)
  } catch {
    // the parser's own message quotes the text
    const what = text.trimStart().startsWith('<') ? 'a page instead of JSON' : 'not JSON'
    throw bankFailure(label, 'bad_answer', what, { status })
  }
}

function only(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
