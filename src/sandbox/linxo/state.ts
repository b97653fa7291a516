// What the aggregator remembers while it runs: users and what hangs on them, tokens, widget sessions, planned faults.
import type { PersonaPlan } from '../lives/plan.ts'
import { nowSeconds, type ShownDay, showDay } from '../lives/shown-day.ts'
import { createLinxoFaults } from './faults.ts'
import type { LinxoClient, LinxoSandboxOptions } from './options.ts'

export type Channel = 'REDIRECT' | 'EMBEDDED'

export type Connection = {
  readonly id: string
  readonly userId: string
  readonly persona: PersonaPlan
  readonly channel: Channel
  readonly createdAt: number
  /** When its synchronisation ends, on the clock of `performance`: it takes real time, whatever day it is. */
  readonly readyAt: number
}

export type User = {
  readonly id: string
  readonly clientId: string
  readonly email: string
  readonly password: string
  readonly createdAt: number
  readonly connections: Map<string, Connection>
}

export type Token = {
  readonly clientId: string
  /** null: the client's own. */
  readonly userId: string | null
  readonly scopes: readonly string[]
  readonly expiresAt: number
}

/** A customer's browser on its way through the widget. */
export type WidgetSession = {
  readonly client: LinxoClient
  readonly userId: string
  readonly expiresAt: number
  redirectUrl: string | null
  channels: readonly Channel[]
  waitsForEnd: boolean
  termsAccepted: boolean
  channel: Channel | null
  persona: PersonaPlan | null
  wrongCodes: number
}

export type Aggregator = ShownDay & {
  readonly options: LinxoSandboxOptions
  readonly personas: readonly PersonaPlan[]
  /** Without a slash at the end; set once it listens. */
  pagesUrl: string
  apiUrl: string
  readonly users: Map<string, User>
  readonly tokens: Map<string, Token>
  readonly widgetSessions: Map<string, WidgetSession>
  readonly faults: ReturnType<typeof createLinxoFaults>
}

export function createAggregator(
  options: LinxoSandboxOptions,
  personas: readonly PersonaPlan[],
): Aggregator {
  return {
    ...showDay(options),
    options,
    personas,
    pagesUrl: '',
    apiUrl: '',
    users: new Map(),
    tokens: new Map(),
    widgetSessions: new Map(),
    faults: createLinxoFaults(),
  }
}

/** With everything that hangs on it: connections, tokens, widget sessions. */
export function deleteUser(linxo: Aggregator, id: string): boolean {
  for (const [token, { userId }] of linxo.tokens) if (userId === id) linxo.tokens.delete(token)
  for (const [key, { userId }] of linxo.widgetSessions) {
    if (userId === id) linxo.widgetSessions.delete(key)
  }
  return linxo.users.delete(id)
}

export function sweepExpired(linxo: Aggregator): void {
  const now = nowSeconds(linxo)
  for (const [key, { expiresAt }] of linxo.tokens) if (expiresAt < now) linxo.tokens.delete(key)
  for (const [key, { expiresAt }] of linxo.widgetSessions) {
    if (expiresAt < now) linxo.widgetSessions.delete(key)
  }
}
