// One employer's pay: advance and balance are one, a thirteenth month is no monthly pay.
import type { Candidate } from './detect.ts'
import { byDayMarked, type Draft, draftOf, type MarkedItem, usualSize } from './draft.ts'
import type { Fit } from './fit.ts'
import { byDay, type Item, medianOf, medianSize } from './items.ts'
import { perMonth } from './slots.ts'
import type { StreamSettings } from './stream-settings.ts'

type Fitted = Candidate & { readonly fit: Fit }

function isFitted(candidate: Candidate): candidate is Fitted {
  return candidate.fit !== null
}

/** `rest`: lines of the same payer in no stream; with a pay beside them they are bonuses. */
export function paysOf(
  found: readonly Candidate[],
  rest: readonly Item[],
  settings: StreamSettings,
): { drafts: Draft[]; rest: readonly Item[] } {
  const fitted = found.filter(isFitted)
  const isPay = fitted.some(({ hits }) => hits.some(({ line }) => isSalary(line.category)))
  if (!isPay) return { drafts: fitted.map((one) => incomeDraft(one, [], [], settings)), rest }
  const monthly = fitted
    .filter(({ fit }) => fit.hypothesis.cadence === 'monthly')
    .sort((a, b) => medianSize(b.hits) - medianSize(a.hits))
  const main = monthly[0] ?? fitted[0]
  if (main === undefined) return { drafts: [], rest }
  const advances = monthly.filter((one) => one !== main)
  const others = fitted.filter((one) => one !== main && !advances.includes(one))
  // What outweighs the pays found is no bonus beside them
  const besides = totalOf(rest) > totalOf(fitted.flatMap(({ hits }) => hits)) ? [] : rest
  return {
    drafts: [
      incomeDraft(main, advances, besides, settings),
      ...others.map((one) => incomeDraft(one, [], [], settings)),
    ],
    rest: besides.length === rest.length ? [] : rest,
  }
}

function totalOf(items: readonly Item[]): number {
  return items.reduce((sum, { size }) => sum + size, 0)
}

/** Found by its shape: not categorised yet, but a pay all the same. */
function isSalary(category: string): boolean {
  return category === 'income.salary' || category === 'uncategorized.in'
}

function incomeDraft(
  main: Fitted,
  advances: readonly Fitted[],
  besides: readonly Item[],
  { income }: StreamSettings,
): Draft {
  const parts = main.hits.map((item) => ({ item, advances: [] as Item[] }))
  const marked: MarkedItem[] = []
  for (const advance of advances.flatMap(({ hits }) => hits)) {
    const balance = parts.find(({ item }) => item.day >= advance.day)
    // An advance whose balance is still to come is no pay of its own
    if (balance === undefined) marked.push({ item: advance, mark: 'advance' })
    else balance.advances.push(advance)
  }
  const sizes = completePays(parts, advances.length)
  const middle = medianOf(sizes)
  const pays: number[] = []
  parts.forEach((part, index) => {
    const size = sizes[index] ?? part.item.size
    const mark = markOf(size, index, sizes, middle, income)
    marked.push({ item: part.item, mark })
    for (const item of part.advances) marked.push({ item, mark: 'advance' })
    if (mark === 'regular') pays.push(size)
  })
  for (const item of [...main.extras, ...besides]) marked.push({ item, mark: 'bonus' })
  const base = draftOf(main, usualSize, perMonth[main.fit.hypothesis.cadence])
  return {
    ...base,
    marked: marked.sort(byDayMarked),
    pays,
    monthly: Math.round(usualSize(pays) * perMonth[main.fit.hypothesis.cadence]),
    excluded: [],
  }
}

/** A pay cut by the edge of the window lacks one half: it takes the usual half. */
function completePays(
  parts: readonly { item: Item; advances: Item[] }[],
  streams: number,
): number[] {
  const sums = parts.map(({ advances }) => advances.reduce((sum, { size }) => sum + size, 0))
  if (streams === 0) return parts.map(({ item }) => item.size)
  const usual = medianOf(sums.filter((sum) => sum > 0))
  return parts.map(({ item, advances }, index) => {
    const sum = sums[index] ?? 0
    const whole = advances.length === streams
    return item.size + (whole ? sum : usual)
  })
}

function markOf(
  size: number,
  index: number,
  sizes: readonly number[],
  middle: number,
  { bonusRatio, outlierRatio }: StreamSettings['income'],
): 'regular' | 'bonus' | 'outlier' {
  if (sizes.length === 2) {
    const other = sizes[1 - index] ?? size
    return size > other * bonusRatio ? 'bonus' : 'regular'
  }
  if (size > middle * bonusRatio) return 'bonus'
  return size < middle * outlierRatio ? 'outlier' : 'regular'
}

const ADVANCE = /\b(?:ACOMPTE|AVANCE)\b/

/**
 * A pay that came short by exactly what came before it: the two are one. `free` are credits of the
 * account in no stream; what the payer sent beside its pays is looked at too.
 */
export function joinAdvance(
  draft: Draft,
  free: readonly Item[],
  { income }: StreamSettings,
): { draft: Draft; used: Item[] } {
  const besides = draft.marked.flatMap(({ item, mark }) => (mark === 'bonus' ? [item] : []))
  const candidates = [...besides, ...free].sort(byDay)
  const parts = draft.marked.filter(({ mark }) => mark === 'regular' || mark === 'outlier')
  const usual = usualOf(parts.map(({ item }) => item.size))
  const within = usual * income.advanceTolerance
  const used = new Map<Item, Item>()
  const pays: number[] = []
  parts.forEach(({ item: pay, mark }, index) => {
    const before = parts[index - 1]?.item.day ?? pay.day - LONGEST_ADVANCE_DAYS
    const short = usual - pay.size
    const advance = candidates.find((candidate) => {
      if (used.has(candidate) || candidate.day <= before || candidate.day > pay.day) return false
      if (areLinked(candidate, pay)) return true
      const fits = short > within && Math.abs(candidate.size - short) <= within
      return fits && mayBeAdvance(candidate, pay)
    })
    if (advance !== undefined) used.set(advance, pay)
    if (advance !== undefined || mark === 'regular') pays.push(pay.size + (advance?.size ?? 0))
  })
  if (used.size === 0) return { draft, used: [] }
  completeFirst(pays, [...used.keys()], parts.length)
  const completed = new Set(used.values())
  const kept = draft.marked
    .filter(({ item }) => !used.has(item))
    .map((one) => (completed.has(one.item) ? { ...one, mark: 'regular' as const } : one))
  const advances = [...used.keys()].map((item) => ({ item, mark: 'advance' as const }))
  const cadence = draft.fit?.hypothesis.cadence ?? 'monthly'
  return {
    draft: {
      ...draft,
      marked: [...kept, ...advances].sort(byDayMarked),
      pays,
      monthly: Math.round(usualSize(pays) * perMonth[cadence]),
    },
    used: [...used.keys()],
  }
}

const LONGEST_ADVANCE_DAYS = 31
const CLOSE = 0.05

/** The first pay may have had its advance before the window: it does when only so the sum is usual. */
function completeFirst(pays: number[], advances: readonly Item[], parts: number): void {
  const [first, ...others] = pays
  if (first === undefined || others.length === 0 || pays.length !== parts) return
  const usual = medianOf(others)
  const half = medianSize(advances)
  if (Math.abs(first + half - usual) <= CLOSE * usual) pays[0] = first + half
}

/** Tied by the second look to a later or larger pay: no pay of its own. */
export function isLinkedAdvance(item: Item, payOf: (id: string) => Item | undefined): boolean {
  return item.line.linked.some(({ id, as }) => {
    const pay = as === 'salary_advance' ? payOf(id) : undefined
    if (pay === undefined) return false
    return pay.day > item.day || (pay.day === item.day && pay.size > item.size)
  })
}

/** Of two pays the whole one is the larger. */
function usualOf(sizes: readonly number[]): number {
  return sizes.length >= 3 ? medianOf(sizes) : Math.max(0, ...sizes)
}

function areLinked(advance: Item, pay: Item): boolean {
  const ties = (from: Item, to: Item) =>
    from.line.linked.some(({ id, as }) => as === 'salary_advance' && id === to.line.id)
  return ties(advance, pay) || ties(pay, advance)
}

function mayBeAdvance({ line }: Item, pay: Item): boolean {
  if (line.counterpartyKey !== null && line.counterpartyKey === pay.line.counterpartyKey)
    return true
  const worded =
    ADVANCE.test(line.cleanLabel) || line.label.some((text) => ADVANCE.test(text.toUpperCase()))
  switch (line.role) {
    case 'income':
    case 'irregular_income':
    case 'unknown':
    case 'internal':
    case 'person_to_person':
      return worded
    default:
      return false
  }
}
