// The balance an account is rebuilt from, what is still to be taken from it, and whether two agree.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Account } from '../statement/line.ts'
import type { StatementBalance } from '../statement/statement.ts'
import { parseAmount } from '../values/money.ts'
import { type PlainDate, parsePlainDate } from '../values/plain-date.ts'
import type { BalanceSettings } from './balance-settings.ts'
import type { BalanceSeries } from './balances.ts'

export type Closing = {
  readonly type: string
  /** Minor units at the end of `day`. */
  readonly amount: number
  readonly day: PlainDate
}

/** A line that moved the booked balance: excluded ones too when only the window or a person says so. */
export function movesBalance(line: CategorisedLine, account: Account): boolean {
  if (line.accountId !== account.id || line.status !== 'booked') return false
  if (line.currency !== account.currency) return false
  return (
    line.excluded === null || line.excluded === 'outside_window' || line.excluded === 'disputed'
  )
}

/** The day a line entered the account. */
export function bookedOn(line: CategorisedLine): PlainDate {
  return line.bookingDate ?? line.date
}

/** Every readable balance, in the order of preference; a day after `asOf` counts as `asOf`. */
export function closingsOf(
  account: Account,
  asOf: PlainDate,
  settings: Pick<BalanceSettings, 'closingTypes'>,
): Closing[] {
  const rank = (type: string) => {
    const at = settings.closingTypes.indexOf(type)
    return at < 0 ? settings.closingTypes.length : at
  }
  return account.balances
    .flatMap((balance) => closingOf(balance, account, asOf))
    .sort((a, b) => rank(a.type) - rank(b.type) || (a.day < b.day ? 1 : a.day > b.day ? -1 : 0))
}

function closingOf(balance: StatementBalance, account: Account, asOf: PlainDate): Closing[] {
  const amount = parseAmount(balance.balanceAmount.amount)
  if (amount === null || balance.balanceAmount.currency !== account.currency) return []
  const said = balance.referenceDate ? parsePlainDate(balance.referenceDate) : null
  const day = said === null || said > asOf ? asOf : said
  return [{ type: balance.balanceType.trim().toUpperCase(), amount, day }]
}

const BY_VALUE = 'VALU'
const WITH_PENDING: ReadonlySet<string> = new Set(['XPCD', 'OTHR', 'ITAV', 'CLAV', 'FWAV'])

/**
 * Two balances of one account carried to the same day by the lines between them. A value balance
 * counts lines by their value date; an instant balance may hold the pending lines already.
 */
export function reconcile(
  closings: readonly Closing[],
  account: Account,
  lines: readonly CategorisedLine[],
  settings: Pick<BalanceSettings, 'agreeWithin'>,
): BalanceSeries['reconciliation'] {
  const [closing, ...others] = closings
  if (closing === undefined) return 'not_observable'
  if (others.length === 0) return 'one_balance'
  const own = lines.filter((line) => line.accountId === account.id)
  const booked = own.filter((line) => movesBalance(line, account))
  const pending = own
    .filter(({ excluded }) => excluded === 'pending')
    .reduce((sum, { amount }) => sum + amount, 0)
  const agrees = others.every((other) => {
    const expected = expectedFor(closing, other, booked)
    const gaps = [other.amount - expected]
    if (WITH_PENDING.has(other.type)) gaps.push(other.amount - expected - pending)
    return gaps.some((gap) => Math.abs(gap) <= settings.agreeWithin)
  })
  return agrees ? 'agrees' : 'differs'
}

function expectedFor(closing: Closing, other: Closing, booked: readonly CategorisedLine[]): number {
  const dayOf = (line: CategorisedLine, { type }: Closing) =>
    type === BY_VALUE ? (line.valueDate ?? bookedOn(line)) : bookedOn(line)
  let expected = closing.amount
  for (const line of booked) {
    const inClosing = dayOf(line, closing) <= closing.day
    const inOther = dayOf(line, other) <= other.day
    if (inOther && !inClosing) expected += line.amount
    if (inClosing && !inOther) expected -= line.amount
  }
  return expected
}

const RUNNING_TOTAL = /ENCOURS/
const ALREADY_TAKEN = /PRELEVE/
const NOT_YET = /NON PRELEVE/

/** What a card owes its account: its open totals, else its slips since the last settlement. */
export function cardOutstanding(card: Account, lines: readonly CategorisedLine[]): number {
  const open = card.balances.filter((balance) => isOpenTotal(balance))
  const amounts = open.flatMap(({ balanceAmount }) => parseAmount(balanceAmount.amount) ?? [])
  if (amounts.length > 0) return amounts.reduce((sum, amount) => sum + Math.abs(amount), 0)
  const settled = lines
    .filter(
      ({ accountId, role }) => accountId === card.linkedAccountId && role === 'card_settlement',
    )
    .map(bookedOn)
    .sort()
    .at(-1)
  return lines
    .filter(({ accountId, excluded }) => accountId === card.id && excluded === null)
    .filter(({ linked }) => !linked.some(({ as }) => as === 'card_total'))
    .filter(({ date }) => settled === undefined || date > settled)
    .reduce((sum, { amount }) => sum - amount, 0)
}

/** "Encours" and "Encours terminé non prélevé" are owed; the one already taken is not. */
function isOpenTotal({ name, balanceType }: StatementBalance): boolean {
  const text = (name ?? '')
    .normalize('NFD')
    .replaceAll(/\p{Mn}/gu, '')
    .toUpperCase()
  if (text === '') return balanceType !== ''
  if (NOT_YET.test(text)) return true
  return !ALREADY_TAKEN.test(text) && (RUNNING_TOTAL.test(text) || !text.includes('DERNIER'))
}
