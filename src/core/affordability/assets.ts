// Savings: what the books shared with us hold, and what moved to and from them.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import { privateAccounts } from '../coverage/private-accounts.ts'
import type { Account, Prepared } from '../statement/line.ts'
import { type MinorUnits, parseAmount } from '../values/money.ts'
import { measured, noneFound, notObservable, type Observed } from '../values/observed.ts'
import type { Assets } from './affordability.ts'

/** Booked closing first, then what banks send in its place; a bank may send several. */
const BALANCE_ORDER = ['CLBD', 'XPCD', 'VALU', 'OTHR'] as const

export function accountBalance(account: Account): Observed<MinorUnits> {
  for (const type of BALANCE_ORDER) {
    const found = account.balances.find((balance) => balance.balanceType === type)
    if (found === undefined || found.balanceAmount.currency !== account.currency) continue
    const amount = parseAmount(found.balanceAmount.amount)
    if (amount !== null) return measured(amount)
  }
  return notObservable('balance_not_shared')
}

/** PSD2 gives payment accounts only: without a savings account, what is saved is not observable. */
export function measureAssets(prepared: Prepared, lines: readonly CategorisedLine[]): Assets {
  const { currency } = prepared
  const books = prepared.accounts.filter(
    (account) => account.kind === 'savings' && account.currency === currency,
  )
  const balances = books.map((account) => ({ id: account.id, balance: accountBalance(account) }))
  const known = balances.flatMap(({ balance }) =>
    balance.state === 'measured' ? [balance.value] : [],
  )
  const total = known.reduce((sum, value) => sum + value, 0)
  const moved = savingMoves(prepared, lines)
  return {
    savings: savingsState(books.length, known.length, total, currency),
    savingsDeposits: moves(
      moved.filter((amount) => amount < 0),
      currency,
    ),
    savingsWithdrawals: moves(
      moved.filter((amount) => amount > 0),
      currency,
    ),
    accounts: balances.map(({ id, balance }) => ({
      accountId: id,
      balance:
        balance.state === 'measured' ? measured({ amount: balance.value, currency }) : balance,
    })),
  }
}

function savingsState(books: number, known: number, total: number, currency: string) {
  if (books === 0) return notObservable('savings_account_not_shared')
  if (known < books) return notObservable('balance_not_shared')
  return measured({ amount: total, currency })
}

function savingMoves(prepared: Prepared, lines: readonly CategorisedLine[]): number[] {
  const accounts = new Set(privateAccounts(prepared).map((account) => account.id))
  return lines
    .filter((line) => line.excluded === null && line.role === 'saving')
    .filter((line) => accounts.has(line.accountId))
    .map((line) => line.amount)
}

function moves(amounts: readonly number[], currency: string) {
  if (amounts.length === 0) return noneFound
  return measured({ amount: Math.abs(amounts.reduce((a, b) => a + b, 0)), currency })
}
