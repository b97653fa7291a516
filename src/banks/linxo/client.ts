// Linxo Connect over HTTP: JSON both ways, over the transport that all adapters share. Knows no resource; every
// failure leaves as a BankError. Never follows a redirect.
import {
  type BankCall,
  type BankClient,
  type BankClientOptions,
  createBankClient,
} from '../bank-client.ts'
import { readJson } from '../transport.ts'
import { type Operation, refusal } from './failure.ts'

export type ClientOptions = BankClientOptions & {
  /** PEM: the authority trusted instead of the system's. */
  readonly authority?: string
}

export type Call = BankCall & {
  readonly operation: Operation
  readonly method: 'GET' | 'POST' | 'DELETE'
  readonly accessToken?: string
  /** Sent as JSON. */
  readonly body?: { readonly [key: string]: unknown }
}

export type Answer = {
  /** null when the answer had no body. */
  readonly json: unknown
  readonly location: string | null
}

export type LinxoClient = BankClient<Call, Answer>

export function createClient(options: ClientOptions): LinxoClient {
  const { authority, clock } = options
  return createBankClient<Call, Answer>(options, {
    tls: authority === undefined ? {} : { authority },
    headers: headersOf,
    body: ({ body }) => (body === undefined ? undefined : JSON.stringify(body)),
    refusal: (label, answer, { operation }) => refusal(label, operation, answer, clock.now()),
    read: (label, answer) => ({
      json: readJson(label, answer),
      location: answer.header('location'),
    }),
  })
}

function headersOf(call: Call, requestId: string): Record<string, string> {
  return {
    Accept: 'application/json',
    'X-Request-ID': requestId,
    ...(call.body === undefined ? {} : { 'Content-Type': 'application/json' }),
    ...(call.accessToken === undefined ? {} : { Authorization: `Bearer ${call.accessToken}` }),
  }
}
