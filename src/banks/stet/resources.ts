// The account-information resources of one bank: each call named, its answer read, its failures told.

import { z } from 'zod'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { BankError, type Presence } from '../bank.ts'
import { bodySchema, linkIn } from '../lenient-json.ts'
import type { StetClient } from './client.ts'
import type { Operation } from './failure.ts'
import { nextPage, walkPages } from './paging.ts'
import { type DateFromStyle, type IdentityPlace, writeDateFrom } from './profiles/versions.ts'
import type { TokenKeeper } from './token-keeper.ts'
import {
  type Page,
  readPage,
  type WireAccount,
  type WireConsent,
  wireAccountSchema,
  wireIdentitySchema,
} from './wire.ts'

export type Consent = {
  readonly balances: readonly string[]
  readonly transactions: readonly string[]
  readonly identity: boolean
}

export const emptyConsent: Consent = { balances: [], transactions: [], identity: false }

export type Resources = {
  readonly accounts: () => Promise<WireAccount[]>
  /** Replaces whatever was consented before. */
  readonly consent: (consent: Consent) => Promise<void>
  readonly balances: (account: WireAccount) => Promise<readonly unknown[]>
  readonly transactions: (
    account: WireAccount,
    from: PlainDate,
  ) => AsyncGenerator<readonly unknown[]>
  readonly holder: () => Promise<string | null>
}

export type ResourceAccess = {
  readonly client: StetClient
  /** Origin and base path of the interface. */
  readonly base: URL
  readonly pageCap: number
  readonly identity: IdentityPlace
  readonly dateFrom: DateFromStyle
  readonly keeper: TokenKeeper
  readonly presence: Presence | null
  /** Tells one customer from the others of the bank: reads nobody attends are counted by it. */
  readonly customer: string
  readonly signal?: AbortSignal
}

export function createResources(access: ResourceAccess): Resources {
  const get = (operation: Operation, url: URL) => send(access, { operation, method: 'GET', url })
  return {
    accounts: async () => {
      const accounts: WireAccount[] = []
      const pages = walkPages({
        first: under(access.base, 'accounts'),
        base: access.base,
        cap: access.pageCap,
        fetchPage: async (url, position) =>
          pageOf('accounts', await get('accounts', url), wireAccountSchema, position),
      })
      for await (const page of pages) accounts.push(...page)
      return accounts
    },
    consent: async (consent) => {
      const content: WireConsent = {
        balances: consent.balances.map((iban) => ({ iban })),
        transactions: consent.transactions.map((iban) => ({ iban })),
        trustedBeneficiaries: false,
        psuIdentity: consent.identity,
      }
      const text = JSON.stringify(content)
      const url = under(access.base, 'consents')
      const body = { type: 'application/json', text }
      await send(access, { operation: 'consents', method: 'PUT', url, body })
    },
    balances: async (account) => {
      const answer = await get('balances', accountUrl(access.base, account, 'balances'))
      requireOwn('balances', answer, account)
      return pageOf('balances', answer, z.unknown(), 1).items
    },
    transactions: (account, from) => {
      const first = accountUrl(access.base, account, 'transactions')
      first.searchParams.set('dateFrom', writeDateFrom(access.dateFrom, from))
      return walkPages({
        first,
        base: access.base,
        cap: access.pageCap,
        fetchPage: async (url, position) => {
          const answer = await get('transactions', url)
          requireOwn('transactions', answer, account)
          return pageOf('transactions', answer, z.unknown(), position)
        },
      })
    },
    holder: async () => {
      if (access.identity === 'none') return null
      const place = access.identity === 'in_accounts' ? 'accounts' : 'end-user-identity'
      const answer = await get(place, under(access.base, place))
      const identity = wireIdentitySchema.safeParse(answer ?? {})
      if (!identity.success) throw unreadable('end-user-identity')
      const { connectedPsu, connectedPsuFirstName, connectedPsuLastName } = identity.data
      const parts = [connectedPsuLastName, connectedPsuFirstName].filter(Boolean).join(' ')
      return connectedPsu?.trim() || identity.data.identity?.fullName?.trim() || parts || null
    },
  }
}

type SentCall = {
  readonly operation: Operation
  readonly method: 'GET' | 'PUT'
  readonly url: URL
  readonly body?: { type: string; text: string }
}

async function send(access: ResourceAccess, call: SentCall): Promise<unknown> {
  const { client, keeper, presence, signal } = access
  const more = {
    ...(signal === undefined ? {} : { signal }),
    ...(presence === null && call.method === 'GET' ? { unattended: countedAs(access, call) } : {}),
  }
  return keeper.use((accessToken) => client.call({ ...call, accessToken, presence, ...more }))
}

/** A page of one list of one customer, whatever the days asked for. */
function countedAs({ customer }: ResourceAccess, { operation, url }: SentCall): string {
  const counted = new URL(url)
  for (const name of ['dateFrom', 'dateTo']) counted.searchParams.delete(name)
  return [customer, operation, counted.href].join(' ')
}

/** @throws BankError `bad_answer` on another shape, or on nothing where a page was announced. */
function pageOf<S extends z.ZodType>(
  key: 'accounts' | 'balances' | 'transactions',
  answer: unknown,
  item: S,
  position: number,
): Page<z.output<S>> {
  const page = readPage(answer, key, item)
  // several banks answer an empty list with an empty body; a page they announced is another matter
  if (page === null || (position > 1 && !page.present)) throw unreadable(key)
  return page
}

/** An answer that says it is of another account is none that was asked for. @throws BankError `bad_answer` */
function requireOwn(operation: Operation, answer: unknown, account: WireAccount): void {
  const self = linkIn(bodySchema.safeParse(answer).data?._links, 'self')
  const id = /\/accounts\/([^/?#]+)\/(?:balances|transactions)\b/.exec(self ?? '')?.[1]
  if (id === undefined || id === account.resourceId) return
  if (id === encodeURIComponent(account.resourceId ?? '')) return
  throw new BankError('bad_answer', `${operation}: the answer is of another account`)
}

function unreadable(operation: Operation): BankError {
  return new BankError('bad_answer', `${operation}: the answer has not the shape of STET`)
}

function under(base: URL, path: string): URL {
  return new URL(`${base.href}/${path}`)
}

/** Made from the account's id rather than taken from its link: the token goes where we say. */
function accountUrl(base: URL, account: WireAccount, list: 'balances' | 'transactions'): URL {
  const id = account.resourceId
  if (!id) throw new BankError('bad_answer', `${list}: the account has no id`)
  return nextPage(`${base.href}/accounts/${encodeURIComponent(id)}/${list}`, base, base)
}
