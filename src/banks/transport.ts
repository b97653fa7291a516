// Bytes to and from one bank: mutual TLS, deadlines, a size cap. Knows no interface; what goes wrong
// leaves as a BankError that quotes nothing. Never follows a redirect, never retries (`guarded-transport.ts` does).
import { Agent, type Dispatcher } from 'undici'
import { callSpan } from '../telemetry/span.ts'
import { BankError, type BankErrorKind } from './bank.ts'

export type TransportLimits = {
  readonly connectMs: number
  readonly headersMs: number
  /** Longest silence within a body. */
  readonly bodyMs: number
  /** Longest time for one call, whatever it does. */
  readonly callMs: number
  readonly answerBytes: number
  /** Connections open to the bank at once, over all sessions of this machine. */
  readonly connections: number
}

/** PEM: our client certificate and key, and the authorities trusted instead of the system's. */
export type TlsMaterial = {
  readonly certificate?: string
  readonly key?: string
  readonly authority?: string
}

/** The call, as an operator may read it. */
export type CallLabel = {
  readonly bank: string
  readonly operation: string
  readonly requestId: string
}

export type Request = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
  readonly signal?: AbortSignal
}

export type Answer = {
  readonly status: number
  readonly text: string
  /** As they came. */
  readonly bytes: Uint8Array
  /** As sent; the first, when sent twice. */
  readonly header: (name: string) => string | null
}

export type Transport = {
  /** Whatever status the bank answers. @throws BankError */
  readonly send: (request: Request, label: CallLabel) => Promise<Answer>
  readonly close: () => Promise<void>
}

export function callFailure(
  call: CallLabel,
  kind: BankErrorKind,
  what: string,
  options: { status?: number; retryAfterSeconds?: number } = {},
): BankError {
  const message = `${call.bank}: ${call.operation}: ${what} (request ${call.requestId})`
  return new BankError(kind, message, options)
}

export function createTransport(options: { tls: TlsMaterial; limits: TransportLimits }): Transport {
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
    send: (request, { bank, ...label }) =>
      callSpan(
        `bank call ${label.operation}`,
        { bank, 'http.request.method': request.method },
        () => exchange(agent, limits, request, { bank, ...label }),
        ({ status }) => ({ 'http.response.status_code': status }),
      ),
    close: () => agent.close(),
  }
}

async function exchange(
  agent: Agent,
  limits: TransportLimits,
  request: Request,
  label: CallLabel,
): Promise<Answer> {
  const { url, signal } = request
  const deadline = AbortSignal.timeout(limits.callMs)
  try {
    const answer = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method: request.method,
      // a compressed answer would pass under the size cap
      headers: { ...request.headers, 'Accept-Encoding': 'identity' },
      body: request.body ?? null,
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
      signal: signal === undefined ? deadline : AbortSignal.any([deadline, signal]),
    })
    const body = await readBody(answer, limits.answerBytes)
    if (body === null) {
      throw callFailure(label, 'answer_too_large', `more than ${limits.answerBytes} bytes`)
    }
    return { status: answer.statusCode, ...body, header: (name) => only(answer.headers[name]) }
  } catch (error) {
    if (error instanceof BankError) throw error
    if (signal?.aborted) throw callFailure(label, 'timeout', 'abandoned by the caller')
    if (deadline.aborted) throw callFailure(label, 'timeout', `more than ${limits.callMs} ms`)
    throw transportFailure(label, error)
  }
}

/** Null when the body passes the cap; the connection is then dropped. */
async function readBody(
  answer: Dispatcher.ResponseData,
  cap: number,
): Promise<{ text: string; bytes: Uint8Array } | null> {
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
  const bytes = Buffer.concat(chunks, size)
  return { text: decode(bytes, charset ?? 'utf-8'), bytes }
}

/** JSON is UTF-8 (RFC 8259); some banks say nothing and write in the old code of western Europe. */
function decode(bytes: Buffer, charset: string): string {
  for (const each of [charset, 'utf-8']) {
    try {
      return new TextDecoder(each, { fatal: true }).decode(bytes)
    } catch {
      // a charset nobody knows, or bytes that are none of it: the next is tried
    }
  }
  return new TextDecoder('windows-1252').decode(bytes)
}

/** No interface nests as deep: what does is made to exhaust whoever walks it. */
const MOST_DEPTH = 64

function isTooDeep(text: string): boolean {
  let depth = 0
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (code === QUOTE) at = endOfText(text, at)
    else if (code === BRACE || code === BRACKET) depth += 1
    else if (code === BRACE + 2 || code === BRACKET + 2) depth -= 1
    if (depth > MOST_DEPTH) return true
  }
  return false
}

const [QUOTE, BRACE, BRACKET] = [0x22, 0x7b, 0x5b]

/** Of the text that begins at `from`: where its closing quote is. */
function endOfText(text: string, from: number): number {
  let end = text.indexOf('"', from + 1)
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

function isEscaped(text: string, at: number): boolean {
  let back = at - 1
  while (text[back] === '\\') back -= 1
  return (at - back) % 2 === 0
}

/** Null for an empty body. @throws BankError `bad_answer` */
export function readJson(label: CallLabel, { text, status }: Answer): unknown {
  if (text.trim() === '') return null
  if (isTooDeep(text)) throw callFailure(label, 'bad_answer', 'nested too deep', { status })
  try {
    return JSON.parse(text)
  } catch {
    // the parser's own message quotes the text
    const what = text.trimStart().startsWith('<') ? 'a page instead of JSON' : 'not JSON'
    throw callFailure(label, 'bad_answer', what, { status })
  }
}

/** A browser wrote it: only what may stand in a header, and is signed as it is sent. */
export function headerText(value: string): string {
  return value
    .replace(/[^\x21-\x7e]+/g, ' ')
    .trim()
    .slice(0, 255)
}

/** RFC 9110, 10.2.3: seconds, or an HTTP date. Null when absent or neither. */
export function retryAfterSeconds(header: string | null, now: Date): number | null {
  if (header === null) return null
  if (/^\s*\d{1,9}\s*$/.test(header)) return Number(header)
  // Date.parse takes nearly anything for a year
  const at = /^\s*[a-z]{3,9},? /i.test(header) ? Date.parse(header) : Number.NaN
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / 1000))
}

const timeouts = ['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT']
const unreadable = ['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_CONTENT_LENGTH_MISMATCH']

/** A call that brought no whole answer. @throws the error itself when the fault is our own. */
function transportFailure(label: CallLabel, error: unknown): BankError {
  const code = errorCode(error)
  if (code === null || code.startsWith('UND_ERR_INVALID')) throw error
  if (timeouts.includes(code) || code === 'ETIMEDOUT') return callFailure(label, 'timeout', code)
  if (unreadable.includes(code) || code.startsWith('HPE_')) {
    return callFailure(label, 'bad_answer', code)
  }
  return callFailure(label, 'unreachable', code)
}

function errorCode(error: unknown): string | null {
  if (!(error instanceof Error) || !('code' in error)) return null
  return typeof error.code === 'string' && /^[A-Z0-9_]+$/.test(error.code) ? error.code : null
}

function only(header: string | string[] | undefined): string | null {
  return (Array.isArray(header) ? header[0] : header) ?? null
}
