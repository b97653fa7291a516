// The account resources that a consent opens: each call named, its answer read, its failures told.
// A consent for one read counts each of them once, customer present or not: nothing is asked twice.
import { z } from 'zod'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { BankError, type Presence } from '../bank.ts'
import { walkPages } from '../stet/paging.ts'
import type { TokenKeeper } from '../stet/token-keeper.ts'
import type { Page } from '../stet/wire.ts'
import type { BerlinGroupClient, Call } from './client.ts'
import { rootOf } from './consents.ts'
import type { Operation } from './failure.ts'
import { ibanOf } from './to-statement.ts'
import {
  readList,
  readReport,
  type SentLine,
  type WireAccount,
  wireAccountSchema,
  wireOwnerSchema,
  wireReferenceSchema,
} from './wire.ts'

export type Resources = {
  readonly accounts: () => Promise<WireAccount[]>
  readonly balances: (account: WireAccount) => Promise<readonly unknown[]>
  /** Both days included. */
  readonly transactions: (
    account: WireAccount,
    window: { readonly from: PlainDate; readonly to: PlainDate },
  ) => AsyncGenerator<readonly SentLine[]>
  /** The owner's name as the bank has it on one account. */
  readonly owner: (account: WireAccount) => Promise<string | null>
}

export type ResourceAccess = {
  readonly client: BerlinGroupClient
  /** Origin and path of the interface, without `/v1`. */
  readonly base: URL
  readonly pageCap: number
  readonly bookingStatus: 'both' | 'booked'
  readonly consentId: string
  /** Null where the consent alone opens the accounts. */
  readonly keeper: TokenKeeper | null
  readonly presence: Presence | null
  /** Tells one customer from the others of the bank: reads nobody attends are counted by it. */
  readonly customer: string
  readonly signal?: AbortSignal
}

export function createResources(access: ResourceAccess): Resources {
  const { base, pageCap: cap } = access
  const get = (operation: Operation, url: URL) => read(access, operation, url)
  return {
    accounts: async () => {
      const accounts: WireAccount[] = []
      const fetchPage = async (url: URL, position: number) =>
        listOf('accounts', await get('accounts', url), wireAccountSchema, position)
      const first = new URL(`${rootOf(base)}/v1/accounts`)
      for await (const page of walkPages({ first, base, cap, fetchPage })) accounts.push(...page)
      return accounts
    },
    balances: async (account) => {
      const answer = await get('balances', accountUrl(base, account, '/balances'))
      requireOwn('balances', answer, account)
      return listOf('balances', answer, z.unknown(), 1).items
    },
    transactions: (account, window) => {
      const first = accountUrl(base, account, '/transactions')
      first.searchParams.set('bookingStatus', access.bookingStatus)
      first.searchParams.set('dateFrom', window.from)
      first.searchParams.set('dateTo', window.to)
      const fetchPage = async (url: URL, position: number) =>
        reportOf(requireOwn('transactions', await get('transactions', url), account), position)
      return walkPages({ first, base, cap, fetchPage })
    },
    owner: async (account) => {
      const answer = await get('account', accountUrl(base, account, ''))
      const owner = wireOwnerSchema.safeParse(requireOwn('account', answer, account))
      if (!owner.success) throw unreadable('account')
      return owner.data.account.ownerName?.trim() || null
    },
  }
}

async function read(access: ResourceAccess, operation: Operation, url: URL): Promise<unknown> {
  const { client, consentId, keeper, presence, customer, signal } = access
  const more = {
    ...(signal === undefined ? {} : { signal }),
    ...(presence === null ? { unattended: countedAs(customer, operation, url) } : {}),
  }
  const call: Call = { operation, method: 'GET', url, consentId, presence, ...more }
  if (keeper === null) return await client.call(call)
  return await keeper.use((accessToken) => client.call({ ...call, accessToken }))
}

/** A page of one list of one customer, whatever the days asked for. */
function countedAs(customer: string, operation: Operation, url: URL): string {
  const counted = new URL(url)
  for (const name of ['dateFrom', 'dateTo']) counted.searchParams.delete(name)
  return [customer, operation, counted.href].join(' ')
}

/** @throws BankError `bad_answer` on another shape, or on nothing where a page was announced. */
function listOf<S extends z.ZodType>(
  key: 'accounts' | 'balances',
  answer: unknown,
  item: S,
  position: number,
): Page<z.output<S>> {
  const page = readList(answer, key, item)
  if (page === null || (position > 1 && !page.present)) throw unreadable(key)
  return page
}

function reportOf(answer: unknown, position: number): Page<SentLine> {
  const page = readReport(answer)
  if (page === null || (position > 1 && !page.present)) throw unreadable('transactions')
  if (page.download && !page.present) {
    throw new BankError('answer_too_large', 'transactions: the bank offers them as a file only')
  }
  return page
}

/** An answer that names another account is none that was asked for. @throws BankError `bad_answer` */
function requireOwn(operation: Operation, answer: unknown, account: WireAccount): unknown {
  const named = wireReferenceSchema.safeParse(answer).data?.account
  const iban = named?.iban?.replace(/\s+/g, '').toUpperCase()
  const isOther =
    (iban && ibanOf(account) !== null && iban !== ibanOf(account)) ||
    (named?.resourceId && named.resourceId.trim() !== account.resourceId?.trim())
  if (isOther) throw new BankError('bad_answer', `${operation}: the answer is of another account`)
  return answer
}

function unreadable(operation: Operation): BankError {
  return new BankError('bad_answer', `${operation}: the answer has not the shape of NextGenPSD2`)
}

/** Made from the account's id rather than taken from its link: the token goes where we say. */
function accountUrl(base: URL, { resourceId }: WireAccount, rest: string): URL {
  if (!resourceId) throw new BankError('bad_answer', 'an account has no id')
  return new URL(`${rootOf(base)}/v1/accounts/${encodeURIComponent(resourceId)}${rest}`)
}
