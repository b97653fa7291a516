// What reading granted accounts comes to, the same for every adapter: an account with what of it was read, why not
// the rest, and between which days that may be.
import type {
  StatementAccount,
  StatementBalance,
  StatementTransaction,
} from '../core/statement/statement.ts'
import type { DateRange } from '../core/values/date-range.ts'
import { BankError, type BankErrorKind } from './bank.ts'

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
  /** The aggregator could not bring this account up to date at the bank. */
  | 'not_synchronised'
  /** Lines came or went between two pages, and the second reading did not settle it. */
  | 'pages_moved'
  /** Read whole, and the bank would not show the first page again. */
  | 'pages_not_confirmed'
  /** The balances the bank gives after each line do not follow from one another. */
  | 'balances_break'

export type PullOutcome = NonNullable<StatementAccount['pull']>

/** One part of an account: its lines, or its balances. */
export type Part<T> = {
  /** null: not granted, or nothing was read. */
  readonly items: T[] | null
  readonly missing: Missing | null
  readonly failure: BankError | null
  /** Days of which lines may be missing; without it, all that were asked for. */
  readonly unread?: DateRange
}
export type Lines = Part<StatementTransaction>
export type AccountBalances = Part<StatementBalance>

export const nothingAsked: Part<never> = { items: null, missing: null, failure: null }

export function whole<T>(items: T[]): Part<T> {
  return { items, missing: null, failure: null }
}

export function notGiven(missing: Missing): Part<never> {
  return { items: null, missing, failure: null }
}

/** @throws the error itself when no bank is at fault. */
export function asBankError(error: unknown): BankError {
  if (error instanceof BankError) return error
  throw error
}

export function balancesMissing(kind: BankErrorKind): Missing {
  return `balances_${kind}`
}

export function pullOf(
  { from, to }: DateRange,
  missing: Missing | null,
  unread?: DateRange,
): PullOutcome {
  if (missing === null) return { from, to, complete: true }
  return { from, to, complete: false, missing, ...(unread === undefined ? {} : { unread }) }
}

export type Pulled = {
  readonly account: StatementAccount
  readonly failure: BankError | null
  /** Something asked for was read: its transactions, or its balances where only these were granted. */
  readonly read: boolean
}

/** `toAccount` makes the adapter's account of its parts. */
export function pulledOf(
  { lines, balances }: { readonly lines: Lines; readonly balances: AccountBalances },
  wanted: { readonly window: DateRange; readonly transactions: boolean },
  toAccount: (parts: {
    balances: StatementBalance[] | null
    transactions: StatementTransaction[] | null
    pull: PullOutcome
  }) => StatementAccount,
): Pulled {
  const pull = pullOf(wanted.window, lines.missing ?? balances.missing, lines.unread)
  return {
    failure: lines.failure ?? balances.failure,
    read: (wanted.transactions ? lines : balances).items !== null,
    account: toAccount({ balances: balances.items, transactions: lines.items, pull }),
  }
}

/** @throws BankError when not one account could be read: why the first could not, else `otherwise`. */
export function requireSomethingRead(
  pulled: readonly Pulled[],
  otherwise: () => BankError,
): StatementAccount[] {
  if (!pulled.some(({ read }) => read)) {
    throw pulled.find((each) => each.failure !== null)?.failure ?? otherwise()
  }
  return pulled.map(({ account }) => account)
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
