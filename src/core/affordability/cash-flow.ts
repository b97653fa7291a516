// Cash flow month by month, by role and by category; own transfers and savings left out.
import type { CategorisedLine } from '../categorisation/categorised.ts'
import type { Prepared } from '../statement/line.ts'
import { dayInMonth, monthOf, type PlainDate, toPlainDate } from '../values/plain-date.ts'
import type { CashFlow } from './affordability.ts'
import { flowsOf, seesPrivateLines } from './flows.ts'

/**
 * Months of the window in order; one is complete when the window holds all of its days. None where
 * no line of a private account counts: a month of nothing would read as a month without money.
 */
export function measureCashFlow(prepared: Prepared, lines: readonly CategorisedLine[]): CashFlow {
  if (!seesPrivateLines(prepared, lines)) return { months: [], currency: prepared.currency }
  const months = monthsOf(prepared.window.from, prepared.window.to).map((month) => {
    const first = toPlainDate(`${month}-01`)
    const last = dayInMonth(first, 0, 31)
    return {
      month,
      complete: prepared.window.from <= first && last <= prepared.window.to,
      inflow: 0,
      outflow: 0,
      net: 0,
      byRole: new Map<string, number>(),
      byCategory: new Map<string, number>(),
    }
  })
  const byMonth = new Map(months.map((entry) => [entry.month, entry]))
  for (const { line, amount } of flowsOf(prepared, lines)) {
    const entry = byMonth.get(monthOf(line.date))
    if (entry === undefined) continue
    if (amount > 0) entry.inflow += amount
    else entry.outflow -= amount
    entry.net += amount
    entry.byRole.set(line.role, (entry.byRole.get(line.role) ?? 0) + amount)
    entry.byCategory.set(line.category, (entry.byCategory.get(line.category) ?? 0) + amount)
  }
  return {
    months: months.map((entry) => ({
      ...entry,
      byRole: sorted(entry.byRole),
      byCategory: sorted(entry.byCategory),
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
  return Object.fromEntries([...amounts].sort(([a], [b]) => (a < b ? -1 : 1)))
}
