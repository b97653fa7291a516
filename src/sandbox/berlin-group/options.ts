// What a NextGenPSD2 sandbox is started with.
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { Clock } from '../../runtime/clock.ts'
import type { HostKeys } from '../faults/front.ts'
import type { PersonaInput } from '../lives/plan.ts'

/** A provider the bank lets in: by the number in its certificates, `PSDFR-ACPR-99999`. */
export type BerlinGroupProvider = {
  readonly clientId: string
  /** Customers are sent back to these alone, whatever query stands behind. */
  readonly redirectUris: readonly string[]
}

export type BerlinGroupSandboxOptions = {
  /** Default 127.0.0.1. */
  readonly host?: string | undefined
  /** 0, the default: any free port. */
  readonly pagesPort?: number | undefined
  readonly apiPort?: number | undefined
  /** The bank's day: what "ninety days" and a consent's end are counted from. */
  readonly today: PlainDate | (() => PlainDate)
  /** Time of day: dates of requests, lives of codes and tokens. */
  readonly clock?: Clock | undefined
  /** PEM. Given: the API speaks TLS and demands a client certificate signed by `authority`. */
  readonly tls?: HostKeys | undefined
  /** Something stands before the API that can be wrong as a host is wrong. */
  readonly front?: boolean | undefined
  /** PEM of the authority whose certificates name providers. */
  readonly authority: string
  readonly clients: readonly BerlinGroupProvider[]
  /** More personas: path of a YAML file, or the personas themselves. */
  readonly config?: string | readonly PersonaInput[] | undefined
  /** How consents are authorised. Default `redirect`. */
  readonly sca?: 'redirect' | 'oauth' | undefined
  /** Default true: every call of the interface is signed. */
  readonly signatures?: boolean | undefined
  /** Default `implicit`: a new consent begins its authorisation by itself. */
  readonly start?: 'implicit' | 'explicit' | undefined
  /** Lines on a page of a report. Default 200. */
  readonly pageSize?: number | undefined
  /** Default 3600. */
  readonly tokenLifetimeSeconds?: number | undefined
  /** Default 60. */
  readonly codeLifetimeSeconds?: number | undefined
}
