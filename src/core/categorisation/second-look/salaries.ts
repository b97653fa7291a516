// Pay that no word tells: an employer is known by its shape over time, and an advance by the pay it
// is missing from (credit.md: "an employer's advance and balance are one pay").
import type { Prepared } from '../../statement/line.ts'
import { daysBetween } from '../../values/plain-date.ts'
import type { CategorisedLine } from '../categorised.ts'
import type { Ruleset } from '../ruleset.ts'
import { newPatches, type Patches } from './patches.ts'

/** Minor units: what comes twice, a month apart, below it is not a pay. */
const LEAST_PAY = 30_000
/** What comes three times may be less: a student's few hours a week. */
const LEAST_OF_THREE = 15_000
/** Days between two pays once weekends and month lengths have moved them; twice that when one is missing. */
const MONTH = { least: 24, most: 37 }
/** Largest pay over smallest: a bonus or an advance stays within it. */
const SPREAD = 2.5
const ADVANCE_WITHIN_DAYS = 31

export function recogniseSalaries(
  lines: readonly CategorisedLine[],
  prepared: Prepared,
  ruleset: Ruleset,
): CategorisedLine[] {
  const business = new Set(
    prepared.accounts.filter(({ usage }) => usage === 'business').map(({ id }) => id),
  )
  const patches = newPatches(ruleset)
  for (const group of groups(lines, business)) {
    const pays = paysOf(group)
    if (!isMonthly(pays) || !areEnough(pays)) continue
    for (const line of pays)
      patches.recategorise(line, 'income.salary', 'second_look.pay_by_shape', 0.7)
  }
  const known = patches.apply(lines)
  const advances = newPatches(ruleset)
  linkAdvances(known, advances)
  return advances.apply(known)
}

/** Unexplained credits of one payer on one private account; a person's are explained already. */
function groups(
  lines: readonly CategorisedLine[],
  business: ReadonlySet<string>,
): CategorisedLine[][] {
  const unexplained = lines.filter(
    (line) =>
      line.category === 'uncategorized.in' &&
      line.excluded === null &&
      line.counterpartyKey !== null &&
      !business.has(line.accountId),
  )
  const byPayer = Map.groupBy(
    unexplained,
    ({ accountId, counterpartyKey }) => `${accountId} ${counterpartyKey}`,
  )
  return [...byPayer.values()]
}

/** What an employer also repays is far below a pay. */
function paysOf(group: readonly CategorisedLine[]): readonly CategorisedLine[] {
  const most = group.reduce((found, { amount }) => Math.max(found, amount), 0)
  return group.filter(({ amount }) => amount >= LEAST_OF_THREE && amount * SPREAD >= most)
}

function areEnough(pays: readonly CategorisedLine[]): boolean {
  return pays.length >= 3 || pays.every(({ amount }) => amount >= LEAST_PAY)
}

function isMonthly(pays: readonly CategorisedLine[]): boolean {
  if (pays.length < 2) return false
  return pays.slice(1).every((line, index) => {
    const before = pays[index]
    const gap = before === undefined ? 0 : daysBetween(before.date, line.date)
    return isMonths(gap, 1) || isMonths(gap, 2)
  })
}

function isMonths(days: number, months: number): boolean {
  return days >= MONTH.least * months && days <= MONTH.most * months
}

function linkAdvances(lines: readonly CategorisedLine[], patches: Patches): void {
  const pays = lines.filter(
    ({ category, excluded, amount }) =>
      category === 'income.salary' && excluded === null && amount > 0,
  )
  if (pays.length === 0) return
  const used = new Set<number>()
  const counted = lines.filter(({ excluded, amount }) => excluded === null && amount > 0)
  for (const pay of pays) {
    if (isAdvance(pay)) continue
    const missing = usualPay(pay, pays) - pay.amount
    const advance = counted
      .filter((line) => line.accountId === pay.accountId && !used.has(line.index))
      .filter(
        (line) =>
          isBefore(line, pay) &&
          !isWholeMonth(line, pay, pays) &&
          (isAdvance(line)
            ? isSamePay(line, pay, missing)
            : line.category === 'uncategorized.in' && fits(line, missing)),
      )
      .at(-1)
    if (advance === undefined) continue
    used.add(advance.index)
    patches.link(advance, pay, 'salary_advance')
    patches.link(pay, advance, 'salary_advance')
    patches.sameParty(advance, pay)
    patches.recategorise(advance, 'income.salary', 'second_look.pay_advance', 0.8)
  }
}

function isBefore(line: CategorisedLine, pay: CategorisedLine): boolean {
  const days = daysBetween(line.date, pay.date)
  return line.index !== pay.index && days > 0 && days <= ADVANCE_WITHIN_DAYS
}

/** A month after the pay before it and a month before this one, "acompte" is all that the month brought. */
function isWholeMonth(
  line: CategorisedLine,
  pay: CategorisedLine,
  pays: readonly CategorisedLine[],
): boolean {
  if (daysBetween(line.date, pay.date) < MONTH.least) return false
  return !pays.some(
    (other) =>
      other.counterpartyKey === pay.counterpartyKey &&
      other.date <= line.date &&
      other.index !== line.index &&
      daysBetween(other.date, line.date) < MONTH.least,
  )
}

/** "AVANCE DUPONT JEAN" bears the name of who receives it. */
const MAYBE_ADVANCE: ReadonlySet<string> = new Set([
  'income.salary',
  'uncategorized.in',
  'transfer.person',
])

function isAdvance({ cleanLabel, category }: CategorisedLine): boolean {
  return MAYBE_ADVANCE.has(category) && /(^| )(ACOMPTE|ACPTE|ACPT|AVANCE)( |$)/.test(cleanLabel)
}

/** An advance by its word: of the same employer, or of the amount that the pay lacks. */
function isSamePay(line: CategorisedLine, pay: CategorisedLine, missing: number): boolean {
  const employer = line.category === 'income.salary' && line.counterpartyKey === pay.counterpartyKey
  return employer || fits(line, missing)
}

/** Within one percent, or one unit of currency. */
function fits({ amount }: CategorisedLine, missing: number): boolean {
  return missing > 0 && Math.abs(amount - missing) <= Math.max(100, missing / 100)
}

/** The largest other pay of the same employer: what a month without an advance brings. */
function usualPay(pay: CategorisedLine, pays: readonly CategorisedLine[]): number {
  return pays
    .filter(
      (other) => other.accountId === pay.accountId && other.counterpartyKey === pay.counterpartyKey,
    )
    .reduce((most, { amount }) => Math.max(most, amount), 0)
}
