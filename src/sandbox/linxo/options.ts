// What a Linxo Connect sandbox is started with.
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { Clock } from '../../runtime/clock.ts'
import type { HostKeys } from '../faults/front.ts'
import type { PersonaInput } from '../lives/plan.ts'

/** A registered client: only its secret opens the API, only its addresses are returned to. */
export type LinxoClient = {
  readonly clientId: string
  readonly clientSecret: string
  readonly redirectUris: readonly string[]
  /** Told of each synchronisation that ends; absent: nobody is told. */
  readonly webhookUrl?: string | undefined
}

export type LinxoSandboxOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined
  /** 0, the default: any free port. */
  readonly pagesPort?: number | undefined
  readonly apiPort?: number | undefined
  /** Where browsers reach the widget from outside; default its own address. */
  readonly publicPagesUrl?: string | undefined
  readonly today: PlainDate | (() => PlainDate)
  readonly clock?: Clock | undefined
  /** PEM. Given: the API speaks TLS; no client certificate is asked for. */
  readonly tls?: HostKeys | undefined
  /** Something stands before the API that can be wrong as a host is wrong. */
  readonly front?: boolean | undefined
  readonly clients: readonly LinxoClient[]
  /** More personas: path of a YAML file, or the personas themselves. */
  readonly config?: string | readonly PersonaInput[] | undefined
  /** Milliseconds a synchronisation lasts. Default 300. */
  readonly synchronisationMs?: number | undefined
  /** Default 3600. */
  readonly tokenLifetimeSeconds?: number | undefined
}
