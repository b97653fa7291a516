// Cash flow month by month, by role and by category; own transfers and savings left out.
import { type Group, type Ledger, seesPrivateLines } from '../ledger/ledger.ts'
import type { DateRange } from '../values/date-range.ts'
import {
  dayInMonth,
  dayNumber,
  monthOf,
  type PlainDate,
  toPlainDate,
} from '../values/plain-date.ts'
import type { CashFlow } from './affordability.ts'

type Month = CashFlow['months'][number]

/**
 * Months of the window in order; one is complete when the window holds all of its days. None where
 * no line of a private account counts: a month of nothing would read as a month without money.
 */
export function measureCashFlow(ledger: Ledger): CashFlow {
  const { prepared, flows, byRole, byCategory } = ledger
  const { currency, window } = prepared
  if (!seesPrivateLines(ledger)) return { months: [], currency }
  const months = monthsOf(window).map((month) => blankMonth(month, window))
  const monthAt = monthsByDay(months, window, dayNumber(prepared.asOf))
  for (const { amount, ago } of flows) {
    const month = months[monthAt[ago] ?? -1]
    if (month === undefined) continue
    if (amount > 0) month.inflow += amount
    else month.outflow -= amount
    month.net += amount
  }
  fill('byRole', months, byRole, monthAt)
  fill('byCategory', months, byCategory, monthAt)
  return { months, currency }
}

function monthsOf({ from, to }: DateRange): string[] {
  const months: string[] = []
  for (let offset = 0; months.at(-1) !== monthOf(to); offset++) {
    months.push(monthOf(dayInMonth(from, offset, 1)))
  }
  return months
}

function blankMonth(month: string, window: DateRange): Month {
  const first = toPlainDate(`${month}-01`)
  const complete = window.from <= first && lastOf(first) <= window.to
  return { month, complete, inflow: 0, outflow: 0, net: 0, byRole: {}, byCategory: {} }
}

function lastOf(day: PlainDate): PlainDate {
  return dayInMonth(day, 0, 31)
}

/** Which of the months each day is in, by days before the report. */
function monthsByDay(months: readonly Month[], { from }: DateRange, today: number): number[] {
  let day = dayNumber(from)
  const byDay = new Array<number>(today - day + 1).fill(0)
  months.forEach(({ month }, index) => {
    const last = Math.min(today, dayNumber(lastOf(toPlainDate(`${month}-01`))))
    for (; day <= last; day++) byDay[today - day] = index
  })
  return byDay
}

/** What each group moved, in the months in which it moved any; keys in alphabetical order. */
function fill(
  by: 'byRole' | 'byCategory',
  months: readonly Month[],
  groups: ReadonlyMap<string, Group>,
  monthAt: readonly number[],
): void {
  for (const key of [...groups.keys()].sort()) {
    const totals: (number | undefined)[] = months.map(() => undefined)
    for (const { amount, ago } of groups.get(key)?.flows ?? []) {
      const at = monthAt[ago]
      if (at !== undefined) totals[at] = (totals[at] ?? 0) + amount
    }
    months.forEach((month, at) => {
      const total = totals[at]
      if (total !== undefined) month[by][key] = total
    })
  }
}
