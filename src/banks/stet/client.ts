// One STET bank over HTTP: our headers, the customer's, and the signature. Knows no resource; every failure
// leaves as a BankError.
import type { KeyObject } from 'node:crypto'
import type { Clock } from '../../runtime/clock.ts'
import type { Presence } from '../bank.ts'
import { counted } from '../bank-metrics.ts'
import { type GuardSettings, type GuardState, guardTransport } from '../guarded-transport.ts'
import { createTransport, headerText, readJson, type TlsMaterial } from '../transport.ts'
import type { UnattendedCalls } from '../unattended-calls.ts'
import { requireSigned } from './answer-signature.ts'
import { comeAgain, type Operation, refusal } from './failure.ts'
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
  /** Null: this bank asks for no signature. */
  readonly style: SignatureStyle | null
  /** Carried by every call but the token request, beside STET's. */
  readonly headers?: Readonly<Record<string, string>>
  /** Of the bank, which then signs every answer; without it none is looked at. */
  readonly answerKey?: KeyObject
  readonly limits: StetProfile['limits']
  readonly clock: Clock
  readonly guard?: GuardSettings
  readonly unattended?: UnattendedCalls
}

export type Call = {
  readonly operation: Operation
  readonly method: 'GET' | 'PUT' | 'POST'
  readonly url: URL
  /** Absent on the token endpoint. */
  readonly accessToken?: string
  /** The token endpoint's own `Authorization`, for the banks that want a secret. */
  readonly authorization?: string
  /** Of a call without a token: signed all the same. */
  readonly signed?: boolean
  readonly presence: Presence | null
  readonly body?: { readonly type: string; readonly text: string }
  readonly signal?: AbortSignal
  /** Nobody is in front of the screen: what the bank counts this read as. */
  readonly unattended?: string
}

export type StetClient = {
  /** The JSON of a 2xx answer; null when it had none. @throws BankError */
  readonly call: (call: Call) => Promise<unknown>
  readonly state: () => GuardState
  readonly close: () => Promise<void>
}

export function createClient(options: ClientOptions): StetClient {
  const { clock } = options
  const transport = guardTransport(createTransport(options), { ...options, comeAgain })
  return {
    call: (call) =>
      counted(options.bank, async () => {
        const { operation, method, url, unattended } = call
        const make = (requestId: string) => ({
          method,
          url,
          headers: callHeaders(options, call, requestId),
          ...(call.body === undefined ? {} : { body: call.body.text }),
          ...(call.signal === undefined ? {} : { signal: call.signal }),
        })
        const { answer, label } = await transport.send({ operation, make, unattended })
        if (answer.status < 200 || answer.status >= 300) throw refusal(label, answer, clock.now())
        // the token endpoint is no part of the interface, and signs nothing
        if (options.answerKey !== undefined && call.accessToken !== undefined) {
          requireSigned(
            label,
            answer,
            { method, path: url.pathname + url.search },
            options.answerKey,
          )
        }
        return readJson(label, answer)
      }),
    state: transport.state,
    close: transport.close,
  }
}

export type HeaderOptions = Pick<ClientOptions, 'signing' | 'style' | 'headers' | 'clock'>

/** Every header of one try: ids, dates and signatures are of one request only. */
export function callHeaders(
  options: HeaderOptions,
  call: Call,
  requestId: string,
): Record<string, string> {
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
  const authorization =
    call.accessToken === undefined ? call.authorization : `Bearer ${call.accessToken}`
  const sent = {
    ...headers,
    ...(call.accessToken === undefined ? {} : options.headers),
    ...(authorization === undefined ? {} : { Authorization: authorization }),
  }
  if (call.accessToken === undefined && call.signed !== true) return sent
  return signedHeaders(options, call, sent)
}

/** With `Digest` and `Signature`, as the bank's style wants them. */
function signedHeaders(
  { style, signing }: Pick<ClientOptions, 'style' | 'signing'>,
  call: Pick<Call, 'method' | 'url' | 'body'>,
  headers: Readonly<Record<string, string>>,
): Record<string, string> {
  if (style === null) return { ...headers }
  const digested =
    call.body !== undefined || style.digest === 'always'
      ? { ...headers, Digest: digestOf(call.body?.text ?? '') }
      : headers
  const request: SignableRequest = {
    method: call.method,
    path: call.url.pathname + call.url.search,
    headers: { ...digested, Host: call.url.host },
  }
  return { ...digested, Signature: signatureOf(signedNames(style, request), request, signing) }
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
