// Where faults strike: every endpoint of each adapter, at every step that calls it.
import type { FaultKind } from '../../src/sandbox/faults/kinds.ts'
import type { AdapterName, Phase } from './bed.ts'
import { STRUCK } from './customer.ts'

export type Endpoint = {
  readonly phase: Phase
  readonly operation: string
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** Only calls for this account. */
  readonly resourceId?: string
  /** Calls of the step that pass before the first struck one. */
  readonly after?: number
}

const ofStruck = { phase: 'collect', method: 'GET', resourceId: STRUCK } as const

export const endpoints = {
  stet: {
    token: { phase: 'complete', operation: 'token', method: 'POST' },
    accounts: { phase: 'list', operation: 'accounts', method: 'GET' },
    consents: { phase: 'collect', operation: 'consents', method: 'PUT' },
    'accounts again': { phase: 'collect', operation: 'accounts', method: 'GET' },
    balances: { ...ofStruck, operation: 'balances' },
    transactions: { ...ofStruck, operation: 'transactions' },
    'transactions, page 2': { ...ofStruck, operation: 'transactions', after: 1 },
    'end-user-identity': { phase: 'collect', operation: 'end-user-identity', method: 'GET' },
    'consents, emptied': { phase: 'release', operation: 'consents', method: 'PUT' },
  },
  linxo: {
    'token of the client': { phase: 'begin', operation: 'token', method: 'POST' },
    users: { phase: 'begin', operation: 'users', method: 'POST' },
    'token of the user': { phase: 'begin', operation: 'token', method: 'POST', after: 1 },
    widget_session: { phase: 'begin', operation: 'widget_session', method: 'POST' },
    connections: { phase: 'complete', operation: 'connections', method: 'GET' },
    accounts: { phase: 'list', operation: 'accounts', method: 'GET' },
    'accounts again': { phase: 'collect', operation: 'accounts', method: 'GET' },
    transactions: { ...ofStruck, operation: 'transactions' },
    'user, deleted': { phase: 'release', operation: 'users', method: 'DELETE' },
  },
  berlin_group: {
    consents: { phase: 'begin', operation: 'consents', method: 'POST' },
    authorisations: { phase: 'begin', operation: 'authorisations', method: 'POST' },
    metadata: { phase: 'begin', operation: 'metadata', method: 'GET' },
    token: { phase: 'complete', operation: 'token', method: 'POST' },
    status: { phase: 'complete', operation: 'status', method: 'GET' },
    accounts: { phase: 'list', operation: 'accounts', method: 'GET' },
    balances: { ...ofStruck, operation: 'balances' },
    transactions: { ...ofStruck, operation: 'transactions' },
    'transactions, page 2': { ...ofStruck, operation: 'transactions', after: 1 },
    details: { phase: 'collect', operation: 'details', method: 'GET' },
    'consent, deleted': { phase: 'release', operation: 'delete', method: 'DELETE' },
  },
} as const satisfies Record<AdapterName, Record<string, Endpoint>>

export type EndpointOf<A extends AdapterName> = keyof (typeof endpoints)[A] & string

/** What any answer can suffer; the other kinds need a list, an amount or a date to be wrong. */
export const ofAnyAnswer = [
  6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 21, 24,
] as const satisfies FaultKind[]
