// What every bank adapter must do. A connection calls these in this order, each once:
// begin → complete → listAccounts → (the applicant chooses) → collect → release.
import type { StatementAccount } from '../core/statement/statement.ts'
import type { PlainDate } from '../core/values/plain-date.ts'

/** Failure kinds a bank adapter may raise; a closed list, stored as the connection's failure code. */
export const bankErrorKinds = [
  'denied', // the customer refused at the bank, or the bank refused the customer
  'authorization_invalid', // 401, invalid_grant: the token or code is not accepted
  'forbidden', // 403 with another meaning than consent
  'no_eligible_account', // NAAC
  'consent_refused',
  'not_found',
  'too_many_requests', // 429
  'bad_request',
  'bank_error', // 5xx
  'bad_answer', // HTML, truncated or invalid JSON, a shape we cannot read
  'unreachable', // DNS, connection, TLS
  'timeout',
  'answer_too_large',
  'page_loop', // paging that comes back on itself, leaves the host or never ends
] as const
export type BankErrorKind = (typeof bankErrorKinds)[number]

/** `message` is for operators: it never holds a token, IBAN, name, label or amount. */
export class BankError extends Error {
  readonly kind: BankErrorKind
  readonly status: number | null
  readonly retryAfterSeconds: number | null

  constructor(
    kind: BankErrorKind,
    message: string,
    options: { cause?: unknown; status?: number; retryAfterSeconds?: number } = {},
  ) {
    super(message, { cause: options.cause })
    this.name = 'BankError'
    this.kind = kind
    this.status = options.status ?? null
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
  }
}

/**
 * An adapter's tokens and what else it must remember between calls. Opaque to everyone else: JSON,
 * sealed by the vault, destroyed at every ending.
 */
export type BankCredential = { readonly [key: string]: unknown }

/** Who is in front of the screen; present only while the customer really is. */
export type Presence = {
  readonly ipAddress: string
  readonly userAgent?: string
  readonly acceptLanguage?: string
}

export type AccountChoice = {
  /** What `collect` is given back. */
  readonly ref: string
  readonly name: string
  readonly product: string | null
  readonly iban: string | null
  readonly currency: string | null
  readonly kind: string
  /** As the bank sent it (psuStatus): nominees and the like are never preselected. */
  readonly ownership: string | null
  /** As the bank sent it: PRIV or ORGA; a business account is never preselected. */
  readonly usage: string | null
}

/** What the applicant allows, per account. */
export type AccountGrant = {
  readonly ref: string
  readonly balances: boolean
  readonly transactions: boolean
}

export type Collected = {
  /** The connected customer as the bank names them; null when not given. */
  readonly holder: string | null
  /** STET shapes; `connection` is filled by the caller. */
  readonly accounts: readonly StatementAccount[]
  /** Given when tokens were renewed during the pull: what `release` must then be called with. */
  readonly credential?: BankCredential
}

export type BankAdapter = {
  /** Where to send the customer. `credential` is kept sealed until `complete`. */
  begin(input: {
    state: string
    redirectUri: string
    /** The lender lets an aggregator ask the customer for the bank's own sign-in data. Default false. */
    embedded?: boolean
    /** A bank that is told of a consent before the customer comes wants to know where they are. */
    presence?: Presence | null
  }): Promise<{
    url: string
    credential: BankCredential
    /** True: something stands at the bank from now on, and `release` is due even if nobody comes back. */
    held?: boolean
  }>
  /** The callback's code, once: never retried by the caller. @throws BankError */
  complete(input: {
    code: string
    redirectUri: string
    credential: BankCredential
    presence: Presence | null
  }): Promise<BankCredential>
  /** @throws BankError `no_eligible_account` when there is nothing to choose. */
  listAccounts(input: {
    credential: BankCredential
    presence: Presence | null
  }): Promise<{ accounts: readonly AccountChoice[]; credential: BankCredential }>
  /** Consent, second list, balances, transactions, identity. The window is `[from, asOf]`, both included. */
  collect(input: {
    credential: BankCredential
    grants: readonly AccountGrant[]
    identity: boolean
    from: PlainDate
    asOf: PlainDate
    presence: Presence | null
    signal: AbortSignal
  }): Promise<Collected>
  /** Empties the consent at the bank. Safe to call twice. */
  release(input: { credential: BankCredential; presence: Presence | null }): Promise<void>
}

/** The interfaces spoken, in the order in which the sandbox's banks take their ports. */
export const bankKinds = ['stet', 'linxo', 'berlin_group'] as const
export type BankKind = (typeof bankKinds)[number]

/** An aggregator between us and the banks, and the terms a customer accepts before going there. */
export type Intermediary = {
  readonly name: string
  readonly termsUrl: string
  /** What is recorded as accepted; the customer is asked again when it changes. */
  readonly termsVersion: string
}

/** One bank as the directory shows it. */
export type BankListing = {
  readonly id: string
  readonly name: string
  readonly group: string
  readonly country: string
  readonly kind: BankKind
  readonly sandbox: boolean
  /** Names of customers' banks that are reached through this one. */
  readonly brands?: readonly string[]
  readonly intermediary?: Intermediary
}

/** What the customer came back with: something to complete with, or why not (RFC 6749, 4.1.2.1). */
export type BankReturn = { readonly code: string | null; readonly error: string | null }

/** One of our own that the bank knows us by: for TLS, or for signatures. */
export type BankCertificate = { readonly use: 'tls' | 'signing'; readonly validUntil: Date }

export type Bank = {
  readonly listing: BankListing
  /** Origin of the pages the customer is sent to: the journey's form-action needs it. */
  readonly authorizeOrigin: string
  readonly adapter: BankAdapter
  /**
   * Reads the parameters of the customer's return, each given once; `state` is read by the caller.
   * Absent: OAuth's `code` and `error`.
   */
  readonly readReturn?: (parameter: (name: string) => string | null) => BankReturn
  /**
   * The bank's unasked word that something changed (a webhook). Anyone could send it, so nothing in it is
   * believed: it may hasten a question that would be asked anyway. Never throws.
   */
  readonly notice?: (body: unknown) => void
  readonly certificates?: readonly BankCertificate[]
  /** Whether its reads are let through at present. */
  readonly circuit?: () => 'closed' | 'open' | 'half_open'
}

/** A code and an error together are no answer of OAuth: neither is believed. */
export function readReturn(bank: Bank, parameter: (name: string) => string | null): BankReturn {
  if (bank.readReturn) return bank.readReturn(parameter)
  const [code, error] = [parameter('code'), parameter('error')]
  return code !== null && error !== null ? { code: null, error: null } : { code, error }
}

/**
 * RFC 9207: a return that names another server than the bank's is a mix-up of two banks. French banks name
 * none; one that does is at home where its pages are.
 */
export function isIssuedBy(bank: Bank, issuer: string | null): boolean {
  if (issuer === null) return true
  return URL.canParse(issuer) && new URL(issuer).origin === bank.authorizeOrigin
}
