// A change of job: a pay that is overdue while another one began after it has ended, without waiting longer. Who works
// for many, a few days at a time, has not changed jobs.

import type { Search } from './detect.ts'
import type { Draft } from './draft.ts'
import type { Group } from './groups.ts'
import type { Item } from './items.ts'
import { looksLikePay, type ShapeWords } from './shape.ts'
import type { SlotTable } from './slots.ts'

/** What takes the place of a salary. */
const SUCCESSORS: ReadonlySet<string> = new Set([
  'income.salary',
  'income.unemployment',
  'income.pension',
])
const LONGEST_MONTH = 31
/** As many who pay without a calendar, and the trade is one of many employers. */
const FEWEST_CASUAL = 3

/** The pays of entertainers, extras and temps: what they were is what the month was, whoever calls again. */
export function casualPays(drafts: readonly Draft[]): ReadonlySet<Draft> {
  const casual = drafts.filter(({ fit, cadence, marked }) => {
    const salary = marked[0]?.item.line.category === 'income.salary'
    return salary && fit === null && cadence === 'unknown'
  })
  return new Set(casual.length < FEWEST_CASUAL ? [] : casual)
}

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
