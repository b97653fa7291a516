// A STET bank as the rest of the house sees any bank: begin, complete, listAccounts, collect, release.
import { addDays, type PlainDate } from '../../core/values/plain-date.ts'
import type { Clock } from '../../runtime/clock.ts'
import {
  type AccountChoice,
  type AccountGrant,
  type BankAdapter,
  type BankCredential,
  BankError,
  type Presence,
} from '../bank.ts'
import type { StetClient } from './client.ts'
import {
  authorizing,
  type Connected,
  connected,
  customerId,
  type Offered,
  readConnected,
  readVerifier,
} from './credential.ts'
import { authorizeUrl, createTokenEndpoint, newVerifier, type OAuthSettings } from './oauth.ts'
import type { StetProfile } from './profiles/profile.ts'
import { pullAccounts } from './pull.ts'
import { type Consent, createResources, emptyConsent, type Resources } from './resources.ts'
import { accountType, currencyOf, ibanOf } from './to-statement.ts'
import { createTokenKeeper, type TokenKeeper } from './token-keeper.ts'
import type { WireAccount } from './wire.ts'

export type StetAdapterOptions = {
  readonly profile: StetProfile
  readonly oauth: OAuthSettings
  /** Origin and base path of the interface, without a slash at the end. */
  readonly apiBase: string
  readonly client: StetClient
  readonly clock: Clock
}

export function createStetAdapter(options: StetAdapterOptions): BankAdapter {
  const { profile, oauth, client, clock } = options
  const tokens = createTokenEndpoint(oauth, client, clock)
  const open = (state: Connected, access: { presence: Presence | null; signal?: AbortSignal }) => {
    const keeper = createTokenKeeper(state.tokens, tokens.renew, clock)
    const base = new URL(options.apiBase)
    const pageCap = profile.limits.pages
    const customer = customerId(state)
    const resources = createResources({
      ...{ client, base, pageCap, keeper, customer, ...access },
      ...{ identity: profile.identity, dateFrom: profile.dateFrom },
    })
    return { keeper, resources }
  }
  return {
    begin: async ({ state, redirectUri }) => {
      const verifier = profile.oauth.pkce ? newVerifier() : null
      const url = authorizeUrl(oauth, { state, redirectUri, verifier })
      return { url, credential: authorizing(verifier) }
    },
    complete: async ({ code, redirectUri, credential }) => {
      const verifier = readVerifier(credential)
      return connected(await tokens.exchange({ code, redirectUri, verifier }), [])
    },
    listAccounts: async ({ credential, presence }) => {
      const { keeper, resources } = open(requireConnected(credential), { presence })
      const offered = choosable(await resources.accounts())
      if (offered.length === 0) {
        throw new BankError('no_eligible_account', 'the bank lists no account to choose')
      }
      return { accounts: offered.map(toChoice), credential: connected(keeper.current(), offered) }
    },
    collect: async ({ credential, grants, identity, from, asOf, presence, signal }) => {
      const began = performance.now()
      const state = requireConnected(credential)
      const { keeper, resources } = open(state, { presence, signal })
      const consent = consentFor(state.offered, grants, identity)
      if (profile.consent === 'declared') await resources.consent(consent)
      const { timeZone, limits, mostLines } = profile
      const { offered } = state
      const atOnce = limits.accountsAtOnce
      const first = latest(from, firstDayGiven(profile, asOf))
      const accounts = await pullAccounts({
        ...{ resources, offered, grants, from: first, asOf, began },
        ...{ timeZone, atOnce, mostLines },
      })
      const holder = identity ? await readHolder(resources) : null
      // a pull cut short by its caller is no pull: what was read of it is not handed out
      if (signal.aborted) throw new BankError('timeout', 'the pull was abandoned by the caller')
      return { holder, accounts, ...renewedCredential(keeper, offered) }
    },
    release: async ({ credential, presence }) => {
      const state = readConnected(credential)
      // no token was ever given, or what the customer consented to stands at the bank and ends with the token:
      // nothing here can take it back
      if (state === null || profile.consent === 'at_bank') return
      await open(state, { presence }).resources.consent(emptyConsent)
    },
  }
}

/** The first day the bank has; null when it documents none. */
function firstDayGiven({ historyDays }: StetProfile, asOf: PlainDate): PlainDate | null {
  return historyDays === null ? null : addDays(asOf, 1 - historyDays)
}

function latest(day: PlainDate, other: PlainDate | null): PlainDate {
  return other !== null && other > day ? other : day
}

function requireConnected(credential: BankCredential): Connected {
  const state = readConnected(credential)
  if (state === null) throw new BankError('authorization_invalid', 'the bank gave no token yet')
  return state
}

function renewedCredential(keeper: TokenKeeper, offered: readonly Offered[]) {
  return keeper.renewed() ? { credential: connected(keeper.current(), offered) } : {}
}

/** Consent is by IBAN, and a card follows its account: only accounts with an IBAN can be chosen. */
function choosable(accounts: readonly WireAccount[]): Offered[] {
  return (
    accounts
      .filter((account) => ibanOf(account) !== null && accountType(account) !== 'CARD')
      // listed twice, it is one account all the same
      .filter((account, at, all) => all.findIndex((each) => isSame(each, account)) === at)
      .map((account, index) => ({
        ref: account.resourceId || `a${index}`,
        // what the choice and a vanished account need; balances and links are read again later
        account: { ...account, balances: null, _links: null },
      }))
  )
}

function isSame(a: WireAccount, b: WireAccount): boolean {
  return ibanOf(a) === ibanOf(b) && a.resourceId === b.resourceId
}

function toChoice({ ref, account }: Offered): AccountChoice {
  return {
    ref,
    name: account.name ?? account.product ?? account.details ?? '',
    product: account.product ?? account.details ?? null,
    iban: ibanOf(account),
    currency: currencyOf(account),
    kind: accountType(account),
    ownership: account.psuStatus ?? null,
    usage: account.usage ?? null,
  }
}

function consentFor(
  offered: readonly Offered[],
  grants: readonly AccountGrant[],
  identity: boolean,
): Consent {
  const ibans = (right: 'balances' | 'transactions') =>
    grants.flatMap((grant) => {
      const chosen = offered.find(({ ref }) => ref === grant.ref)
      if (chosen === undefined)
        throw new BankError('bad_request', 'a grant names no account offered')
      const iban = ibanOf(chosen.account)
      return grant[right] && iban !== null ? [iban] : []
    })
  const consent = { balances: ibans('balances'), transactions: ibans('transactions'), identity }
  if (consent.balances.length + consent.transactions.length === 0) {
    throw new BankError('bad_request', 'no account was granted')
  }
  return consent
}

/** The name is a help, not the purpose: a bank that keeps it back costs the pull nothing. */
async function readHolder(resources: Resources): Promise<string | null> {
  try {
    return await resources.holder()
  } catch (error) {
    if (error instanceof BankError) return null
    throw error
  }
}
