// Where Linxo Connect is and how long it may take, as data: its live service, its test environment, or a sandbox of ours.
import { defaultLimits as readingLimits, type StetLimits } from '../stet/profiles/profile.ts'

export type LinxoLimits = StetLimits & {
  /** First wait before a running synchronisation is looked at again; doubled each time, up to `pollMostMs`. */
  readonly pollFirstMs: number
  readonly pollMostMs: number
  /** Longest wait for a synchronisation to end: within the time a session gives an exchange. */
  readonly synchronisationMs: number
}

/** The wait of 2 s, doubled, is that of a client in production; the other limits are ours. */
export const defaultLimits = {
  ...readingLimits,
  pollFirstMs: 2_000,
  pollMostMs: 10_000,
  synchronisationMs: 90_000,
} as const satisfies LinxoLimits

export type LinxoPlace = {
  /** Where tokens are asked for. */
  readonly tokenUrl: string
  /** Base of the resources, without a slash at the end. */
  readonly apiBase: string
  /** Where a widget session is asked for. */
  readonly widgetUrl: string
  /** Origin of the widget's pages: customers are sent nowhere else. */
  readonly pagesOrigin: string
}

function oxlin(prefix: '' | 'sandbox-'): LinxoPlace {
  return {
    tokenUrl: `https://${prefix}auth.oxlin.io/token`,
    apiBase: `https://${prefix}api.oxlin.io/v2.1`,
    widgetUrl: `https://${prefix}embed.oxlin.io/v2.1/widget/widget_session`,
    pagesOrigin: `https://${prefix}embed.oxlin.io`,
  }
}

export const livePlace = oxlin('')
/** Linxo's own test environment, with its test bank. */
export const testPlace = oxlin('sandbox-')

/** Of a sandbox: one origin for all that we call, another for the customer's pages. */
export function placeAt(addresses: { pagesUrl: string; apiUrl: string }): LinxoPlace {
  return {
    tokenUrl: `${addresses.apiUrl}/token`,
    apiBase: `${addresses.apiUrl}/v2.1`,
    widgetUrl: `${addresses.apiUrl}/v2.1/widget/widget_session`,
    pagesOrigin: addresses.pagesUrl,
  }
}

/** Lists: page sizes at which a shorter page is the last one. */
export const pageSizes = { accounts: 100, transactions: 500 } as const

/** Whose calendar its instants are read in. */
export const timeZone = 'Europe/Paris'

export const INTERMEDIARY_NAME = 'Linxo Connect'
