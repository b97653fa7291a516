// The sandbox bank of NextGenPSD2 1.3: a real HTTP server on two listeners. The pages are for the customer's
// browser; the API is for providers, over mutual TLS when keys are given.
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { FaultAdmin } from '../faults/admin.ts'
import type { Hosts } from '../faults/front.ts'
import { openListeners } from '../listeners.ts'
import { allPersonas } from '../persona-file.ts'
import { apiApp } from './app.ts'
import type { BerlinGroupFault } from './faults.ts'
import type { BerlinGroupSandboxOptions } from './options.ts'
import { pagesApp } from './sca.ts'
import { createState } from './state.ts'

export type { BerlinGroupFault } from './faults.ts'
export type { BerlinGroupProvider, BerlinGroupSandboxOptions } from './options.ts'

export type BerlinGroupSandbox = {
  /** Origin of the customer's pages. */
  readonly pagesUrl: string
  /** Origin of the API: https when TLS keys were given. */
  readonly apiUrl: string
  setToday(day: PlainDate): void
  /** Replaces the planned faults, as the admin port does. */
  setFaults(faults: readonly BerlinGroupFault[]): void
  readonly faults: FaultAdmin
  /** What stands before the API, when asked for. */
  readonly host: Hosts | null
  /** Every consent ever asked for, oldest first. */
  consents(): { readonly id: string; readonly status: string }[]
  /** Closes both listeners and their connections. Safe to call twice. */
  stop(): Promise<void>
}

/** @throws AppError configuration_invalid (personas), unavailable (a port that cannot be taken). */
export async function startBerlinGroupSandbox(
  options: BerlinGroupSandboxOptions,
): Promise<BerlinGroupSandbox> {
  const bank = createState(options, allPersonas(options.config))
  const { host, pagesPort, apiPort, tls, front, authority } = options
  const listeners = await openListeners({
    ...{ host, pagesPort, apiPort, front },
    tls: tls && { ...tls, ca: authority },
    pages: pagesApp(bank).fetch,
    api: apiApp(bank).fetch,
  })
  bank.apiUrl = listeners.apiUrl
  bank.pagesUrl = listeners.pagesUrl
  return {
    ...listeners,
    setToday: bank.setToday,
    setFaults: bank.faults.set,
    faults: bank.faults,
    consents: () => [...bank.consents.values()].map(({ id, status }) => ({ id, status })),
  }
}
