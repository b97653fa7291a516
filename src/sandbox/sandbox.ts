// The sandbox bank: a real HTTP server speaking STET 1.4.2, on two listeners. The pages are for the customer's
// browser; the API is for third parties, over mutual TLS when keys are given.
import type { PlainDate } from '../core/values/plain-date.ts'
import { apiApp } from './api/app.ts'
import type { Fault } from './api/faults.ts'
import type { FaultAdmin } from './faults/admin.ts'
import type { Hosts } from './faults/front.ts'
import { openListeners } from './listeners.ts'
import { pagesApp } from './oauth/authorize.ts'
import type { SandboxOptions } from './options.ts'
import { allPersonas } from './persona-file.ts'
import { createBank } from './state.ts'

export type { SandboxClient, SandboxOptions } from './options.ts'

export type Sandbox = {
  /** Origin of the customer's pages. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  setToday(day: PlainDate): void
  /** Replaces the planned faults, as the admin port does. */
  setFaults(faults: readonly Fault[]): void
  readonly faults: FaultAdmin
  /** What stands before the API, when asked for. */
  readonly host: Hosts | null
  /** Consents that still open something: none once every session has ended. */
  countConsents(): number
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError configuration_invalid (personas), unavailable (a port that cannot be taken). */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const bank = createBank(options, allPersonas(options.config))
  const { host, pagesPort, apiPort, tls, front } = options
  const listeners = await openListeners({
    ...{ host, pagesPort, apiPort, tls, front },
    pages: pagesApp(bank).fetch,
    api: apiApp(bank).fetch,
  })
  bank.apiUrl = (options.publicApiUrl ?? listeners.apiUrl).replace(/\/$/, '')
  return {
    ...listeners,
    setToday: bank.setToday,
    setFaults: bank.faults.set,
    faults: bank.faults,
    countConsents: () =>
      [...bank.consents.values()].filter(
        ({ balances, transactions }) => balances.length + transactions.length > 0,
      ).length,
  }
}
