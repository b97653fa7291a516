// Reading the granted accounts, a few side by side: a failure on one leaves that one incomplete, with a
// code, and the others as they are.
import type { StatementAccount } from '../../core/statement/statement.ts'
import type { PlainDate } from '../../core/values/plain-date.ts'
import { type AccountGrant, BankError } from '../bank.ts'
import { findBreaks, type Step } from '../continuity.ts'
import { type LineSource, pullParts } from '../page-guard.ts'
import {
  type AccountBalances,
  asBankError,
  balancesMissing,
  notGiven,
  type Pulled,
  pulledOf,
  requireSomethingRead,
  sideBySide,
  whole,
} from '../pulled.ts'
import type { Offered } from './credential.ts'
import type { Resources } from './resources.ts'
import { stepsOf } from './steps.ts'
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
  /** By `performance.now()`. */
  readonly began: number
  readonly timeZone: string
  readonly atOnce: number
}

type Target = {
  readonly account: WireAccount
  readonly grant: AccountGrant
  readonly linkedAccount: string | null
}

/** @throws BankError when not one account could be read: why the first could not. */
export async function pullAccounts(request: PullRequest): Promise<StatementAccount[]> {
  const pulled = await sideBySide(targets(request), request.atOnce, (target) =>
    pullAccount(request, target),
  )
  return requireSomethingRead(
    pulled,
    () => new BankError('consent_refused', 'the bank offers nothing of what was granted'),
  )
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
  const window = { from: request.from, to: request.asOf }
  const parts = await pullParts(grant, {
    offersLines: offers(account, 'transactions'),
    balances: () => pullBalances(request, account),
    lines: (balances) => linesOf(request, account, balances),
  })
  const wanted = { window, transactions: grant.transactions }
  return pulledOf(parts, wanted, (read) => toStatementAccount(account, { ...read, linkedAccount }))
}

function linesOf(
  { resources, from, asOf, began, timeZone }: PullRequest,
  account: WireAccount,
  balances: () => Promise<AccountBalances>,
): LineSource<SentLine> {
  const window = { from, to: asOf }
  const steps: Step[] = []
  return {
    window,
    began,
    pages: () => ownPages(resources.transactions(account, window)),
    read: (page) => {
      steps.push(...stepsOf(page, timeZone))
      return readTransactions(page, account, timeZone)
    },
    // a consent for one read counts every call
    again: false,
    balances,
    mostLines: null,
    breaks: () => findBreaks(steps),
  }
}

async function pullBalances(
  { resources }: PullRequest,
  account: WireAccount,
): Promise<AccountBalances> {
  if (!offers(account, 'balances')) return notGiven('balances_not_offered')
  try {
    const { items, unreadable } = readBalances(await resources.balances(account), account)
    if (unreadable > 0) {
      const missing = balancesMissing('bad_answer')
      return items.length > 0 ? { items, missing, failure: null } : notGiven(missing)
    }
    return items.length > 0 ? whole(items) : notGiven('balances_not_offered')
  } catch (error) {
    const failure = asBankError(error)
    return { items: null, missing: balancesMissing(failure.kind), failure }
  }
}

/** Some banks send the whole list of pending lines again on every page. */
async function* ownPages(
  pages: AsyncGenerator<readonly SentLine[]>,
): AsyncGenerator<readonly SentLine[]> {
  let first: readonly SentLine[] | null = null
  for await (const page of pages) {
    yield first === null ? page : withoutRepeated(first, page)
    first ??= page
  }
}

function withoutRepeated(
  first: readonly SentLine[],
  page: readonly SentLine[],
): readonly SentLine[] {
  const pending = (lines: readonly SentLine[]) => lines.filter(({ booked }) => !booked)
  const repeated = JSON.stringify(pending(page)) === JSON.stringify(pending(first))
  return repeated ? page.filter(({ booked }) => booked) : page
}
