// One STET bank over HTTP: our headers, the customer's, and the signature. Knows no resource; every failure
// leaves as a BankError.
import { randomUUID } from 'node:crypto'
import type { Clock } from '../../runtime/clock.ts'
import type { Presence } from '../bank.ts'
import { createTransport, headerText, readJson, type TlsMaterial } from '../transport.ts'
import { type Operation, refusal } from './failure.ts'
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
  readonly tls: TlsMaterial
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
  const { bank, clock } = options
  const transport = createTransport(options)
  return {
    call: async (call) => {
      const label = { bank, operation: call.operation, requestId: randomUUID() }
      const request = {
        method: call.method,
        url: call.url,
        headers: headersOf(options, call, label.requestId),
        ...(call.body === undefined ? {} : { body: call.body.text }),
        ...(call.signal === undefined ? {} : { signal: call.signal }),
      }
      const answer = await transport.send(request, label)
      if (answer.status >= 200 && answer.status < 300) return readJson(label, answer)
      throw refusal(label, answer, clock.now())
    },
    close: transport.close,
  }
}

function headersOf(options: ClientOptions, call: Call, requestId: string): Record<string, string> {
  const headers: Record<string, string> = {
    Accept: 'application/hal+json, application/json',
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
