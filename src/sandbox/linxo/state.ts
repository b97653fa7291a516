// What the aggregator remembers while it runs: users and what hangs on them, tokens, widget sessions, planned faults.
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type Clock, systemClock } from '../../runtime/clock.ts'
import { createLedgers, type Ledger } from '../lives/ledger.ts'
import type { PersonaPlan } from '../lives/plan.ts'
import type { LinxoFault } from './faults.ts'
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

export type Aggregator = {
  readonly options: LinxoSandboxOptions
  readonly clock: Clock
  readonly personas: readonly PersonaPlan[]
  today(): PlainDate
  setToday(day: PlainDate): void
  /** Without a slash at the end; set once it listens. */
  pagesUrl: string
  apiUrl: string
  readonly users: Map<string, User>
  readonly tokens: Map<string, Token>
  readonly widgetSessions: Map<string, WidgetSession>
  readonly faults: LinxoFault[]
  ledger(persona: PersonaPlan): Ledger
}

const LEDGERS_KEPT = 12

export function createAggregator(
  options: LinxoSandboxOptions,
  personas: readonly PersonaPlan[],
): Aggregator {
  const ledgerOn = createLedgers()
  const shown = new Map<string, Ledger>()
  let fixed: PlainDate | null = null
  const today = () =>
    fixed ?? (typeof options.today === 'function' ? options.today() : options.today)
  return {
    options,
    clock: options.clock ?? systemClock,
    personas,
    today,
    setToday: (day) => {
      fixed = day
    },
    pagesUrl: '',
    apiUrl: '',
    users: new Map(),
    tokens: new Map(),
    widgetSessions: new Map(),
    faults: [],
    ledger: (persona) => {
      const key = `${persona.identifier}|${today()}`
      const known = shown.get(key)
      if (known) return known
      const ledger = ledgerOn(persona, today())
      const oldest = shown.keys().next().value
      if (shown.size >= LEDGERS_KEPT && oldest !== undefined) shown.delete(oldest)
      shown.set(key, ledger)
      return ledger
    },
  }
}

export function nowSeconds({ clock }: Aggregator): number {
  return Math.floor(clock.now().getTime() / 1000)
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
