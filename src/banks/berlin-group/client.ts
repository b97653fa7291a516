// One NextGenPSD2 bank over HTTP: our headers, the customer's, the consent's, and a signature when the
// bank asks for one. Knows no resource; every failure leaves as a BankError.
import type { Clock } from '../../runtime/clock.ts'
import type { Presence } from '../bank.ts'
import { counted } from '../bank-metrics.ts'
import { type GuardSettings, type GuardState, guardTransport } from '../guarded-transport.ts'
import {
  createTransport,
  headerText,
  readJson,
  type TlsMaterial,
  type TransportLimits,
} from '../transport.ts'
import type { UnattendedCalls } from '../unattended-calls.ts'
import { type Operation, refusal } from './failure.ts'
import { type Seal, type SignatureStyle, signatureHeaders } from './signature.ts'

export type ClientOptions = {
  /** For messages. */
  readonly bank: string
  readonly tls: TlsMaterial
  readonly signing: { readonly style: SignatureStyle; readonly seal: Seal } | null
  readonly limits: TransportLimits
  readonly clock: Clock
  readonly guard?: GuardSettings
  readonly unattended?: UnattendedCalls
}

export type Call = {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: URL
  readonly presence: Presence | null
  readonly accessToken?: string | null
  readonly consentId?: string
  /** Where the bank sends the customer after authorising, and after refusing. */
  readonly returnTo?: { readonly accepted: string; readonly refused: string }
  readonly body?: { readonly type: string; readonly text: string }
  readonly signal?: AbortSignal
  /** Nobody is in front of the screen: what the bank counts this read as. */
  readonly unattended?: string
}

export type BerlinGroupClient = {
  /** The JSON of a 2xx answer; null when it had none. @throws BankError */
  readonly call: (call: Call) => Promise<unknown>
  readonly state: () => GuardState
  readonly close: () => Promise<void>
}

export function createClient(options: ClientOptions): BerlinGroupClient {
  const { clock } = options
  const transport = guardTransport(createTransport(options), options)
  return {
    call: (call) =>
      counted(options.bank, async () => {
        const { operation, method, url, unattended } = call
        const make = (requestId: string) => ({
          method,
          url,
          headers: headersOf(options, call, requestId),
          ...(call.body === undefined ? {} : { body: call.body.text }),
          ...(call.signal === undefined ? {} : { signal: call.signal }),
        })
        const { answer, label } = await transport.send({ operation, make, unattended })
        if (answer.status >= 200 && answer.status < 300) return readJson(label, answer)
        throw refusal(label, answer, clock.now())
      }),
    state: transport.state,
    close: transport.close,
  }
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
