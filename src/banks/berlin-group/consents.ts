// The consent resource: asked for before the customer goes to the bank, looked at when they are back,
// deleted at the end.
import { setTimeout as sleep } from 'node:timers/promises'
import { addDays } from '../../core/values/plain-date.ts'
import { unreachable } from '../../core/values/unreachable.ts'
import { type Clock, today } from '../../runtime/clock.ts'
import { BankError, type Presence } from '../bank.ts'
import type { BerlinGroupClient, Call } from './client.ts'
import { isGone } from './failure.ts'
import type { BerlinGroupProfile } from './profiles/profile.ts'
import {
  type ConsentStatus,
  type NextStep,
  type WireConsent,
  wireAuthorisationSchema,
  wireConsentStatusSchema,
  wireNewConsentSchema,
} from './wire.ts'

export type Consents = {
  /** A consent for one read of the accounts, and how the customer authorises it. */
  readonly ask: (input: {
    presence: Presence | null
    returnTo: NonNullable<Call['returnTo']>
  }) => Promise<{ consentId: string; next: NextStep }>
  /** Returns when the customer has authorised it. @throws BankError saying what became of it */
  readonly requireValid: (consentId: string, input: Access) => Promise<void>
  /** Nothing stands at the bank afterwards, whatever stood there before. */
  readonly remove: (consentId: string, input: Access) => Promise<void>
}

type Access = { readonly accessToken: string | null; readonly presence: Presence | null }

export function createConsents(deps: {
  client: BerlinGroupClient
  profile: BerlinGroupProfile
  /** Origin and path of the interface, without `/v1`. */
  base: URL
  clock: Clock
}): Consents {
  const { client, profile, base, clock } = deps
  const consents = `${rootOf(base)}/v1/consents`
  const one = (consentId: string) => `${consents}/${encodeURIComponent(consentId)}`
  return {
    ask: async (asked) => {
      const text = JSON.stringify(consentFor(profile, clock))
      const body = { type: 'application/json', text }
      const url = new URL(consents)
      const sent = await client.call({ operation: 'consent', method: 'POST', url, body, ...asked })
      const read = wireNewConsentSchema.safeParse(sent)
      if (!read.success) throw new BankError('bad_answer', 'consent: the answer names no consent')
      const { consentId, _links: next } = read.data
      if (next.scaRedirect || next.scaOAuth || !next.startAuthorisation) return { consentId, next }
      // a bank that begins no authorisation by itself wants to be asked to
      const begun = await client.call({
        operation: 'authorisation',
        method: 'POST',
        url: new URL(`${one(consentId)}/authorisations`),
        body: { type: 'application/json', text: '{}' },
        ...asked,
      })
      const authorisation = wireAuthorisationSchema.safeParse(begun)
      if (authorisation.success) return { consentId, next: authorisation.data._links }
      throw new BankError('bad_answer', 'authorisation: the answer has no links')
    },
    requireValid: async (consentId, access) => {
      const { statusTries, statusEveryMs } = profile.limits
      const url = new URL(`${one(consentId)}/status`)
      const call = { operation: 'consent_status', method: 'GET', url, ...access } as const
      for (let tries = 1; ; tries++) {
        const read = wireConsentStatusSchema.safeParse(await client.call(call))
        if (!read.success) throw new BankError('bad_answer', 'consent_status: not a known status')
        const failure = failureOf(read.data.consentStatus)
        if (failure === null) return
        if (read.data.consentStatus !== 'received' || tries >= statusTries) throw failure
        await sleep(statusEveryMs)
      }
    },
    remove: async (consentId, access) => {
      const url = new URL(one(consentId))
      try {
        await client.call({ operation: 'consent_release', method: 'DELETE', url, ...access })
      } catch (error) {
        if (!(error instanceof BankError) || !isGone(error)) throw error
      }
    },
  }
}

/** One read: the guidelines then want a frequency of 1. It ends by itself the day after. */
function consentFor(profile: BerlinGroupProfile, clock: Clock): WireConsent {
  return {
    access: accessFor(profile),
    recurringIndicator: false,
    validUntil: addDays(today(clock), 1),
    frequencyPerDay: 1,
    combinedServiceIndicator: false,
  }
}

function accessFor({ access, ownerName }: BerlinGroupProfile): WireConsent['access'] {
  switch (access) {
    case 'all_psd2':
      return { allPsd2: ownerName ? 'allAccountsWithOwnerName' : 'allAccounts' }
    case 'bank_offered': {
      const additional = ownerName ? { additionalInformation: { ownerName: [] as const } } : {}
      return { accounts: [], balances: [], transactions: [], ...additional }
    }
    default:
      return unreachable(access)
  }
}

function failureOf(status: ConsentStatus): BankError | null {
  switch (status) {
    case 'valid':
      return null
    case 'received':
      return new BankError('authorization_invalid', 'the consent was not authorised')
    case 'partiallyAuthorised':
      return new BankError('consent_refused', 'the consent waits for another signature')
    case 'rejected':
    case 'revokedByPsu':
      return new BankError('denied', `the consent is ${status}`)
    case 'expired':
    case 'terminatedByTpp':
      return new BankError('consent_refused', `the consent is ${status}`)
    default:
      return unreachable(status)
  }
}

/** Of an interface that may lie at the root of its host: without a slash at the end. */
export function rootOf(base: URL): string {
  return base.href.replace(/\/$/, '')
}
