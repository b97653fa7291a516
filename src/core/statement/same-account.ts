// One account seen through two connections is counted once: the same IBAN, or the same lines, or the same loan.
import { parseAmount } from '../values/money.ts'
import type { Account } from './line.ts'
import type { StatementAccount } from './statement.ts'

/** An account as sent, beside what was read of it. */
export type Seen = { readonly account: Account; readonly sent: StatementAccount }

/** Fewer lines than this may be alike by chance. */
const FEWEST_LINES = 10
/** Of the lines of the days that both show: a pull may miss one that the other has. */
const ALIKE = 0.95

/** Ids of those to leave out. Of each account the copy that tells most stays; of equal ones the first. */
export function repeatedAccounts(seen: readonly Seen[]): ReadonlySet<string> {
  const repeated = new Set<string>()
  const kept: Seen[] = []
  const byIban = new Map<string, number>()
  for (const one of seen) {
    if (one.account.leftOut !== null) continue
    const key = ibanKey(one.account)
    const at =
      (key === null ? undefined : byIban.get(key)) ?? kept.findIndex((other) => isSame(other, one))
    const known = kept[at]
    if (known === undefined) {
      if (key !== null) byIban.set(key, kept.length)
      kept.push(one)
      continue
    }
    const better = worth(one) > worth(known)
    repeated.add(better ? known.account.id : one.account.id)
    if (better) kept[at] = one
    if (key !== null) byIban.set(key, at)
  }
  return repeated
}

/** Cards bear the IBAN of the account they are paid from. */
function ibanKey({ iban, kind, currency }: Account): string | null {
  return iban === null || kind === 'card' ? null : `${iban} ${currency}`
}

/** Lines before completeness before a balance: what was not shared once may have been the other time. */
function worth({ account }: Seen): number {
  const { transactionsShared, pull, balances } = account
  return (
    (transactionsShared ? 4 : 0) +
    (pull?.complete === false ? 0 : 2) +
    (balances.length > 0 ? 1 : 0)
  )
}

/** Without an IBAN on both sides, content tells; one connection shows no account twice. */
function isSame(a: Seen, b: Seen): boolean {
  if (a.account.connection === b.account.connection) return false
  if (a.account.kind !== b.account.kind || a.account.currency !== b.account.currency) return false
  if (ibanKey(a.account) !== null && ibanKey(b.account) !== null) return false
  return isSameLoan(a, b) || hasSameLines(a, b)
}

/** What is owed, to the cent, the instalment and the last term. */
function isSameLoan(a: Seen, b: Seen): boolean {
  if (a.account.kind !== 'loan') return false
  const termsOf = ({ account: { loan, balances } }: Seen) => {
    const owed = parseAmount(balances[0]?.balanceAmount.amount ?? '')
    return owed && loan?.end ? `${Math.abs(owed)} ${loan.instalment} ${loan.end}` : null
  }
  const terms = termsOf(a)
  return terms !== null && terms === termsOf(b)
}

function hasSameLines(a: Seen, b: Seen): boolean {
  const [daysA, daysB] = [bookedDays(a), bookedDays(b)]
  const from = later(daysA[0]?.day, daysB[0]?.day)
  const to = earlier(daysA.at(-1)?.day, daysB.at(-1)?.day)
  const both = (days: readonly Booked[]) => days.filter(({ day }) => from <= day && day <= to)
  const counts = new Map<string, number>()
  const [inA, inB] = [both(daysA), both(daysB)]
  for (const { content } of inA) counts.set(content, (counts.get(content) ?? 0) + 1)
  let common = 0
  for (const { content } of inB) {
    const left = counts.get(content) ?? 0
    if (left > 0) common++
    counts.set(content, left - 1)
  }
  return common >= FEWEST_LINES && common >= ALIKE * Math.max(inA.length, inB.length)
}

type Booked = { readonly day: string; readonly content: string }

/** By day: of each booked line its day, its sign and its amount. Labels differ from channel to channel. */
function bookedDays({ sent }: Seen): Booked[] {
  return (sent.transactions ?? [])
    .flatMap(
      ({ status, bookingDate, transactionDate, creditDebitIndicator, transactionAmount }) => {
        const day = bookingDate || transactionDate
        if (status !== 'BOOK' || !day) return []
        const size = Math.abs(parseAmount(transactionAmount.amount) ?? 0)
        return [{ day, content: `${day} ${creditDebitIndicator} ${size}` }]
      },
    )
    .sort((a, b) => (a.day < b.day ? -1 : a.day > b.day ? 1 : 0))
}

function later(a = '', b = ''): string {
  return a > b ? a : b
}

function earlier(a = '', b = ''): string {
  return a < b ? a : b
}
