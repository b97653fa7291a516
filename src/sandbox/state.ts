// What the bank remembers while it runs: authorisations, consents, calls made today, and planned faults.
import type { PlainDate } from '../core/values/plain-date.ts'
import { createStetFaults } from './api/faults.ts'
import type { PersonaPlan } from './lives/plan.ts'
import { nowSeconds, type ShownDay, showDay } from './lives/shown-day.ts'
import type { SandboxClient, SandboxOptions } from './options.ts'

/** A customer's browser on its way through the bank's pages. */
export type Flow = {
  readonly client: SandboxClient
  readonly redirectUri: string
  readonly scope: string
  readonly state: string | null
  readonly expiresAt: number
  persona: PersonaPlan | null
  wrongCodes: number
}

export type AuthorizationCode = {
  readonly clientId: string
  readonly redirectUri: string
  readonly scope: string
  readonly persona: PersonaPlan
  readonly expiresAt: number
  /** Set when redeemed: a second use revokes it (RFC 6749, 4.1.2). */
  grant: Grant | null
}

export type Grant = {
  readonly clientId: string
  readonly persona: PersonaPlan
  readonly scope: string
  accessToken: string
  accessExpiresAt: number
  readonly refreshToken: string
  readonly refreshExpiresAt: number
}

export type Consent = {
  readonly balances: readonly string[]
  readonly transactions: readonly string[]
  readonly psuIdentity: boolean
}

export type Bank = ShownDay & {
  readonly options: SandboxOptions
  readonly personas: readonly PersonaPlan[]
  /** Without a slash at the end; set once the API listens. */
  apiUrl: string
  readonly flows: Map<string, Flow>
  readonly codes: Map<string, AuthorizationCode>
  readonly accessTokens: Map<string, Grant>
  readonly refreshTokens: Map<string, Grant>
  /** By `consentKey`. */
  readonly consents: Map<string, Consent>
  readonly calls: { day: PlainDate | null; counts: Map<string, number> }
  readonly faults: ReturnType<typeof createStetFaults>
}

export function createBank(options: SandboxOptions, personas: readonly PersonaPlan[]): Bank {
  return {
    ...showDay(options),
    options,
    personas,
    apiUrl: '',
    flows: new Map(),
    codes: new Map(),
    accessTokens: new Map(),
    refreshTokens: new Map(),
    consents: new Map(),
    calls: { day: null, counts: new Map() },
    faults: createStetFaults(),
  }
}

export function consentKey(clientId: string, persona: PersonaPlan): string {
  return `${clientId}|${persona.identifier}`
}

/** Both tokens at once: revoking one revokes the other. */
export function revoke(bank: Bank, grant: Grant): void {
  bank.accessTokens.delete(grant.accessToken)
  bank.refreshTokens.delete(grant.refreshToken)
}

/** At most one valid pair for a customer, a third party and a role. */
export function revokeOthers(bank: Bank, grant: Grant): void {
  for (const other of [...bank.refreshTokens.values()]) {
    const same =
      other.clientId === grant.clientId &&
      other.persona.identifier === grant.persona.identifier &&
      other.scope === grant.scope
    if (same && other !== grant) revoke(bank, other)
  }
}

/** Counts a call made in the customer's absence; false once the day's calls are used up. */
export function takeUnattendedCall(bank: Bank, key: string): boolean {
  const today = bank.today()
  if (bank.calls.day !== today) {
    bank.calls.day = today
    bank.calls.counts.clear()
  }
  const made = bank.calls.counts.get(key) ?? 0
  if (made >= (bank.options.unattendedCallsPerDay ?? 4)) return false
  bank.calls.counts.set(key, made + 1)
  return true
}

/** Forgets flows and codes whose time is over; redeemed codes are kept while their tokens live. */
export function sweepExpired(bank: Bank): void {
  const now = nowSeconds(bank)
  for (const [id, flow] of bank.flows) if (flow.expiresAt < now) bank.flows.delete(id)
  for (const [id, code] of bank.codes) {
    if (code.grant === null && code.expiresAt < now) bank.codes.delete(id)
    if (code.grant && code.grant.refreshExpiresAt < now) bank.codes.delete(id)
  }
}
