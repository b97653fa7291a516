// The Linxo Connect sandbox: a real HTTP server speaking its Accounts API 2.1, on two listeners. The pages are the
// widget, for the customer's browser; the API holds tokens, users, widget sessions and what was read at the bank.
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { FaultAdmin } from '../faults/admin.ts'
import type { Hosts } from '../faults/front.ts'
import { openListeners } from '../listeners.ts'
import { allPersonas } from '../persona-file.ts'
import { apiApp } from './api.ts'
import type { LinxoFault } from './faults.ts'
import type { LinxoSandboxOptions } from './options.ts'
import { createAggregator } from './state.ts'
import { widgetApp } from './widget.ts'

export type { LinxoFault } from './faults.ts'
export type { LinxoClient, LinxoSandboxOptions } from './options.ts'

export type LinxoSandbox = {
  /** Origin of the widget. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  setToday(day: PlainDate): void
  /** Replaces the planned faults, as the admin port does. */
  setFaults(faults: readonly LinxoFault[]): void
  readonly faults: FaultAdmin
  /** What stands before the API, when asked for. */
  readonly host: Hosts | null
  /** How many users there are: none once every session has ended. */
  countUsers(): number
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError configuration_invalid (personas), unavailable (a port that cannot be taken). */
export async function startLinxoSandbox(options: LinxoSandboxOptions): Promise<LinxoSandbox> {
  const linxo = createAggregator(options, allPersonas(options.config))
  const { host, pagesPort, apiPort, tls, front } = options
  const listeners = await openListeners({
    ...{ host, pagesPort, apiPort, tls, front },
    pages: widgetApp(linxo).fetch,
    api: apiApp(linxo).fetch,
  })
  linxo.apiUrl = listeners.apiUrl
  linxo.pagesUrl = (options.publicPagesUrl ?? listeners.pagesUrl).replace(/\/$/, '')
  return {
    ...listeners,
    setToday: linxo.setToday,
    setFaults: linxo.faults.set,
    faults: linxo.faults,
    countUsers: () => linxo.users.size,
  }
}
