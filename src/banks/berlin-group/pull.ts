// Reading the granted accounts, a few side by side: a failure on one leaves that one incomplete, with a
// code, and the others as they are.
import type { StatementAccount, StatementTransaction } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError, type BankErrorKind } from '../bank.ts'
import { type Missing, sideBySide } from '../stet/pull.ts'
import type { Offered } from './credential.ts'
import type { Resources } from './resources.ts'
import {
  accountType,
  ibanOf,
  readBalances,
  readTransactions,
  toStatementAccount,
} from './to-statement.ts'
import { offers, type SentLine, type WireAccount } from './wire.ts'

export type PullRequest = {
  readonly resources: Resources
  readonly offered: readonly Offered[]
  readonly grants: readonly AccountGrant[]
  readonly from: PlainDate
  readonly asOf: PlainDate
  readonly timeZone: string
  readonly atOnce: number
}

type Target = {
  readonly account: WireAccount
  readonly grant: AccountGrant
  readonly linkedAccount: string | null
}
type Pulled = {
  readonly account: StatementAccount
  readonly failure: BankError | null
  /** Something asked for was read: its transactions, or its balances where only these were granted. */
  readonly read: boolean
}

/** @throws BankError when not one account could be read: why the first could not. */
export async function pullAccounts(request: PullRequest): Promise<StatementAccount[]> {
  const pulled = await sideBySide(targets(request), request.atOnce, (target) =>
    pullAccount(request, target),
  )
  if (!pulled.some(({ read }) => read)) throw nothingRead(pulled)
  return pulled.map(({ account }) => account)
}

/** The granted accounts in the order offered, each followed by its cards; others are not touched. */
function targets({ offered, grants }: PullRequest): Target[] {
  const cards = offered.filter(({ account }) => accountType(account) === 'CARD')
  return offered.flatMap(({ ref, account }): Target[] => {
    const grant = grants.find((each) => each.ref === ref)
    if (grant === undefined || !(grant.balances || grant.transactions)) return []
    const own = cards.filter((card) => card.ref !== ref && isCardOf(card.account, account))
    return [
      { account, grant, linkedAccount: null },
      ...own.map((card) => ({ account: card.account, grant, linkedAccount: ref })),
    ]
  })
}

/** Banks name the account of a card by its id or by its IBAN. */
export function isCardOf(card: WireAccount, account: WireAccount): boolean {
  const named = card.linkedAccounts?.replace(/\s+/g, '')
  if (!named) return false
  return named === account.resourceId || named.toUpperCase() === ibanOf(account)
}

async function pullAccount(request: PullRequest, target: Target): Promise<Pulled> {
  const { account, grant, linkedAccount } = target
  const balances = grant.balances ? await pullBalances(request, account) : nothingAsked
  const lines = grant.transactions ? await pullTransactions(request, account) : nothingAsked
  const missing = lines.missing ?? balances.missing
  return {
    failure: lines.failure ?? balances.failure,
    read: (grant.transactions ? lines : balances).items !== null,
    account: toStatementAccount(account, {
      balances: balances.items,
      transactions: lines.items,
      linkedAccount,
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
  if (!offers(account, 'balances')) return notGiven('balances_not_offered')
  try {
    const { items, unreadable } = readBalances(await resources.balances(account), account)
    if (items.length > 0) return { items, missing: null, failure: null }
    return notGiven(unreadable > 0 ? balancesMissing('bad_answer') : 'balances_not_offered')
  } catch (error) {
    const failure = asBankError(error)
    return { items: null, missing: balancesMissing(failure.kind), failure }
  }
}

function notGiven(missing: Missing): Part<never> {
  return { items: null, missing, failure: null }
}

function balancesMissing(kind: BankErrorKind): Missing {
  return `balances_${kind}`
}

async function pullTransactions(
  { resources, from, asOf, timeZone }: PullRequest,
  account: WireAccount,
): Promise<Part<StatementTransaction>> {
  if (!offers(account, 'transactions')) return notGiven('not_offered')
  const items: StatementTransaction[] = []
  let unreadable = 0
  let first: readonly SentLine[] | null = null
  try {
    for await (const page of resources.transactions(account, { from, to: asOf })) {
      const own = first === null ? page : withoutRepeated(first, page)
      first ??= page
      const read = readTransactions(own, account, timeZone)
      items.push(...read.items)
      unreadable += read.unreadable
    }
  } catch (error) {
    const failure = asBankError(error)
    return { items: first === null ? null : items, missing: failure.kind, failure }
  }
  return { items, missing: unreadable === 0 ? null : 'unreadable_lines', failure: null }
}

/** Some banks send the whole list of pending lines again on every page. */
function withoutRepeated(
  first: readonly SentLine[],
  page: readonly SentLine[],
): readonly SentLine[] {
  const pending = (lines: readonly SentLine[]) => lines.filter(({ booked }) => !booked)
  const repeated = JSON.stringify(pending(page)) === JSON.stringify(pending(first))
  return repeated ? page.filter(({ booked }) => booked) : page
}

/** @throws the error itself when no bank is at fault. */
function asBankError(error: unknown): BankError {
  if (error instanceof BankError) return error
  throw error
}

function nothingRead(pulled: readonly Pulled[]): BankError {
  const failure = pulled.find((each) => each.failure !== null)?.failure
  return failure ?? new BankError('consent_refused', 'the bank offers nothing of what was granted')
}
