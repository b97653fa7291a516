// Reading the granted accounts, a few side by side: a failure on one leaves that one incomplete, with a code, and
// the others as they are.
import type { StatementAccount, StatementTransaction } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError, type BankErrorKind } from '../bank.ts'
import type { Offered } from './credential.ts'
import type { Resources } from './resources.ts'
import { readBalances, readTransactions, startOf, toStatementAccount } from './to-statement.ts'
import type { WireAccount } from './wire.ts'

/** `pull.missing`: why an account is incomplete; as the STET adapter says it. */
export type Missing =
  | BankErrorKind
  | 'balances_not_offered'
  /** Offered, and no longer listed when read. */
  | 'account_vanished'
  /** The aggregator could not bring this account up to date at the bank. */
  | 'not_synchronised'
  | 'unreadable_lines'

export type PullRequest = {
  readonly resources: Resources
  readonly connectionId: string
  readonly offered: readonly Offered[]
  readonly grants: readonly AccountGrant[]
  readonly from: PlainDate
  readonly asOf: PlainDate
  readonly atOnce: number
}

type Pulled = {
  readonly account: StatementAccount
  readonly failure: BankError | null
  /** Something asked for was read: its transactions, or its balance where only that was granted. */
  readonly read: boolean
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
  if (!pulled.some(({ read }) => read)) {
    const failure = pulled.find((each) => each.failure !== null)?.failure
    throw failure ?? new BankError('no_eligible_account', 'no granted account could be read')
  }
  return pulled.map(({ account }) => account)
}

function vanished({ from, asOf }: PullRequest, account: WireAccount): Pulled {
  const missing: Missing = 'account_vanished'
  const pull = { from, to: asOf, complete: false, missing }
  const parts = { balances: null, transactions: null, pull }
  return { account: toStatementAccount(account, parts), failure: null, read: false }
}

async function pullAccount(
  request: PullRequest,
  account: WireAccount,
  grant: AccountGrant,
): Promise<Pulled> {
  const balances = grant.balances ? readBalances(account) : null
  const lines = grant.transactions ? await pullTransactions(request, account) : nothingAsked
  const missing: Missing | null =
    lines.missing ??
    (isStale(account) ? 'not_synchronised' : null) ??
    (balances?.length === 0 ? 'balances_not_offered' : null)
  const { from, asOf: to } = request
  return {
    failure: lines.failure,
    read: (grant.transactions ? lines.items : balances) !== null,
    account: toStatementAccount(account, {
      balances: balances?.length === 0 ? null : balances,
      transactions: lines.items,
      pull: { from, to, complete: missing === null, ...(missing === null ? {} : { missing }) },
    }),
  }
}

/** Of an account that is not ACTIVE only what was read before is there, if anything. */
function isStale({ status }: WireAccount): boolean {
  return status != null && status !== 'ACTIVE'
}

type Lines = {
  readonly items: StatementTransaction[] | null
  readonly missing: Missing | null
  readonly failure: BankError | null
}
const nothingAsked: Lines = { items: null, missing: null, failure: null }

async function pullTransactions(
  { resources, from }: PullRequest,
  account: WireAccount,
): Promise<Lines> {
  const items: StatementTransaction[] = []
  let unreadable = 0
  let pages = 0
  try {
    for await (const page of resources.transactions(account.id, startOf(from))) {
      const read = readTransactions(page, account, from)
      items.push(...read.items)
      unreadable += read.unreadable
      pages += 1
    }
  } catch (error) {
    if (!(error instanceof BankError)) throw error
    return { items: pages === 0 ? null : items, missing: error.kind, failure: error }
  }
  return { items, missing: unreadable === 0 ? null : 'unreadable_lines', failure: null }
}

/** Results in the order of the items; at most `bound` at work. */
async function sideBySide<T, R>(
  items: readonly T[],
  bound: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results = new Map<number, R>()
  const queue = items.entries()
  const worker = async () => {
    for (const [index, item] of queue) results.set(index, await work(item))
  }
  await Promise.all(Array.from({ length: Math.min(bound, items.length) }, worker))
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result)
}
