// A change of job: a pay that is overdue while another one began after it has ended, without waiting longer.

import type { Search } from './detect.ts'
import type { Draft } from './draft.ts'
import type { Group } from './groups.ts'
import type { Item } from './items.ts'
import { looksLikePay, type ShapeWords } from './shape.ts'
import type { SlotTable } from './slots.ts'
import { SOCIAL_BENEFITS } from './stream-settings.ts'

/** What takes the place of a salary. */
const SUCCESSORS: ReadonlySet<string> = new Set([
  'income.salary',
  'income.unemployment',
  'income.pension',
])
const LONGEST_MONTH = 31

/** Of `drafts`, those some other draft has replaced. */
export function replacedPays(
  drafts: readonly Draft[],
  table: SlotTable,
  today: number,
): ReadonlySet<Draft> {
  const pays = drafts.filter((draft) => SUCCESSORS.has(draft.marked[0]?.item.line.category ?? ''))
  const latest = pays.reduce((day, { marked }) => Math.max(day, marked[0]?.item.day ?? 0), 0)
  return new Set(
    pays.filter((draft) => {
      const last = draft.marked.at(-1)?.item.day ?? today
      return latest > last && isOverdue(draft, last, table, today)
    }),
  )
}

function isOverdue({ fit }: Draft, last: number, table: SlotTable, today: number): boolean {
  if (fit === null) return today - last > LONGEST_MONTH
  const lastSlot = fit.hits.at(-1)?.slot ?? last
  return table.slots(fit.hypothesis).some((slot) => slot > lastSlot && slot < today)
}

const BENEFITS: ReadonlySet<string> = new Set(SOCIAL_BENEFITS)
/** What took the place of a pay makes up so much of what it lost, at the least. */
const MADE_UP = 0.5

/** `incomes` with a pay that fell when a benefit began counted as it is now: else the month counts both. */
export function withoutMadeUp(incomes: readonly Draft[]): Draft[] {
  const benefits = incomes.filter(({ marked }) => BENEFITS.has(marked[0]?.item.line.category ?? ''))
  return incomes.map((draft) => {
    const last = draft.marked.at(-1)
    const before = draft.marked.at(-2)?.item
    if (last?.mark !== 'outlier' || before === undefined || draft.cadence !== 'monthly')
      return draft
    const lost = draft.monthly - last.item.size
    const madeUp = benefits.some(
      ({ marked, monthly }) => (marked[0]?.item.day ?? 0) > before.day && monthly >= lost * MADE_UP,
    )
    return madeUp ? { ...draft, monthly: last.item.size } : draft
  })
}

const RECENT_DAYS = 35
/** A new job pays between half and twice the old one. */
const ALIKE = 2

/** The first pay of a new employer that no word tells: an organisation's, soon after another pay stopped. */
export function firstPays(
  incomes: readonly Draft[],
  groups: readonly Group[],
  words: () => ShapeWords,
  { table, today, settings }: Search,
): Item[] {
  const stopped = incomes.filter((draft) => {
    const last = draft.marked.at(-1)?.item
    return last?.line.category === 'income.salary' && isOverdue(draft, last.day, table, today)
  })
  if (stopped.length === 0) return []
  const used = new Set<Draft>()
  return groups.flatMap(({ kind, items }) => {
    const [item, ...more] = items
    if (kind !== 'unknown_income' || item === undefined || more.length > 0) return []
    if (today - item.day > RECENT_DAYS || !looksLikePay(item, words(), settings)) return []
    const before = stopped.find(
      (draft) =>
        !used.has(draft) &&
        (draft.marked.at(-1)?.item.day ?? today) < item.day &&
        Math.max(draft.monthly, item.size) <= Math.min(draft.monthly, item.size) * ALIKE,
    )
    if (before === undefined) return []
    used.add(before)
    return [item]
  })
}
