// One STET bank over HTTP: our headers, the customer's, and the signature. Knows no resource; every failure
// leaves as a BankError.
import type { KeyObject } from 'node:crypto'
import type { Presence } from '../bank.ts'
import {
  type BankCall,
  type BankClient,
  type BankClientOptions,
  createBankClient,
} from '../bank-client.ts'
import { headerText, readJson, type TlsMaterial } from '../transport.ts'
import { requireSigned } from './answer-signature.ts'
import { comeAgain, type Operation, refusal } from './failure.ts'
import {
  digestOf,
  type SignableRequest,
  type SignatureStyle,
  type SigningKey,
  signatureOf,
  signedNames,
} from './signature.ts'

export type ClientOptions = BankClientOptions & {
  readonly tls: TlsMaterial
  readonly signing: SigningKey
  /** Null: this bank asks for no signature. */
  readonly style: SignatureStyle | null
  /** Carried by every call but the token request, beside STET's. */
  readonly headers?: Readonly<Record<string, string>>
  /** Of the bank, which then signs every answer; without it none is looked at. */
  readonly answerKey?: KeyObject
}

export type Call = BankCall & {
  readonly operation: Operation
  readonly method: 'GET' | 'PUT' | 'POST'
  /** Absent on the token endpoint. */
  readonly accessToken?: string
  /** The token endpoint's own `Authorization`, for the banks that want a secret. */
  readonly authorization?: string
  /** Of a call without a token: signed all the same. */
  readonly signed?: boolean
  readonly presence: Presence | null
  readonly body?: { readonly type: string; readonly text: string }
}

/** Tells the JSON of a 2xx answer; null when it had none. */
export type StetClient = BankClient<Call, unknown>

export function createClient(options: ClientOptions): StetClient {
  const { tls, clock, answerKey } = options
  return createBankClient<Call, unknown>(options, {
    ...{ tls, comeAgain },
    headers: (call, requestId) => callHeaders(options, call, requestId),
    body: (call) => call.body?.text,
    refusal: (label, answer) => refusal(label, answer, clock.now()),
    read: (label, answer, { accessToken, method, url }) => {
      // the token endpoint is no part of the interface, and signs nothing
      if (answerKey !== undefined && accessToken !== undefined) {
        requireSigned(label, answer, { method, path: url.pathname + url.search }, answerKey)
      }
      return readJson(label, answer)
    },
  })
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
