// Income without a calendar: a first pay, a yearly bonus, or what comes when it comes.
import { saysAdvance } from './advances.ts'
import type { Search } from './detect.ts'
import { type Draft, regular, usualSize } from './draft.ts'
import type { Group } from './groups.ts'
import type { Item } from './items.ts'
import { saysQuarter } from './wording.ts'

/** An average month, in days. */
const MONTH_LENGTH = 365.25 / 12

/** What comes every month or not at all; the kinds of social benefit are treated alike, as averages. */
const STEADY: ReadonlySet<string> = new Set([
  'income.salary',
  'income.pension',
  'income.unemployment',
])
const NEW_PAY_DAYS = 35
const MONTH_APART = { least: 20, most: 45 }

/** One recent pay, or one a month though on no day that keeps. */
function isMonthly(items: readonly Item[], today: number): boolean {
  const last = items.at(-1)
  if (last === undefined || today - last.day > NEW_PAY_DAYS + LATE_DAYS) return false
  // An advance is a part of a pay still to come
  if (items.length === 1) return today - last.day <= NEW_PAY_DAYS && !saysAdvance(last)
  return items.every((item, index) => {
    const gap = item.day - (items[index - 1]?.day ?? item.day - MONTH_APART.least)
    return MONTH_APART.least <= gap && gap <= MONTH_APART.most
  })
}
const LATE_DAYS = 10
const LEAST_COVERED = 30

/** Income without a calendar: a first pay, a yearly bonus, or what comes when it comes. */
export function leftoverDraft(
  group: Pick<Group, 'kind'>,
  items: readonly Item[],
  covered: number,
  search: Search,
  category = items.at(-1)?.line.category ?? '',
): Draft {
  const total = items.reduce((sum, { size }) => sum + size, 0)
  const base = {
    kind: group.kind,
    pays: items.map(({ size }) => size),
    nominalDay: null,
    shift: 'none' as const,
    fit: null,
    excluded: [],
  }
  if (group.kind === 'irregular_income') {
    const cadence = category === 'income.bonus' ? ('yearly' as const) : ('unknown' as const)
    const mark = category === 'income.bonus' ? ('bonus' as const) : ('regular' as const)
    const marked = items.map((item) => ({ item, mark }))
    return { ...base, marked, cadence, monthly: Math.round(total / 12) }
  }
  if (STEADY.has(category) && isMonthly(items, search.today)) {
    const monthly = usualSize(base.pays)
    return { ...base, marked: regular(items), cadence: 'monthly', monthly }
  }
  if (isQuarterly(items, category)) {
    const monthly = Math.round(usualSize(base.pays) / MONTHS_A_QUARTER)
    return { ...base, marked: regular(items), cadence: 'quarterly', monthly }
  }
  return { ...base, marked: regular(items), cadence: 'unknown', monthly: overTime(total, covered) }
}

/** What came in the time that is covered, a month. */
export function overTime(total: number, covered: number): number {
  return Math.round((total * MONTH_LENGTH) / Math.max(covered, LEAST_COVERED))
}

const MONTHS_A_QUARTER = 3

/** Pensions and rents that say which quarter they are for; work is paid when it was done. */
function isQuarterly(items: readonly Item[], category: string): boolean {
  return QUARTERLY_KINDS.has(category) && items.length <= 2 && items.every(saysQuarter)
}

const QUARTERLY_KINDS: ReadonlySet<string> = new Set(['income.pension', 'income.rental'])
