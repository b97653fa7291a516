// What differs from one STET bank group to the next, as data: one profile, many establishments.
import type { TransportLimits } from '../../transport.ts'
import type { SignatureStyle } from '../signature.ts'
import type { Facts } from './facts.ts'
import type { DateFromStyle, IdentityPlace, StetVersion } from './versions.ts'

export type Establishment = {
  /** The bank's id in our directory, `bpce-13807`. */
  readonly id: string
  /** What stands for the establishment in the bank's host names or paths. */
  readonly code: string
  readonly name: string
  /** Other names of customers' banks behind the same code: what a search should also find. */
  readonly brands: readonly string[]
}

export type StetLimits = TransportLimits & {
  /** Pages followed for one list. */
  readonly pages: number
  /** Accounts read at the same time. */
  readonly accountsAtOnce: number
}

/** Whole addresses of one establishment, without a slash at the end. */
export type Addresses = {
  /** Where the customer's browser goes. */
  readonly authorizeUrl: string
  readonly tokenUrl: string
  /** What every data call and every `next` link must begin with. */
  readonly apiUrl: string
}

export type StetProfile = {
  readonly group: string
  readonly country: string
  /** Whose calendar a date-time in UTC is read in. */
  readonly timeZone: string
  readonly version: StetVersion
  /** What is documented of them; the operator gives the rest, from the bank's own portal. */
  readonly addresses: (establishment: Establishment) => Partial<Addresses>
  readonly oauth: {
    readonly scope: string
    readonly pkce: boolean
    /** How the token endpoint knows us: by the client certificate and `client_id`, or by a secret too. */
    readonly client: 'certificate' | 'secret'
    /** Token requests are signed as data calls are. */
    readonly signed: boolean
  }
  /**
   * `declared`: the applicant picks accounts here and the bank is told (PUT /consents). `at_bank`: they pick
   * at the bank, and there is nothing to tell it, nor to take back.
   */
  readonly consent: 'declared' | 'at_bank'
  readonly identity: IdentityPlace
  readonly dateFrom: DateFromStyle
  /** Days of transactions the bank gives, today included; null: not documented, ninety are asked for. */
  readonly historyDays: number | null
  /** Transactions the bank gives of one account at most, without a further page; null: no such limit is documented. */
  readonly mostLines: number | null
  /** Null: the bank asks for no signature. */
  readonly signature: SignatureStyle | null
  /** Headers every data call carries beside STET's; `<client_id>` stands for ours. */
  readonly headers: Readonly<Record<string, string>>
  readonly limits: StetLimits
  readonly establishments: readonly Establishment[]
  /** What this bank wants and the adapter does not do: while there is any, it cannot be connected. */
  readonly obstacles: readonly string[]
  readonly facts: Facts
}

/** Ours, where a bank documents none (200 pages of 200 lines are far beyond 90 days of an account). */
export const defaultLimits = {
  connectMs: 10_000,
  headersMs: 30_000,
  bodyMs: 15_000,
  callMs: 60_000,
  answerBytes: 5 * 1024 * 1024,
  connections: 32,
  pages: 200,
  // more than a customer has, nearly always: a pull lasts as long as its longest account
  accountsAtOnce: 8,
} as const satisfies StetLimits

/** What a profile leaves out: a French bank that does as STET 1.4.2 says and documents nothing else. */
export const stetDefaults = {
  country: 'FR',
  timeZone: 'Europe/Paris',
  version: '1.4.2',
  identity: 'none',
  dateFrom: 'day',
  mostLines: null,
  headers: {},
  limits: defaultLimits,
  obstacles: [],
} as const satisfies Partial<StetProfile>

/** Establishments told by their code and name alone; `prefix` makes the ids. */
export function establishments(
  prefix: string,
  rows: readonly (readonly [code: string, name: string, ...brands: string[]])[],
): readonly Establishment[] {
  return rows.map(([code, name, ...brands]) => ({ id: `${prefix}-${code}`, code, name, brands }))
}
