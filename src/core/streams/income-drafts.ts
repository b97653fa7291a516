// From groups of credits to drafts of income: pays first, then advances, then what is left.
import type { Candidate, Search } from './detect.ts'
import { detect } from './detect.ts'
import { type Draft, draftOf, regular, usualSize } from './draft.ts'
import type { Group } from './groups.ts'
import type { Item } from './items.ts'
import { isLinkedAdvance, joinAdvance, paysOf } from './pay.ts'
import {
  type Relabelled,
  relabelAdvance,
  relabelSalary,
  relabelSupport,
  reread,
  type ShapeWords,
  shapeOf,
} from './shape.ts'
import { perMonth } from './slots.ts'

export type IncomeDrafts = {
  readonly incomes: readonly Draft[]
  readonly support: readonly Draft[]
  readonly relabelled: Relabelled
}

/** An average month, in days. */
export const MONTH_LENGTH = 365.25 / 12

type Leftover = { readonly group: Group; readonly items: readonly Item[] }

/** `items`: every line that counts, for the advances that no group of pays holds. */
export function incomeDrafts(
  groups: readonly Group[],
  items: readonly Item[],
  covered: number,
  words: ShapeWords,
  search: Search,
): IncomeDrafts {
  const relabelled: Relabelled = new Map()
  const incomes: Draft[] = []
  const support: Draft[] = []
  const leftovers: Leftover[] = []
  const byId = linkedItems(items)
  for (const whole of groups) {
    const [advances, others] = apart(whole.items, (item) =>
      isLinkedAdvance(item, (id) => byId.get(id)),
    )
    const group = { ...whole, items: others }
    if (advances.length > 0) leftovers.push({ group, items: advances })
    if (others.length === 0) continue
    const { found, rest } = detect(group, search)
    if (group.kind === 'support') support.push(...found.flatMap(supportDraft))
    else if (group.kind === 'irregular_income') leftovers.push({ group, items: group.items })
    else {
      const pays = paysOf(found, rest, search.settings)
      if (group.kind === 'income') {
        incomes.push(...pays.drafts)
        leftovers.push({ group, items: pays.rest })
      } else settleShapes(pays.drafts, words, search, { incomes, support, relabelled })
    }
  }
  const joined = joinAdvances(incomes, items, relabelled, search)
  for (const { group, items: left } of leftovers) {
    const free = left.filter((item) => !joined.used.has(item))
    if (free.length > 0) joined.incomes.push(leftoverDraft(group, free, covered, search))
  }
  return {
    incomes: joined.incomes.map((draft) => reread(draft, relabelled)),
    support: support.map((draft) => reread(draft, relabelled)),
    relabelled,
  }
}

/** Only the lines some advance is tied to: most statements have none. */
function linkedItems(items: readonly Item[]): ReadonlyMap<string, Item> {
  const ids = new Set<string>()
  for (const { line } of items) {
    for (const { id, as } of line.linked) if (as === 'salary_advance') ids.add(id)
  }
  if (ids.size === 0) return new Map()
  const tied = items.filter(({ line }) => ids.has(line.id))
  return new Map(tied.map((item) => [item.line.id, item]))
}

function apart(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  const yes: Item[] = []
  const no: Item[] = []
  for (const item of items) (test(item) ? yes : no).push(item)
  return [yes, no]
}

function supportDraft(candidate: Candidate): Draft[] {
  const { fit } = candidate
  if (fit === null) return []
  return [draftOf({ ...candidate, fit }, usualSize, perMonth[fit.hypothesis.cadence])]
}

function settleShapes(
  drafts: readonly Draft[],
  words: ShapeWords,
  search: Search,
  into: { incomes: Draft[]; support: Draft[]; relabelled: Relabelled },
): void {
  for (const draft of drafts) {
    const shape = shapeOf(draft, words, search.settings)
    if (shape === 'salary') {
      relabelSalary(draft, into.relabelled)
      into.incomes.push({ ...draft, kind: 'income' })
    } else if (shape === 'support') {
      relabelSupport(draft, into.relabelled)
      into.support.push({ ...draft, kind: 'support' })
    }
  }
}

function joinAdvances(
  incomes: readonly Draft[],
  items: readonly Item[],
  relabelled: Relabelled,
  search: Search,
): { incomes: Draft[]; used: Set<Item> } {
  const held = new Set(incomes.flatMap(({ marked }) => marked.map(({ item }) => item)))
  const used = new Set<Item>()
  const credits = new Map<string, Item[]>()
  for (const item of items) {
    if (item.line.amount < 0 || held.has(item)) continue
    const known = credits.get(item.line.accountId)
    if (known === undefined) credits.set(item.line.accountId, [item])
    else known.push(item)
  }
  const joined = incomes.map((draft) => {
    const first = draft.marked[0]?.item.line
    if (first === undefined || !isPay(first.category, relabelled.get(first.id)?.category))
      return draft
    const free = (credits.get(first.accountId) ?? []).filter((item) => !used.has(item))
    const result = joinAdvance(draft, free, search.settings)
    for (const item of result.used) {
      used.add(item)
      relabelAdvance(item, relabelled)
    }
    return result.draft
  })
  return { incomes: joined, used }
}

function isPay(category: string, relabelled: string | undefined): boolean {
  return (relabelled ?? category) === 'income.salary'
}

const NEW_PAY_DAYS = 35
const LEAST_COVERED = 30

/** Income without a calendar: a first pay, a yearly bonus, or what comes when it comes. */
function leftoverDraft(
  group: Group,
  items: readonly Item[],
  covered: number,
  search: Search,
): Draft {
  const total = items.reduce((sum, { size }) => sum + size, 0)
  const last = items.at(-1)
  const category = last?.line.category ?? ''
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
  const steady = category === 'income.salary' || category === 'income.pension'
  if (steady && items.length === 1 && last !== undefined) {
    const recent = search.today - last.day <= NEW_PAY_DAYS
    if (recent) return { ...base, marked: regular(items), cadence: 'monthly', monthly: total }
  }
  const monthly = Math.round((total * MONTH_LENGTH) / Math.max(covered, LEAST_COVERED))
  return { ...base, marked: regular(items), cadence: 'unknown', monthly }
}
