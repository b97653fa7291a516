// What the bank remembers while it runs: consents with their authorisations, codes and tokens, planned faults.
import type { PlainDate } from '../../core/values/plain-date.ts'
import type { PersonaPlan } from '../lives/plan.ts'
import { nowSeconds, type ShownDay, showDay } from '../lives/shown-day.ts'
import type { Access } from './access.ts'
import { createBerlinGroupFaults } from './faults.ts'
import type { BerlinGroupSandboxOptions } from './options.ts'

export type ConsentStatus =
  | 'received'
  | 'rejected'
  | 'valid'
  | 'revokedByPsu'
  | 'expired'
  | 'terminatedByTpp'

export type Consent = {
  readonly id: string
  readonly clientId: string
  readonly access: Access
  readonly recurring: boolean
  readonly frequencyPerDay: number
  readonly validUntil: PlainDate
  readonly returnTo: { readonly accepted: string; readonly refused: string }
  /** Seconds since 1970 after which nobody can authorise it any more. */
  readonly authorisableUntil: number
  status: ConsentStatus
  lastActionDate: PlainDate
  /** Who authorised it, and the accounts they chose, by id. */
  granted: { readonly persona: PersonaPlan; readonly accounts: readonly string[] } | null
  /** Calls made under it, by what they counted for and, when recurring, the day. */
  readonly calls: Map<string, number>
}

/** The customer's way through the bank's pages for one consent. */
export type Authorisation = {
  readonly id: string
  readonly consentId: string
  persona: PersonaPlan | null
  wrongCodes: number
  /** Of the OAuth variant: what the provider asked the authorisation server. */
  request: OAuthRequest | null
}

export type OAuthRequest = {
  readonly redirectUri: string
  readonly state: string | null
  readonly challenge: string
}

export type Code = {
  readonly consentId: string
  readonly clientId: string
  readonly request: OAuthRequest
  readonly expiresAt: number
  /** Set when redeemed: a second use revokes it (RFC 6749, 4.1.2). */
  grant: Grant | null
}

export type Grant = {
  readonly consentId: string
  readonly clientId: string
  accessToken: string
  accessExpiresAt: number
  readonly refreshToken: string
}

export type BerlinGroupState = ShownDay & {
  readonly options: BerlinGroupSandboxOptions
  readonly personas: readonly PersonaPlan[]
  /** Without a slash at the end; set once the listeners are open. */
  apiUrl: string
  pagesUrl: string
  readonly consents: Map<string, Consent>
  readonly authorisations: Map<string, Authorisation>
  readonly codes: Map<string, Code>
  readonly accessTokens: Map<string, Grant>
  readonly refreshTokens: Map<string, Grant>
  readonly faults: ReturnType<typeof createBerlinGroupFaults>
}

export function createState(
  options: BerlinGroupSandboxOptions,
  personas: readonly PersonaPlan[],
): BerlinGroupState {
  return {
    ...showDay(options),
    options,
    personas,
    apiUrl: '',
    pagesUrl: '',
    consents: new Map(),
    authorisations: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    faults: createBerlinGroupFaults(),
  }
}

/** A final status is never left again; whatever opened the consent ends with it. */
export function setStatus(bank: BerlinGroupState, consent: Consent, status: ConsentStatus): void {
  consent.status = status
  consent.lastActionDate = bank.today()
  if (status === 'valid') return
  for (const grant of [...bank.refreshTokens.values()]) {
    if (grant.consentId === consent.id) revoke(bank, grant)
  }
}

/** The consent as it is now: time ends it too. */
export function consentNow(bank: BerlinGroupState, id: string): Consent | null {
  const consent = bank.consents.get(id)
  if (consent === undefined) return null
  if (consent.status === 'received' && consent.authorisableUntil < nowSeconds(bank)) {
    setStatus(bank, consent, 'rejected')
  }
  if (consent.status === 'valid' && consent.validUntil < bank.today()) {
    setStatus(bank, consent, 'expired')
  }
  return consent
}

/** Both tokens at once: revoking one revokes the other. */
export function revoke(bank: BerlinGroupState, grant: Grant): void {
  bank.accessTokens.delete(grant.accessToken)
  bank.refreshTokens.delete(grant.refreshToken)
}
