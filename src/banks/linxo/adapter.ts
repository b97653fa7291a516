// Linxo Connect as the rest of the house sees any bank: begin, complete, listAccounts, collect, release. A user is
// made for the session before the customer leaves, and deleted at whatever end it comes to.
import { setTimeout as sleep } from 'node:timers/promises'
import { unreachable } from '../../core/values/unreachable.ts'
import type { Clock } from '../../runtime/clock.ts'
import { type AccountChoice, type AccountGrant, type BankAdapter, BankError } from '../bank.ts'
import type { LinxoClient } from './client.ts'
import {
  type Joined,
  joined,
  joining,
  type Offered,
  readJoined,
  readJoining,
  readUser,
  type ThrowAwayUser,
} from './credential.ts'
import type { Notices } from './notices.ts'
import { createTokenEndpoint, createUserAccess, newUserName, type OAuthSettings } from './oauth.ts'
import type { LinxoLimits, LinxoPlace } from './profile.ts'
import { pullAccounts } from './pull.ts'
import { createResources, createUser, createWidgetSession, type Resources } from './resources.ts'
import { accountType, currencyOf, ibanOf, usageOf } from './to-statement.ts'
import { ownerName, type WireAccount, type WireConnection } from './wire.ts'

export type LinxoAdapterOptions = {
  readonly place: LinxoPlace
  readonly oauth: OAuthSettings
  readonly limits: LinxoLimits
  readonly client: LinxoClient
  readonly notices: Notices
  readonly clock: Clock
}

export function createLinxoAdapter(options: LinxoAdapterOptions): BankAdapter {
  const { place, oauth, limits, client, notices, clock } = options
  const tokens = createTokenEndpoint(oauth, client, clock)
  const open = (user: ThrowAwayUser, signal?: AbortSignal): Resources =>
    createResources({
      ...{ client, place, limits, notices, user: createUserAccess(user, tokens, clock) },
      ...(signal === undefined ? {} : { signal }),
    })
  const deleteUser = (user: ThrowAwayUser) => untilDeleted(open(user), user, limits)
  return {
    begin: async ({ state, redirectUri, embedded = false }) => {
      const clientToken = await tokens.ofClient()
      const name = newUserName()
      const created = createUser({ client, place }, { clientToken, ...name })
      const id = await created.catch(async (error: unknown) => {
        // it may be there all the same, its name lost with the answer: it knows itself
        await deleteUser({ ...name, id: SELF }).catch(() => {})
        throw error
      })
      const user = { ...name, id }
      try {
        const { access: userToken } = await tokens.ofUser(user)
        const { clientId, clientSecret } = oauth
        const session = { userToken, clientId, clientSecret }
        const widget = await createWidgetSession({ client, place }, session)
        const url = widgetUrl(widget, { state, redirectUri, embedded })
        return { url, credential: joining(user), held: true }
      } catch (error) {
        // nobody else knows of this user
        await deleteUser(user).catch(() => {})
        throw error
      }
    },
    complete: async ({ code, credential }) => {
      const user = readJoining(credential)
      const connection = await connectionOf(open(user), code)
      requireSynchronised(connection)
      const holder = ownerName(connection.owner)
      return joined({ user, connectionId: connection.id, holder, offered: [] })
    },
    listAccounts: async ({ credential }) => {
      const state = readJoined(credential)
      const offered = choosable(await open(state.user).accounts(state.connectionId))
      if (offered.length === 0) {
        throw new BankError('no_eligible_account', 'the connection has no account to choose')
      }
      return { accounts: offered.map(toChoice), credential: joined({ ...state, offered }) }
    },
    collect: async ({ credential, grants, identity, from, asOf, signal }) => {
      const state = readJoined(credential)
      refuseUnlessOffered(state.offered, grants)
      const began = performance.now()
      const accounts = await pullAccounts({
        ...{ resources: open(state.user, signal), connectionId: state.connectionId },
        ...{ offered: state.offered, grants, from, asOf, began, atOnce: limits.accountsAtOnce },
      })
      // a pull cut short by its caller is no pull: what was read of it is not handed out
      if (signal.aborted) throw new BankError('timeout', 'the pull was abandoned by the caller')
      return { holder: identity ? holderOf(state, grants) : null, accounts }
    },
    release: async ({ credential }) => {
      const user = readUser(credential)
      if (user !== null) await deleteUser(user)
    },
  }
}

/**
 * [D] No text names the widget's parameter for channels: `channels`, by its word for them. `state` is ours and comes
 * back within the address; the widget keeps the customer until the synchronisation has ended.
 */
function widgetUrl(
  widget: URL,
  input: { state: string; redirectUri: string; embedded: boolean },
): string {
  const back = new URL(input.redirectUri)
  back.searchParams.set('state', input.state)
  widget.searchParams.set('redirect_url', back.href)
  widget.searchParams.set('wait_sync_end', 'true')
  widget.searchParams.set('channels', input.embedded ? 'REDIRECT,EMBEDDED' : 'REDIRECT')
  return widget.href
}

/** A connection that is not this user's is not found: the id alone opens nothing. */
async function connectionOf(resources: Resources, id: string): Promise<WireConnection> {
  try {
    return await resources.synchronised(id)
  } catch (error) {
    if (error instanceof BankError && (error.kind === 'not_found' || error.kind === 'forbidden')) {
      throw new BankError('authorization_invalid', 'the connection is not of this user')
    }
    throw error
  }
}

/** Of a synchronisation that ended in part, the accounts say which of them were not brought up to date. */
function requireSynchronised({ status }: WireConnection): void {
  switch (status) {
    case 'SUCCESS':
    case 'PARTIAL_SUCCESS':
      return
    case 'FAILED':
      throw new BankError('bank_error', 'the aggregator could not read the bank')
    case 'CLOSED':
    case 'NONE':
      throw new BankError('authorization_invalid', 'the connection is closed')
    case 'RUNNING':
      throw new BankError('timeout', 'the synchronisation has not ended')
    default:
      unreachable(status)
  }
}

/** Accounts entered by hand come from no bank, and closed ones have nothing left to read. */
function choosable(accounts: readonly WireAccount[]): Offered[] {
  return (
    accounts
      .filter(({ status }) => status !== 'MANUAL' && status !== 'CLOSED')
      // listed twice, it is one account all the same
      .filter(({ id }, at, all) => all.findIndex((each) => each.id === id) === at)
      .map((account) => ({ ref: account.id, account: { ...account, balance: null } }))
  )
}

function toChoice({ ref, account }: Offered): AccountChoice {
  return {
    ref,
    name: account.name ?? '',
    product: null,
    iban: ibanOf(account),
    currency: currencyOf(account),
    kind: accountType(account),
    ownership: null,
    usage: usageOf(account),
  }
}

function refuseUnlessOffered(offered: readonly Offered[], grants: readonly AccountGrant[]): void {
  const refs = new Set(offered.map(({ ref }) => ref))
  if (grants.some(({ ref }) => !refs.has(ref))) {
    throw new BankError('bad_request', 'a grant names no account offered')
  }
  if (!grants.some(({ balances, transactions }) => balances || transactions)) {
    throw new BankError('bad_request', 'no account was granted')
  }
}

/** The connection's owner, else that of a granted account: an account not shared names nobody. */
function holderOf({ holder, offered }: Joined, grants: readonly AccountGrant[]): string | null {
  if (holder !== null) return holder
  const granted = offered.filter(({ ref }) => grants.some((grant) => grant.ref === ref))
  for (const { account } of granted) {
    const name = ownerName(account.owner)
    if (name !== null) return name
  }
  return null
}

/** RFC 6749, 5.2: the password of a user that is no more is refused by 400, a token by 401. */
function isUnknownUser({ kind, status }: BankError): boolean {
  return kind === 'authorization_invalid' && status !== 401
}

const DELETE_TRIES = 3

/** What a user may call itself in an address. */
const SELF = 'me'

/** A user that is gone, by us before or otherwise, is deleted; trouble that may pass is tried again. */
async function untilDeleted(
  resources: Resources,
  user: ThrowAwayUser,
  limits: LinxoLimits,
): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await resources.deleteUser(user.id)
    } catch (error) {
      if (!(error instanceof BankError)) throw error
      if (error.kind === 'not_found' || isUnknownUser(error)) return
      const passing = ['bank_error', 'unreachable', 'timeout', 'too_many_requests']
      if (tries >= DELETE_TRIES || !passing.includes(error.kind)) throw error
      await sleep(limits.pollFirstMs * tries * (0.5 + Math.random()))
    }
  }
}
