// One NextGenPSD2 bank over HTTP: our headers, the customer's, the consent's, and a signature when the
// bank asks for one. Knows no resource; every failure leaves as a BankError.
import type { Presence } from '../bank.ts'
import {
  type BankCall,
  type BankClient,
  type BankClientOptions,
  createBankClient,
} from '../bank-client.ts'
import { headerText, readJson, type TlsMaterial } from '../transport.ts'
import { type Operation, refusal } from './failure.ts'
import { type Seal, type SignatureStyle, signatureHeaders } from './signature.ts'

export type ClientOptions = BankClientOptions & {
  readonly tls: TlsMaterial
  readonly signing: { readonly style: SignatureStyle; readonly seal: Seal } | null
}

export type Call = BankCall & {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly presence: Presence | null
  readonly accessToken?: string | null
  readonly consentId?: string
  /** Where the bank sends the customer after authorising, and after refusing. */
  readonly returnTo?: { readonly accepted: string; readonly refused: string }
  readonly body?: { readonly type: string; readonly text: string }
}

/** Tells the JSON of a 2xx answer; null when it had none. */
export type BerlinGroupClient = BankClient<Call, unknown>

export function createClient(options: ClientOptions): BerlinGroupClient {
  const { tls, clock } = options
  return createBankClient<Call, unknown>(options, {
    tls,
    headers: (call, requestId) => headersOf(options, call, requestId),
    body: (call) => call.body?.text,
    refusal: (label, answer) => refusal(label, answer, clock.now()),
    read: readJson,
  })
}

function headersOf(options: ClientOptions, call: Call, requestId: string): Record<string, string> {
  const { body, accessToken, consentId } = call
  const headers: Record<string, string> = {
    // without it some banks answer an account report as camt.052
    Accept: 'application/json',
    Date: options.clock.now().toUTCString(),
    'X-Request-ID': requestId,
    ...(body === undefined ? {} : { 'Content-Type': body.type }),
    ...(consentId === undefined ? {} : { 'Consent-ID': consentId }),
    ...returnHeaders(call),
    ...presenceHeaders(call.presence),
  }
  // the authorisation server is outside the interface, and its requests are not signed
  const unsigned = call.operation === 'token' || call.operation === 'metadata'
  if (options.signing !== null && !unsigned) {
    const { style, seal } = options.signing
    const path = call.url.pathname + call.url.search
    const signable = { method: call.method, path, headers, body: body?.text ?? '' }
    Object.assign(headers, signatureHeaders(style, signable, seal))
  }
  if (accessToken) headers.Authorization = `Bearer ${accessToken}`
  return headers
}

function returnHeaders({ returnTo }: Call): Record<string, string> {
  if (returnTo === undefined) return {}
  return {
    'TPP-Redirect-Preferred': 'true',
    'TPP-Redirect-URI': returnTo.accepted,
    'TPP-Nok-Redirect-URI': returnTo.refused,
  }
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
