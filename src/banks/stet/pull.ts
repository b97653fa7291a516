// Reading the granted accounts after the consent, a few side by side: a failure on one leaves that
// one incomplete, with a code, and the others as they are.

import type { StatementAccount, StatementBalance } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError } from '../bank.ts'
import type { Read } from '../lenient-json.ts'
import { type LineSource, pullParts } from '../page-guard.ts'
import {
  type AccountBalances,
  asBankError,
  balancesMissing,
  notGiven,
  type Pulled,
  pulledOf,
  pullOf,
  requireSomethingRead,
  sideBySide,
  whole,
} from '../pulled.ts'
import type { Offered } from './credential.ts'
import type { Resources } from './resources.ts'
import {
  ibanOf,
  isImmediateDebitCard,
  readBalances,
  readTransactions,
  toStatementAccount,
} from './to-statement.ts'
import { offers, type WireAccount } from './wire.ts'

export type PullRequest = {
  readonly resources: Resources
  readonly offered: readonly Offered[]
  readonly grants: readonly AccountGrant[]
  readonly from: PlainDate
  readonly asOf: PlainDate
  /** By `performance.now()`. */
  readonly began: number
  readonly timeZone: string
  readonly atOnce: number
  readonly mostLines: number | null
}

type Target = {
  readonly account: WireAccount
  readonly grant: AccountGrant
  readonly listed: boolean
}

/** @throws BankError when not one account could be read: why the first could not. */
export async function pullAccounts(request: PullRequest): Promise<StatementAccount[]> {
  const listed = await request.resources.accounts()
  const pulled = await sideBySide(targets(request, listed), request.atOnce, (target) =>
    target.listed ? pullAccount(request, target) : Promise.resolve(vanished(request, target)),
  )
  return requireSomethingRead(pulled, () => nothingOffered(pulled))
}

/** The granted accounts in the order offered, each followed by its cards; others are not touched. */
function targets({ offered, grants }: PullRequest, listed: readonly WireAccount[]): Target[] {
  return offered.flatMap(({ ref, account: before }): Target[] => {
    const grant = grants.find((each) => each.ref === ref)
    if (grant === undefined || !(grant.balances || grant.transactions)) return []
    const iban = ibanOf(before)
    const account = listed.find((each) => ibanOf(each) !== null && ibanOf(each) === iban)
    if (account === undefined) return [{ account: before, grant, listed: false }]
    const cards = listed.filter(
      (each) =>
        ibanOf(each) === null &&
        each.linkedAccount &&
        each.linkedAccount === account.resourceId &&
        !isImmediateDebitCard(each),
    )
    return [account, ...cards].map((each) => ({ account: each, grant, listed: true }))
  })
}

function vanished({ from, asOf }: PullRequest, { account }: Target): Pulled {
  const pull = pullOf({ from, to: asOf }, 'account_vanished')
  const parts = { balances: null, transactions: null, pull }
  return { account: toStatementAccount(account, parts), failure: null, read: false }
}

async function pullAccount(request: PullRequest, { account, grant }: Target): Promise<Pulled> {
  const window = { from: request.from, to: request.asOf }
  const parts = await pullParts(grant, {
    offersLines: offers(account, 'transactions'),
    balances: () => pullBalances(request, account),
    lines: (balances) => linesOf(request, account, balances),
  })
  const wanted = { window, transactions: grant.transactions }
  return pulledOf(parts, wanted, (read) => toStatementAccount(account, read))
}

function linesOf(
  { resources, from, asOf, began, timeZone, mostLines }: PullRequest,
  account: WireAccount,
  balances: () => Promise<AccountBalances>,
): LineSource<unknown> {
  return {
    window: { from, to: asOf },
    began,
    pages: () => resources.transactions(account, from),
    read: (page) => readTransactions(page, account, timeZone),
    again: true,
    balances,
    mostLines,
  }
}

async function pullBalances(
  { resources }: PullRequest,
  account: WireAccount,
): Promise<AccountBalances> {
  let failure: BankError | null = null
  let own = nothingRead
  if (offers(account, 'balances')) {
    try {
      own = readBalances([...(await resources.balances(account))], account)
      if (isWhole(own)) return whole(own.items)
    } catch (error) {
      failure = asBankError(error)
    }
  }
  // the list of accounts carries them too: then a failed second reading takes nothing away
  const inList = readBalances(account.balances ?? [], account)
  if (isWhole(inList)) return whole(inList.items)
  if (failure) return { items: null, missing: balancesMissing(failure.kind), failure }
  const { items } = own.items.length > 0 ? own : inList
  const unreadable = own.unreadable + inList.unreadable
  const missing = unreadable > 0 ? balancesMissing('bad_answer') : 'balances_not_offered'
  return items.length > 0 ? { items, missing, failure: null } : notGiven(missing)
}

const nothingRead: Read<StatementBalance> = { items: [], unreadable: 0 }

function isWhole({ items, unreadable }: Read<StatementBalance>): boolean {
  return items.length > 0 && unreadable === 0
}

function nothingOffered(pulled: readonly Pulled[]): BankError {
  return pulled.some(({ account }) => account.pull?.missing === 'not_offered')
    ? new BankError('consent_refused', 'the bank offers nothing of what was granted')
    : new BankError('no_eligible_account', 'no granted account is listed after the consent')
}
