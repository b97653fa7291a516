// Savings and loan accounts: what is held and owed there, and what moved to and from savings.
import { type Ledger, ofRole, seesPrivateLines } from '../ledger/ledger.ts'
import { privateAccounts } from '../ledger/private-accounts.ts'
import type { Account } from '../statement/line.ts'
import { type MinorUnits, parseAmount } from '../values/money.ts'
import {
  mapObserved,
  measured,
  noneFound,
  notObservable,
  type Observed,
} from '../values/observed.ts'
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
export function measureAssets(ledger: Ledger): Assets {
  const { prepared } = ledger
  const { currency } = prepared
  const books = prepared.accounts.filter(
    ({ kind, leftOut, usage }) => kind === 'savings' && leftOut === null && usage !== 'business',
  )
  const balances = books.map((account) => ({ id: account.id, balance: accountBalance(account) }))
  const known = balances.flatMap(({ balance }) =>
    balance.state === 'measured' ? [balance.value] : [],
  )
  const total = known.reduce((sum, value) => sum + value, 0)
  const moved = savingMoves(ledger)
  const seen = seesPrivateLines(ledger)
  return {
    savings: savingsState(books.length, known.length, total, currency),
    savingsDeposits: moves(
      moved.filter((amount) => amount < 0),
      seen,
      currency,
    ),
    savingsWithdrawals: moves(
      moved.filter((amount) => amount > 0),
      seen,
      currency,
    ),
    accounts: balances.map(({ id, balance }) => ({
      accountId: id,
      balance: asMoney(balance, currency),
    })),
    ...measureLoans(ledger),
  }
}

function asMoney(amount: Observed<number>, currency: string) {
  return amount.state === 'measured' ? measured({ amount: amount.value, currency }) : amount
}

/**
 * What each loan account still owes, its instalment and last term: as given, else the last sum paid
 * into it. Codes: `loan_account_not_shared`, `balance_not_shared`, `instalment_not_given`, `end_not_given`.
 */
function measureLoans({ prepared, byAccount }: Ledger): Pick<Assets, 'loans' | 'loansOutstanding'> {
  const { currency } = prepared
  const accounts = prepared.accounts.filter(
    ({ kind, leftOut, usage }) => kind === 'loan' && leftOut === null && usage !== 'business',
  )
  const loans = accounts.map((account) => {
    const paid = (byAccount.get(account.id) ?? []).filter(
      ({ excluded, amount }) => excluded === null && amount > 0,
    )
    const owed = mapObserved(accountBalance(account), Math.abs)
    const instalment = account.loan?.instalment ?? paid.at(-1)?.amount ?? null
    const end = account.loan?.end ?? null
    return {
      accountId: account.id,
      owed,
      instalment:
        instalment === null ? notObservable('instalment_not_given') : measured(instalment),
      end: end === null ? notObservable('end_not_given') : measured(end),
    }
  })
  const known = loans.flatMap(({ owed }) => (owed.state === 'measured' ? [owed.value] : []))
  const total = known.reduce((sum, amount) => sum + amount, 0)
  return {
    loans: loans.map(({ accountId, owed, instalment, end }) => ({
      accountId,
      outstanding: asMoney(owed, currency),
      instalment: asMoney(instalment, currency),
      end,
    })),
    loansOutstanding:
      loans.length === 0
        ? notObservable('loan_account_not_shared')
        : known.length < loans.length
          ? notObservable('balance_not_shared')
          : measured({ amount: total, currency }),
  }
}

function savingsState(books: number, known: number, total: number, currency: string) {
  if (books === 0) return notObservable('savings_account_not_shared')
  if (known < books) return notObservable('balance_not_shared')
  return measured({ amount: total, currency })
}

function savingMoves(ledger: Ledger): number[] {
  const accounts = new Set(privateAccounts(ledger.prepared).map((account) => account.id))
  return ofRole(ledger, 'saving')
    .lines.filter((line) => accounts.has(line.accountId))
    .map((line) => line.amount)
}

function moves(amounts: readonly number[], seen: boolean, currency: string) {
  if (!seen) return notObservable('no_private_account_lines')
  if (amounts.length === 0) return noneFound
  return measured({ amount: Math.abs(amounts.reduce((a, b) => a + b, 0)), currency })
}
