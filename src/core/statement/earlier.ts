// An account as it stood on a day before it was read: what was booked since is taken off its lines and its balances.
import { absolute, type MinorUnits, minorUnits, negate, parseAmount } from '../values/money.ts'
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts'
import type { StatementAccount, StatementBalance, StatementTransaction } from './statement.ts'

/** Balances that booked lines alone move, by booking day; others count pending lines of another day. */
const BOOKED: ReadonlySet<string> = new Set(['CLBD', 'ITBD'])
/** By value day. */
const BY_VALUE = 'VALU'

/**
 * `read` is the day of the pull, not before `day`. A balance that cannot be brought back, because lines are missing
 * or it counts others than booked ones, is left out.
 */
export function accountOn(
  account: StatementAccount,
  day: PlainDate,
  read: PlainDate,
): StatementAccount {
  if (read <= day) return account
  const isCard = account.cashAccountType === 'CARD'
  const lines = account.transactions
  const whole = Array.isArray(lines) && account.pull?.complete !== false && !isCard
  const since = whole ? onceEach(lines.filter(({ status }) => status === 'BOOK')) : null
  return {
    ...account,
    ...(account.balances && {
      balances: account.balances.flatMap((balance) => balanceOn(balance, since, day, read)),
    }),
    ...(lines && {
      transactions: lines.filter((line) => (dayOf(line, isCard) ?? day) <= day),
    }),
  }
}

function balanceOn(
  balance: StatementBalance,
  lines: readonly StatementTransaction[] | null,
  day: PlainDate,
  read: PlainDate,
): StatementBalance[] {
  const until = dateOf(balance.referenceDate) ?? read
  if (until <= day) return [balance]
  const type = balance.balanceType.trim().toUpperCase()
  const { amount, currency } = balance.balanceAmount
  const closing = parseAmount(amount)
  if (lines === null || closing === null || !(BOOKED.has(type) || type === BY_VALUE)) return []
  const moved = lines
    .filter((line) => line.transactionAmount.currency === currency)
    .filter((line) => {
      const on = (type === BY_VALUE ? dateOf(line.valueDate) : null) ?? dayOf(line, false)
      return on !== null && on > day && on <= until
    })
    .reduce((total, line) => total + signed(line), 0)
  const earlier = decimal(minorUnits(closing - moved))
  return [{ ...balance, balanceAmount: { amount: earlier, currency }, referenceDate: day }]
}

/** A line sent twice under its id moved the balance once. */
function onceEach(lines: readonly StatementTransaction[]): StatementTransaction[] {
  const seen = new Set<string>()
  return lines.filter((line) => {
    if (!(line.resourceId ?? line.entryReference)) return true
    const content = JSON.stringify(line)
    const first = !seen.has(content)
    seen.add(content)
    return first
  })
}

/** A card slip stands at its purchase day, any other line at its booking day. */
function dayOf(line: StatementTransaction, isCard: boolean): PlainDate | null {
  const { bookingDate, expectedBookingDate, transactionDate, valueDate } = line
  const days = isCard
    ? [transactionDate, bookingDate, expectedBookingDate, valueDate]
    : [bookingDate, expectedBookingDate, transactionDate, valueDate]
  return days.map(dateOf).find((day) => day !== null) ?? null
}

function dateOf(text: string | null | undefined): PlainDate | null {
  return text ? parsePlainDate(text) : null
}

function signed({ transactionAmount, creditDebitIndicator }: StatementTransaction): MinorUnits {
  const size = absolute(parseAmount(transactionAmount.amount) ?? minorUnits(0))
  return creditDebitIndicator === 'DBIT' ? negate(size) : size
}

function decimal(amount: MinorUnits): string {
  const cents = String(absolute(amount)).padStart(3, '0')
  return `${amount < 0 ? '-' : ''}${cents.slice(0, -2)}.${cents.slice(-2)}`
}
