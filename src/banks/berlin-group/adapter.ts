// A NextGenPSD2 bank as the rest of the house sees any bank: begin, complete, listAccounts, collect, release.
// The consent comes first here: it is asked for in `begin`, and what it opens is chosen from afterwards.
import type { Clock } from '../../runtime/clock.ts'
import {
  type AccountChoice,
  type AccountGrant,
  type Bank,
  type BankAdapter,
  type BankCredential,
  BankError,
  type Presence,
} from '../bank.ts'
import { createTokenKeeper, type TokenKeeper } from '../stet/token-keeper.ts'
import type { BerlinGroupClient, Call } from './client.ts'
import { type Consents, createConsents } from './consents.ts'
import {
  authorizing,
  type Connected,
  connected,
  customerId,
  type Offered,
  readAuthorizing,
  readConnected,
  readConsentId,
} from './credential.ts'
import { beginAuthorization, type Origins, ownAddress, tokenEndpoint } from './oauth.ts'
import type { BerlinGroupProfile } from './profiles/profile.ts'
import { isCardOf, pullAccounts } from './pull.ts'
import { createResources, type Resources } from './resources.ts'
import { accountType, currencyOf, ibanOf, ownershipOf } from './to-statement.ts'
import type { WireAccount } from './wire.ts'

export type BerlinGroupAdapterOptions = {
  readonly profile: BerlinGroupProfile
  readonly origins: Origins
  readonly clientId: string
  readonly client: BerlinGroupClient
  readonly clock: Clock
}

/** What stands for a code where the bank gives none: that the customer is back is all there is to say. */
const RETURNED = 'returned'

/** What the customer brings back from a bank of the redirect variant: our own parameters, and no code. */
export const readRedirectReturn: NonNullable<Bank['readReturn']> = (parameter) => ({
  code: RETURNED,
  error: parameter('error'),
})

export function createBerlinGroupAdapter(options: BerlinGroupAdapterOptions): BankAdapter {
  const { profile, origins, client, clock } = options
  const base = new URL(origins.api + profile.apiPath)
  const consents = createConsents({ client, profile, base, clock })
  const open = (state: Connected, presence: Presence | null, signal?: AbortSignal) => {
    const keeper = keeperOf(options, state)
    const { consentId } = state
    const { bookingStatus, limits } = profile
    const stop = signal === undefined ? {} : { signal }
    const customer = customerId(state)
    const shown = { consentId, keeper, presence, customer, bookingStatus }
    const reading = { ...shown, pageCap: limits.pages, ...stop }
    return { keeper, resources: createResources({ client, base, ...reading }) }
  }
  return {
    begin: (input) => begin(options, consents, input),
    complete: async ({ code, redirectUri, credential, presence }) => {
      const { consentId, server } = readAuthorizing(credential)
      if (server === null) {
        await consents.requireValid(consentId, { accessToken: null, presence })
        return connected({ consentId, oauth: null, offered: [] })
      }
      const { tokenUrl, verifier } = server
      const { clientId } = options
      const endpoint = tokenEndpoint(client, clock, { tokenUrl, clientId })
      const tokens = await endpoint.exchange({ code, redirectUri, verifier })
      await consents.requireValid(consentId, { accessToken: tokens.access, presence })
      return connected({ consentId, oauth: { tokenUrl, tokens }, offered: [] })
    },
    listAccounts: async ({ credential, presence }) => {
      const state = requireConnected(credential)
      const { keeper, resources } = open(state, presence)
      const offered = readable(await resources.accounts())
      const choices = offered.filter((each) => isChoosable(each, offered)).map(toChoice)
      if (choices.length === 0) {
        throw new BankError('no_eligible_account', 'the bank lists no account to choose')
      }
      return { accounts: choices, credential: connected({ ...renewed(state, keeper), offered }) }
    },
    collect: async ({ credential, grants, identity, from, asOf, presence, signal }) => {
      const began = performance.now()
      const state = requireConnected(credential)
      const { keeper, resources } = open(state, presence, signal)
      const granted = grantedOf(state.offered, grants)
      const { timeZone, limits } = profile
      const window = { from, asOf, began, timeZone, atOnce: limits.accountsAtOnce }
      const accounts = await pullAccounts({ resources, offered: state.offered, grants, ...window })
      const holder = identity ? await readHolder(resources, granted) : null
      // a pull cut short by its caller is no pull: what was read of it is not handed out
      if (signal.aborted) throw new BankError('timeout', 'the pull was abandoned by the caller')
      const after = keeper?.renewed() ? { credential: connected(renewed(state, keeper)) } : {}
      return { holder, accounts, ...after }
    },
    release: async ({ credential, presence }) => {
      const consentId = readConsentId(credential)
      if (consentId === null) return
      const state = readConnected(credential)
      const remove = (accessToken: string | null) =>
        consents.remove(consentId, { accessToken, presence })
      const keeper = state === null ? null : keeperOf(options, state)
      await (keeper === null ? remove(null) : keeper.use(remove))
    },
  }
}

async function begin(
  options: BerlinGroupAdapterOptions,
  consents: Consents,
  { state, redirectUri, presence = null }: Parameters<BankAdapter['begin']>[0],
) {
  const { profile, origins, client, clientId } = options
  const isRedirect = profile.sca === 'redirect'
  const returnTo = returnAddresses(redirectUri, isRedirect ? state : null)
  const { consentId, next } = await consents.ask({ presence, returnTo })
  try {
    if (isRedirect) {
      if (next.scaRedirect === null) throw noLink('scaRedirect')
      const { href } = ownAddress(next.scaRedirect, new URL(origins.api), [origins.pages])
      return { url: href, credential: authorizing({ consentId, server: null }), held: true }
    }
    if (next.scaOAuth === null) throw noLink('scaOAuth')
    const asked = { href: next.scaOAuth, clientId, consentId, state, redirectUri }
    const { url, server } = await beginAuthorization(client, origins, asked)
    return { url, credential: authorizing({ consentId, server }), held: true }
  } catch (error) {
    // nobody could give it back later; a bank that will not is no second reason to fail
    await consents.remove(consentId, { accessToken: null, presence }).catch(ignoreBankError)
    throw error
  }
}

/** In the redirect variant the bank adds nothing: the state, and a refusal, are in our own addresses. */
function returnAddresses(redirectUri: string, state: string | null): NonNullable<Call['returnTo']> {
  const accepted = new URL(redirectUri)
  if (state !== null) accepted.searchParams.set('state', state)
  const refused = new URL(accepted)
  refused.searchParams.set('error', 'access_denied')
  return { accepted: accepted.href, refused: refused.href }
}

function noLink(name: string): BankError {
  return new BankError('bad_answer', `the consent has no ${name} link`)
}

function ignoreBankError(error: unknown): void {
  if (!(error instanceof BankError)) throw error
}

function requireConnected(credential: BankCredential): Connected {
  const state = readConnected(credential)
  if (state === null) throw new BankError('authorization_invalid', 'the consent is not yet valid')
  return state
}

function keeperOf(options: BerlinGroupAdapterOptions, { oauth }: Connected): TokenKeeper | null {
  if (oauth === null) return null
  const { client, clock, clientId } = options
  const { tokenUrl, tokens } = oauth
  return createTokenKeeper(
    tokens,
    tokenEndpoint(client, clock, { tokenUrl, clientId }).renew,
    clock,
  )
}

function renewed(state: Connected, keeper: TokenKeeper | null): Connected {
  if (state.oauth === null || keeper === null) return state
  return { ...state, oauth: { ...state.oauth, tokens: keeper.current() } }
}

/** Closed accounts, and those without an id to read them by, are not offered. */
function readable(accounts: readonly WireAccount[]): Offered[] {
  const offered = new Map<string, Offered>()
  for (const account of accounts) {
    const ref = account.resourceId?.trim()
    // listed twice, it is one account all the same
    if (ref && account.status !== 'deleted' && !offered.has(ref)) offered.set(ref, { ref, account })
  }
  return [...offered.values()]
}

/**
 * A card follows its account. An account of several currencies (`XXX`) is listed again for each of them:
 * these are chosen instead.
 */
function isChoosable({ account }: Offered, offered: readonly Offered[]): boolean {
  if (accountType(account) === 'CARD') {
    return !offered.some((other) => isCardOf(account, other.account))
  }
  if (currencyOf(account) !== null) return true
  const iban = ibanOf(account)
  return !offered.some(
    (other) =>
      iban !== null && ibanOf(other.account) === iban && currencyOf(other.account) !== null,
  )
}

function toChoice({ ref, account }: Offered): AccountChoice {
  return {
    ref,
    name: account.name ?? account.displayName ?? account.product ?? '',
    product: account.product ?? account.details ?? null,
    iban: ibanOf(account),
    currency: currencyOf(account),
    kind: accountType(account),
    ownership: ownershipOf(account),
    usage: account.usage ?? null,
  }
}

/** The accounts granted, in the order offered. @throws BankError `bad_request` */
function grantedOf(offered: readonly Offered[], grants: readonly AccountGrant[]): Offered[] {
  if (grants.some((grant) => !offered.some(({ ref }) => ref === grant.ref))) {
    throw new BankError('bad_request', 'a grant names no account offered')
  }
  const isGranted = (ref: string) =>
    grants.some((grant) => grant.ref === ref && (grant.balances || grant.transactions))
  const granted = offered.filter(({ ref }) => isGranted(ref))
  if (granted.length === 0) throw new BankError('bad_request', 'no account was granted')
  return granted
}

/**
 * The name is a help, not the purpose: a bank that keeps it back costs the pull nothing. Asked of one account, the
 * customer's own before one they share.
 */
async function readHolder(resources: Resources, granted: readonly Offered[]) {
  const own = granted.find(({ account }) => ownershipOf(account) === null) ?? granted[0]
  if (own === undefined) return null
  try {
    return await resources.owner(own.account)
  } catch (error) {
    if (error instanceof BankError) return null
    throw error
  }
}
