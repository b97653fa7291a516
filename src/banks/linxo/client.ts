// Linxo Connect over HTTP: JSON both ways, over the transport that all adapters share. Knows no resource; every
// failure leaves as a BankError. Never follows a redirect.
import type { Clock } from '../../runtime/clock.ts'
import { counted } from '../bank-metrics.ts'
import { type GuardSettings, type GuardState, guardTransport } from '../guarded-transport.ts'
import { createTransport, readJson } from '../transport.ts'
import type { UnattendedCalls } from '../unattended-calls.ts'
import { type Operation, refusal } from './failure.ts'
import type { LinxoLimits } from './profile.ts'

export type ClientOptions = {
  /** For messages. */
  readonly bank: string
  /** PEM: the authority trusted instead of the system's. */
  readonly authority?: string
  readonly limits: LinxoLimits
  readonly clock: Clock
  readonly guard?: GuardSettings
  readonly unattended?: UnattendedCalls
}

export type Call = {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly url: URL
  readonly accessToken?: string
  /** Sent as JSON. */
  readonly body?: { readonly [key: string]: unknown }
  readonly signal?: AbortSignal
}

export type Answer = {
  /** null when the answer had no body. */
  readonly json: unknown
  readonly location: string | null
}

export type LinxoClient = {
  /** A 2xx answer. @throws BankError */
  readonly call: (call: Call) => Promise<Answer>
  readonly state: () => GuardState
  readonly close: () => Promise<void>
}

export function createClient(options: ClientOptions): LinxoClient {
  const { authority, limits, clock } = options
  const tls = authority === undefined ? {} : { authority }
  const transport = guardTransport(createTransport({ tls, limits }), options)
  return {
    call: (call) =>
      counted(options.bank, async () => {
        const { operation, method, url, signal } = call
        const make = (requestId: string) => ({
          ...{ method, url, headers: headersOf(call, requestId) },
          ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
          ...(signal === undefined ? {} : { signal }),
        })
        const { answer, label } = await transport.send({ operation, make })
        const { status } = answer
        if (status < 200 || status >= 300) throw refusal(label, operation, answer, clock.now())
        return { json: readJson(label, answer), location: answer.header('location') }
      }),
    state: transport.state,
    close: transport.close,
  }
}

function headersOf(call: Call, requestId: string): Record<string, string> {
  return {
    Accept: 'application/json',
    'X-Request-ID': requestId,
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(call.accessToken === undefined ? {} : { Authorization: `Bearer ${call.accessToken}` }),
  }
}
