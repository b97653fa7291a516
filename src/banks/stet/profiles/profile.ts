// What differs from one STET bank group to the next, as data: one profile, many establishments.
import type { SignatureStyle } from '../signature.ts'

export type Establishment = {
  /** The bank's id in our directory, `bpce-13807`. */
  readonly id: string
  /** The code in the bank's host name. */
  readonly code: string
  readonly name: string
  /** Other names of customers' banks behind the same code: what a search should also find. */
  readonly brands: readonly string[]
}

export type StetLimits = {
  readonly connectMs: number
  readonly headersMs: number
  /** Longest silence within a body. */
  readonly bodyMs: number
  /** Longest time for one call, whatever it does. */
  readonly callMs: number
  readonly answerBytes: number
  /** Connections open to the bank at once, over all sessions of this machine. */
  readonly connections: number
  /** Pages followed for one list. */
  readonly pages: number
  /** Accounts read at the same time. */
  readonly accountsAtOnce: number
}

export type StetProfile = {
  readonly group: string
  readonly country: string
  /** Whose calendar a date-time in UTC is read in. */
  readonly timeZone: string
  /** Origin of the pages and of the API of an establishment, without a slash at the end. */
  readonly origin: (establishment: Establishment) => string
  readonly paths: {
    readonly authorize: string
    readonly token: string
    /** What every data call and every `next` link must begin with. */
    readonly api: string
  }
  readonly oauth: {
    readonly scope: string
    readonly pkce: boolean
  }
  readonly signature: SignatureStyle
  readonly limits: StetLimits
  readonly establishments: readonly Establishment[]
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
  accountsAtOnce: 3,
} as const satisfies StetLimits
