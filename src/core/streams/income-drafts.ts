// From groups of credits to drafts of income: pays first, then advances, then what is left.
import { isLinkedAdvance, joinAdvance } from './advances.ts'
import { spreadMissions } from './casual.ts'
import type { Candidate, Search } from './detect.ts'
import { detect } from './detect.ts'
import { type Draft, draftOf, usualSize } from './draft.ts'
import type { Group } from './groups.ts'
import { type Item, spreadOf } from './items.ts'
import { leftoverDraft } from './leftover.ts'
import { paysOf } from './pay.ts'
import { firstPays, withoutMadeUp } from './replacement.ts'
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
import { saysArrears } from './wording.ts'

export type IncomeDrafts = {
  readonly incomes: readonly Draft[]
  readonly support: readonly Draft[]
}

type Leftover = { readonly group: Group; readonly items: readonly Item[] }

/** `items`: every line that counts, for the advances that no group of pays holds; adds to `relabelled`. */
export function incomeDrafts(
  groups: readonly Group[],
  items: readonly Item[],
  covered: number,
  words: () => ShapeWords,
  search: Search,
  relabelled: Relabelled,
): IncomeDrafts {
  const incomes: Draft[] = []
  const support: Draft[] = []
  const leftovers: Leftover[] = []
  const byId = linkedItems(items)
  for (const whole of groups) {
    const [advances, others] = advancesOf(whole, byId, search)
    const group = advances.length === 0 ? whole : { ...whole, items: others }
    if (advances.length > 0) leftovers.push({ group, items: advances })
    if (others.length === 0) continue
    const { found, rest } = detect(group, search)
    if (group.kind === 'support') support.push(...found.flatMap(supportDraft))
    else if (group.kind === 'irregular_income') leftovers.push({ group, items: group.items })
    else {
      const pays = paysOf(found, rest, search)
      if (group.kind === 'income' && isInvoiced(group, found)) {
        leftovers.push({ group, items: group.items })
      } else if (group.kind === 'income') {
        incomes.push(...pays.drafts)
        leftovers.push({ group, items: pays.rest })
      } else settleShapes(pays.drafts, words, search, { incomes, support, relabelled })
    }
  }
  for (const item of firstPays(incomes, groups, words, search)) {
    const draft = leftoverDraft({ kind: 'income' }, [item], covered, search, 'income.salary')
    relabelSalary(draft, relabelled)
    incomes.push(draft)
  }
  const joined = joinAdvances(incomes, items, relabelled, search)
  for (const { group, items: left } of leftovers) {
    const free = left.filter((item) => !joined.used.has(item) && !saysArrears(item))
    if (free.length > 0) joined.incomes.push(leftoverDraft(group, free, covered, search))
  }
  return {
    incomes: withoutMadeUp(spreadMissions(joined.incomes, covered, search)).map((draft) =>
      reread(draft, relabelled),
    ),
    support: support.map((draft) => reread(draft, relabelled)),
  }
}

function advancesOf(
  group: Group,
  byId: ReadonlyMap<string, Item>,
  search: Search,
): [readonly Item[], readonly Item[]] {
  if (byId.size === 0) return [[], group.items]
  const split = apart(group.items, (item) => isLinkedAdvance(item, (id) => byId.get(id)))
  return split[0].length === 0 || isWeekly(group, search) ? [[], group.items] : split
}

/** Pays of a week are called advances too ("acompte"): what comes weekly is whole. */
function isWeekly(group: Group, search: Search): boolean {
  if (group.kind !== 'income' || group.items.length < FEWEST_WEEKS) return false
  const [only, ...more] = detect(group, search).found
  return more.length === 0 && only?.fit?.hypothesis.cadence === 'weekly'
}

const FEWEST_WEEKS = 5
const FEWEST_LIKE = 3

/** Clients pay when they pay: only like amounts on a calendar make a monthly sum of invoices. */
function isInvoiced({ items }: Group, found: readonly Candidate[]): boolean {
  if (items[0]?.line.category !== 'income.self_employment') return false
  const [only, ...more] = found
  const monthly = only?.fit?.hypothesis.cadence === 'monthly'
  const regular = monthly && more.length === 0 && only.hits.length === items.length
  return !regular || items.length < FEWEST_LIKE || spreadOf(items) > LIKE_INVOICES
}

const LIKE_INVOICES = 0.25

/** Only the lines some advance is tied to: most statements have none. */
function linkedItems(items: readonly Item[]): ReadonlyMap<string, Item> {
  const ids = new Set<string>()
  for (const { line } of items) {
    if (line.linked.length === 0) continue
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
  words: () => ShapeWords,
  search: Search,
  into: { incomes: Draft[]; support: Draft[]; relabelled: Relabelled },
): void {
  for (const draft of drafts) {
    const shape = shapeOf(draft, words(), search.settings)
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
