// The sandbox bank: a real HTTP server speaking STET 1.4.2, on two listeners. The pages are for the customer's
// browser; the API is for third parties, over mutual TLS when keys are given.
import type { PlainDate } from '../core/values/plain-date.ts'
import { apiApp } from './api/app.ts'
import type { Fault } from './api/faults.ts'
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
  /** Replaces the planned faults, as `PUT {pagesUrl}/sandbox/faults` does. */
  setFaults(faults: readonly Fault[]): void
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError configuration_invalid (personas), unavailable (a port that cannot be taken). */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const bank = createBank(options, allPersonas(options.config))
  const { host, pagesPort, apiPort, tls } = options
  const { pagesUrl, apiUrl, stop } = await openListeners({
    ...{ host, pagesPort, apiPort, tls },
    pages: pagesApp(bank).fetch,
    api: apiApp(bank).fetch,
  })
  bank.apiUrl = (options.publicApiUrl ?? apiUrl).replace(/\/$/, '')
  return {
    pagesUrl,
    apiUrl,
    setToday: bank.setToday,
    setFaults: (faults) => {
      bank.faults.splice(0, bank.faults.length, ...faults)
    },
    stop,
  }
}
