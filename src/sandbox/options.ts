// What a sandbox is started with.
import type { PlainDate } from '../core/values/plain-date.ts'
import type { Clock } from '../runtime/clock.ts'
import type { HostKeys } from './faults/front.ts'
import type { PersonaInput } from './lives/plan.ts'

/** A registered third party: only its keys sign for it, only its addresses are returned to. */
export type SandboxClient = {
  readonly clientId: string
  readonly redirectUris: readonly string[]
  readonly signatureKeys: readonly { readonly keyId: string; readonly publicKeyPem: string }[]
}

/** What the bank signs its answers with; `key` is PEM. */
export type AnswerKey = { readonly keyId: string; readonly key: string }

export type SandboxOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined
  /** 0, the default: any free port. */
  readonly pagesPort?: number | undefined
  readonly apiPort?: number | undefined
  /** Where the API is reached from outside (`_links`); default its own address. */
  readonly publicApiUrl?: string | undefined
  /** The bank's day: what "ninety days" and "a day's calls" are counted from. */
  readonly today: PlainDate | (() => PlainDate)
  /** Time of day: dates of requests, lives of codes and tokens. */
  readonly clock?: Clock | undefined
  /** PEM. Given: the API speaks TLS and demands a client certificate signed by `ca`. */
  readonly tls?: (HostKeys & { readonly ca: string }) | undefined
  /** Something stands before the API that can be wrong as a host is wrong. */
  readonly front?: boolean | undefined
  readonly clients: readonly SandboxClient[]
  /** More personas: path of a YAML file, or the personas themselves. */
  readonly config?: string | readonly PersonaInput[] | undefined
  readonly pageSizes?:
    | { readonly accounts?: number | undefined; readonly transactions?: number | undefined }
    | undefined
  /** Calls a day, per method and account, while the customer is absent. Default 4. */
  readonly unattendedCallsPerDay?: number | undefined
  /** Default 3600. */
  readonly tokenLifetimeSeconds?: number | undefined
  /** Default 60: the documentation says "short". */
  readonly codeLifetimeSeconds?: number | undefined
  /** Given: every answer of the API is signed. */
  readonly answerKey?: AnswerKey | undefined
  /** Default 300: how far a request's Date may be from now. */
  readonly dateSkewSeconds?: number | undefined
}
