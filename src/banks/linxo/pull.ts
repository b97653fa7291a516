// Reading the granted accounts, a few side by side: a failure on one leaves that one incomplete, with a code, and
// the others as they are.
import type { StatementAccount } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError } from '../bank.ts'
import { pullLines } from '../page-guard.ts'
import {
  type AccountBalances,
  type Lines,
  notGiven,
  nothingAsked,
  type Pulled,
  pulledOf,
  pullOf,
  requireSomethingRead,
  sideBySide,
  whole,
} from '../pulled.ts'
import type { Offered } from './credential.ts'
import type { Resources } from './resources.ts'
import { readBalances, readTransactions, startOf, toStatementAccount } from './to-statement.ts'
import type { WireAccount } from './wire.ts'

export type PullRequest = {
  readonly resources: Resources
  readonly connectionId: string
  readonly offered: readonly Offered[]
  readonly grants: readonly AccountGrant[]
  readonly from: PlainDate
  readonly asOf: PlainDate
  /** By `performance.now()`. */
  readonly began: number
  readonly atOnce: number
}

/** @throws BankError when not one account could be read: why the first could not. */
export async function pullAccounts(request: PullRequest): Promise<StatementAccount[]> {
  const listed = await request.resources.accounts(request.connectionId)
  const wanted = request.offered.flatMap(({ ref, account }) => {
    const grant = request.grants.find((each) => each.ref === ref)
    return grant && (grant.balances || grant.transactions) ? [{ grant, before: account }] : []
  })
  const pulled = await sideBySide(wanted, request.atOnce, async ({ grant, before }) => {
    const account = listed.find(({ id }) => id === before.id)
    return account ? await pullAccount(request, account, grant) : vanished(request, before)
  })
  return requireSomethingRead(
    pulled,
    () => new BankError('no_eligible_account', 'no granted account could be read'),
  )
}

function vanished({ from, asOf }: PullRequest, account: WireAccount): Pulled {
  const pull = pullOf({ from, to: asOf }, 'account_vanished')
  const parts = { balances: null, transactions: null, pull }
  return { account: toStatementAccount(account, parts), failure: null, read: false }
}

async function pullAccount(
  request: PullRequest,
  account: WireAccount,
  grant: AccountGrant,
): Promise<Pulled> {
  const balances = grant.balances ? balancesOf(account) : nothingAsked
  const lines = grant.transactions ? await linesOf(request, account) : nothingAsked
  const window = { from: request.from, to: request.asOf }
  const stale = lines.missing === null && isStale(account)
  const parts = {
    balances,
    lines: stale ? { ...lines, missing: 'not_synchronised' as const } : lines,
  }
  const wanted = { window, transactions: grant.transactions }
  return pulledOf(parts, wanted, (read) => toStatementAccount(account, read))
}

/** It stands in the list of accounts: nothing is asked for. */
function balancesOf(account: WireAccount): AccountBalances {
  const items = readBalances(account)
  if (items.length > 0) return whole(items)
  return notGiven(account.balance == null ? 'balances_not_offered' : 'balances_bad_answer')
}

/** Of an account that is not ACTIVE only what was read before is there, if anything. */
function isStale({ status }: WireAccount): boolean {
  return status != null && status !== 'ACTIVE'
}

async function linesOf(
  { resources, from, asOf, began }: PullRequest,
  account: WireAccount,
): Promise<Lines> {
  const { lines } = await pullLines({
    window: { from, to: asOf },
    began,
    pages: () => resources.transactions(account.id, startOf(from)),
    read: (page) => readTransactions(page, account, from),
    again: true,
    balances: async () => nothingAsked,
    mostLines: null,
  })
  return lines
}
