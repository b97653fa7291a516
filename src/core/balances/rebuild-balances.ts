// Balances: each current account backwards from its booked balance, and the private ones together.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Ledger } from '../ledger/ledger.ts'
import type { Account, Prepared } from '../statement/line.ts'
import { type MinorUnits, minorUnits } from '../values/money.ts'
import { dayNumber, type PlainDate } from '../values/plain-date.ts'
import type { BalanceSettings } from './balance-settings.ts'
import type { BalanceSeries, Balances } from './balances.ts'
import {
  bookedOn,
  type Closing,
  cardOutstanding,
  closingsOf,
  movesBalance,
  reconcile,
} from './closing.ts'
import { type Daily, measuredSeries, type SeriesFacts, unknownSeries } from './series.ts'

type Rebuilt = {
  readonly account: Account
  readonly series: BalanceSeries
  /** null: not observable. */
  readonly daily: Daily | null
  readonly pendingDebits: number
}

/**
 * End-of-day balances from the first day of the window to `asOf`, both included, minor units.
 * Codes of `why`: `no_balance`, `transactions_not_shared`, `debt_without_transactions`,
 * `balance_before_window`, `undated_lines`, or the reason an account was left out.
 */
export function rebuildBalances(ledger: Ledger, settings: BalanceSettings): Balances {
  const { prepared, byAccount } = ledger
  const rebuilt = prepared.accounts
    .filter(({ kind }) => kind === 'current')
    .map((account) => rebuildOne(account, prepared, byAccount, settings))
  return {
    accounts: rebuilt.map(({ series }) => series),
    together: together(
      rebuilt.filter(({ account }) => isPrivate(account)),
      prepared,
      settings,
    ),
  }
}

function isPrivate({ usage, leftOut, ownership }: Account): boolean {
  return usage !== 'business' && leftOut === null && ownership !== 'not_owner'
}

function rebuildOne(
  account: Account,
  prepared: Prepared,
  byAccount: Ledger['byAccount'],
  settings: BalanceSettings,
): Rebuilt {
  const own = byAccount.get(account.id) ?? []
  const closings = closingsOf(account, prepared.asOf, settings)
  const closing = closings[0]
  const why = whyNot(account, closing, own, prepared)
  const facts = {
    accountId: account.id,
    currency: account.currency,
    closingType: closing?.type ?? null,
    reconciliation:
      why === null ? reconcile(closings, account, own, settings) : ('not_observable' as const),
  }
  if (closing === undefined || why !== null) {
    const known = closing === undefined ? null : minorUnits(closing.amount)
    const series = unknownSeries(why ?? 'no_balance', facts, known)
    return { account, series, daily: null, pendingDebits: 0 }
  }
  const daily = dailyOf(account, closing, own, prepared)
  const pendingDebits = pendingOf(account, prepared, byAccount)
  const full: SeriesFacts = { ...facts, pendingDebits }
  return { account, series: measuredSeries(daily, full, settings), daily, pendingDebits }
}

/** A debt shown as an account without lines is no overdraft (credit.md, Whose money). */
function whyNot(
  account: Account,
  closing: Closing | undefined,
  own: readonly CategorisedLine[],
  prepared: Prepared,
): string | null {
  if (account.leftOut !== null) return account.leftOut
  if (closing === undefined) return 'no_balance'
  if (!account.transactionsShared) return 'transactions_not_shared'
  if (closing.day < prepared.window.from) return 'balance_before_window'
  // A line without a day moved the balance on no day that can be told
  if (own.some(isUndated)) return 'undated_lines'
  const lively = own.some(({ excluded }) => excluded === null)
  return closing.amount < 0 && !lively ? 'debt_without_transactions' : null
}

function isUndated({ status, bookingDate, transactionDate, valueDate, excluded }: CategorisedLine) {
  if (status !== 'booked' || excluded !== 'outside_window') return false
  return bookingDate === null && transactionDate === null && valueDate === null
}

function dailyOf(
  account: Account,
  closing: Closing,
  own: readonly CategorisedLine[],
  prepared: Prepared,
): Daily {
  const from = dayNumber(prepared.window.from)
  const to = dayNumber(prepared.asOf)
  const moves = new Array<number>(to - from + 1).fill(0)
  let day: PlainDate | null = null
  let at = 0
  for (const line of own) {
    if (!movesBalance(line, account)) continue
    // Lines come by date: each day is read once
    if (bookedOn(line) !== day) {
      day = bookedOn(line)
      at = dayNumber(day) - from
    }
    if (at >= 0 && at < moves.length) moves[at] = (moves[at] ?? 0) + line.amount
  }
  const amounts: MinorUnits[] = new Array<MinorUnits>(moves.length)
  const anchor = dayNumber(closing.day) - from
  let balance = closing.amount
  for (let day = anchor; day >= 0; day--) {
    amounts[day] = minorUnits(balance)
    balance -= moves[day] ?? 0
  }
  balance = closing.amount
  for (let day = anchor + 1; day < moves.length; day++) {
    balance += moves[day] ?? 0
    amounts[day] = minorUnits(balance)
  }
  return { from, to, amounts }
}

/** Pending debits and the running totals of the account's cards, positive. */
function pendingOf(account: Account, prepared: Prepared, byAccount: Ledger['byAccount']): number {
  const own = byAccount.get(account.id) ?? []
  let debits = 0
  for (const { excluded, amount } of own) if (excluded === 'pending' && amount < 0) debits -= amount
  return prepared.accounts
    .filter(
      ({ kind, linkedAccountId, leftOut }) =>
        kind === 'card' && linkedAccountId === account.id && leftOut === null,
    )
    .reduce(
      (sum, card) => sum + cardOutstanding(card, [...own, ...(byAccount.get(card.id) ?? [])]),
      debits,
    )
}

function together(
  rebuilt: readonly Rebuilt[],
  prepared: Prepared,
  settings: BalanceSettings,
): BalanceSeries {
  const seen = rebuilt.flatMap(({ daily, series, pendingDebits }) =>
    daily === null ? [] : [{ daily, series, pendingDebits }],
  )
  const facts = { accountId: null, currency: prepared.currency, closingType: null }
  const [first] = seen
  if (first === undefined) {
    const why = rebuilt[0]?.series.why ?? 'no_private_current_account'
    return unknownSeries(why, { ...facts, reconciliation: 'not_observable' }, null)
  }
  const missing = seen.length < rebuilt.length ? { why: 'some_accounts_not_observable' } : {}
  if (seen.length === 1 && first.series.currency === prepared.currency) {
    return { ...first.series, ...facts, ...missing, daily: [...first.series.daily] }
  }
  const amounts = first.daily.amounts.map((_, day) =>
    minorUnits(seen.reduce((sum, { daily }) => sum + (daily.amounts[day] ?? 0), 0)),
  )
  return measuredSeries(
    { ...first.daily, amounts },
    {
      ...facts,
      ...missing,
      // One account below zero is overdrawn, whatever the others hold
      negative: first.daily.amounts.map((_, day) =>
        seen.some(({ daily }) => (daily.amounts[day] ?? 0) < 0),
      ),
      reconciliation: joint(seen.map(({ series }) => series.reconciliation)),
      pendingDebits: seen.reduce((sum, { pendingDebits }) => sum + pendingDebits, 0),
    },
    settings,
  )
}

/** The worst of the parts. */
function joint(parts: readonly BalanceSeries['reconciliation'][]): BalanceSeries['reconciliation'] {
  if (parts.includes('differs')) return 'differs'
  if (parts.includes('one_balance')) return 'one_balance'
  return parts.includes('not_observable') ? 'not_observable' : 'agrees'
}
