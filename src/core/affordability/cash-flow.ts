// Cash flow month by month, by role and by category; own transfers and savings left out.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Prepared } from '../statement/line.ts'
import { dayInMonth, monthOf, type PlainDate, toPlainDate } from '../values/plain-date.ts'
import type { CashFlow } from './affordability.ts'
import { type Flow, flowsOf, seesPrivateLines } from './flows.ts'

/**
 * Months of the window in order; one is complete when the window holds all of its days. None where
 * no line of a private account counts: a month of nothing would read as a month without money.
 */
export function measureCashFlow(
  prepared: Prepared,
  lines: readonly CategorisedLine[],
  flows: readonly Flow[] = flowsOf(prepared, lines),
): CashFlow {
  if (!seesPrivateLines(prepared, lines)) return { months: [], currency: prepared.currency }
  const months = monthsOf(prepared.window.from, prepared.window.to).map((month) => {
    const first = toPlainDate(`${month}-01`)
    const last = dayInMonth(first, 0, 31)
    return {
      month,
      last,
      complete: prepared.window.from <= first && last <= prepared.window.to,
      inflow: 0,
      outflow: 0,
      net: 0,
      byRole: new Map<string, number>(),
      byCategory: new Map<string, number>(),
    }
  })
  let [entry] = months
  for (const { line, amount } of flows) {
    // Flows come by date: the month of one is that of the one before, or a later one
    if (entry === undefined || entry.last < line.date) {
      entry = months.find(({ last }) => line.date <= last)
    }
    if (entry === undefined) continue
    if (amount > 0) entry.inflow += amount
    else entry.outflow -= amount
    entry.net += amount
    entry.byRole.set(line.role, (entry.byRole.get(line.role) ?? 0) + amount)
    entry.byCategory.set(line.category, (entry.byCategory.get(line.category) ?? 0) + amount)
  }
  return {
    months: months.map(({ last: _, byRole, byCategory, ...sums }) => ({
      ...sums,
      byRole: sorted(byRole),
      byCategory: sorted(byCategory),
    })),
    currency: prepared.currency,
  }
}

function monthsOf(from: PlainDate, to: PlainDate): string[] {
  const months: string[] = []
  for (let offset = 0; months.at(-1) !== monthOf(to); offset++) {
    months.push(monthOf(dayInMonth(from, offset, 1)))
  }
  return months
}

function sorted(amounts: ReadonlyMap<string, number>): Record<string, number> {
  return Object.fromEntries([...amounts].sort((a, b) => (a[0] < b[0] ? -1 : 1)))
}
