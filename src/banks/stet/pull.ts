// Reading the granted accounts after the consent, a few side by side: a failure on one leaves that
// one incomplete, with a code, and the others as they are.
import type { StatementAccount, StatementTransaction } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError, type BankErrorKind } from '../bank.ts'
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

/**
 * `pull.missing`: why an account is incomplete. A kind alone stopped its transactions (what was read
 * before is kept), with `balances_` its balances.
 */
export type Missing =
  | BankErrorKind
  | `balances_${BankErrorKind}`
  /** Granted, and not offered by the bank after the consent. */
  | 'not_offered'
  | 'balances_not_offered'
  /** Listed before the consent, absent after it. */
  | 'account_vanished'
  | 'unreadable_lines'
  /** As many lines as the bank gives at most: there may be more. */
  | 'lines_capped'

export type PullRequest = {
  readonly resources: Resources
  readonly offered: readonly Offered[]
  readonly grants: readonly AccountGrant[]
  readonly from: PlainDate
  readonly asOf: PlainDate
  readonly timeZone: string
  readonly atOnce: number
  readonly mostLines: number | null
}

type Target = {
  readonly account: WireAccount
  readonly grant: AccountGrant
  readonly listed: boolean
}
type Pulled = {
  readonly account: StatementAccount
  readonly failure: BankError | null
  /** Something asked for was read: its transactions, or its balances where only these were granted. */
  readonly read: boolean
}

/** @throws BankError when not one account could be read: why the first could not. */
export async function pullAccounts(request: PullRequest): Promise<StatementAccount[]> {
  const listed = await request.resources.accounts()
  const pulled = await sideBySide(targets(request, listed), request.atOnce, (target) =>
    target.listed ? pullAccount(request, target) : Promise.resolve(vanished(request, target)),
  )
  if (!pulled.some(({ read }) => read)) throw nothingRead(pulled)
  return pulled.map(({ account }) => account)
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
  const missing: Missing = 'account_vanished'
  const pull = { from, to: asOf, complete: false, missing }
  const parts = { balances: null, transactions: null, pull }
  return { account: toStatementAccount(account, parts), failure: null, read: false }
}

async function pullAccount(request: PullRequest, { account, grant }: Target): Promise<Pulled> {
  const balances = grant.balances ? await pullBalances(request, account) : nothingAsked
  const lines = grant.transactions ? await pullTransactions(request, account) : nothingAsked
  const missing = lines.missing ?? balances.missing
  return {
    failure: lines.failure ?? balances.failure,
    read: (grant.transactions ? lines : balances).items !== null,
    account: toStatementAccount(account, {
      balances: balances.items,
      transactions: lines.items,
      pull: {
        from: request.from,
        to: request.asOf,
        complete: missing === null,
        ...(missing === null ? {} : { missing }),
      },
    }),
  }
}

type Part<T> = {
  readonly items: T[] | null
  readonly missing: Missing | null
  readonly failure: BankError | null
}
const nothingAsked: Part<never> = { items: null, missing: null, failure: null }

async function pullBalances({ resources }: PullRequest, account: WireAccount) {
  const inList = account.balances ?? []
  let sent = inList
  let failure: BankError | null = null
  if (offers(account, 'balances')) {
    try {
      sent = [...(await resources.balances(account))]
    } catch (error) {
      failure = asBankError(error)
    }
  }
  const { items, unreadable } = readBalances(sent, account)
  // the list of accounts carries them too: then a failed second reading takes nothing away
  if (items.length > 0) return { items, missing: null, failure: null }
  if (failure) return { items: null, missing: balancesMissing(failure.kind), failure }
  if (unreadable > 0) return { items: null, missing: balancesMissing('bad_answer'), failure }
  return { items: null, missing: 'balances_not_offered' as const, failure }
}

function balancesMissing(kind: BankErrorKind): Missing {
  return `balances_${kind}`
}

async function pullTransactions(
  { resources, from, timeZone, mostLines }: PullRequest,
  account: WireAccount,
): Promise<Part<StatementTransaction>> {
  if (!offers(account, 'transactions'))
    return { items: null, missing: 'not_offered', failure: null }
  const items: StatementTransaction[] = []
  let unreadable = 0
  let pages = 0
  try {
    for await (const page of resources.transactions(account, from)) {
      const read = readTransactions(page, account, timeZone)
      items.push(...read.items)
      unreadable += read.unreadable
      pages += 1
    }
  } catch (error) {
    const failure = asBankError(error)
    return { items: pages === 0 ? null : items, missing: failure.kind, failure }
  }
  if (unreadable > 0) return { items, missing: 'unreadable_lines', failure: null }
  const capped = mostLines !== null && items.length >= mostLines
  return { items, missing: capped ? 'lines_capped' : null, failure: null }
}

/** @throws the error itself when no bank is at fault. */
function asBankError(error: unknown): BankError {
  if (error instanceof BankError) return error
  throw error
}

function nothingRead(pulled: readonly Pulled[]): BankError {
  const failure = pulled.find((each) => each.failure !== null)?.failure
  if (failure) return failure
  return pulled.some(({ account }) => account.pull?.missing === 'not_offered')
    ? new BankError('consent_refused', 'the bank offers nothing of what was granted')
    : new BankError('no_eligible_account', 'no granted account is listed after the consent')
}

/** Results in the order of the items; at most `bound` at work. */
export async function sideBySide<T, R>(
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
