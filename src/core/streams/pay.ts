// One employer's pay: advance and balance are one, a thirteenth month is no monthly pay.
import { sortInPlace } from '../values/sorting.ts'
import { saysAdvance } from './advances.ts'
import type { Candidate, Search } from './detect.ts'
import { byDayMarked, type Draft, draftOf, type MarkedItem, regular, usualSize } from './draft.ts'
import type { Fit } from './fit.ts'
import { byDay, type Item, medianOf, medianSize, spreadOf } from './items.ts'
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
  search: Search,
): { drafts: Draft[]; rest: readonly Item[] } {
  const fitted = found.filter(isFitted)
  const isPay = fitted.some(({ hits }) => hits.some(({ line }) => isSalary(line.category)))
  if (!isPay) return { drafts: fitted.map((one) => incomeDraft(one, [], [], search)), rest }
  const monthly = sortInPlace(
    fitted.filter(({ fit }) => fit.hypothesis.cadence === 'monthly'),
    (a, b) => medianSize(b.hits) - medianSize(a.hits),
  )
  const main = monthly[0] ?? fitted[0]
  if (main === undefined) return { drafts: [], rest }
  const advances = monthly.filter((one) => one !== main && isAdvanceOf(one, main))
  const others = fitted.filter((one) => one !== main && !advances.includes(one))
  // What outweighs the pays found is no bonus beside them
  const besides = totalOf(rest) > totalOf(fitted.flatMap(({ hits }) => hits)) ? [] : rest
  return {
    drafts: [
      incomeDraft(main, advances, besides, search),
      ...others.map((one) => incomeDraft(one, [], [], search)),
    ],
    rest: besides.length === rest.length ? [] : rest,
  }
}

/** An advance comes days before its balance; two pays of one day or of a day apart are two jobs. */
const ADVANCE_DAYS = { least: 5, most: 24 }

function isAdvanceOf(advance: Fitted, main: Fitted): boolean {
  const before = advance.hits.flatMap(({ day }) => {
    const balance = main.hits.find((item) => item.day >= day)
    return balance === undefined ? [] : [balance.day - day]
  })
  const days = medianOf(before)
  return before.length > 0 && ADVANCE_DAYS.least <= days && days <= ADVANCE_DAYS.most
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
  search: Search,
): Draft {
  const { income } = search.settings
  const parts = main.hits.map((item) => ({ item, advances: [] as Item[] }))
  const marked: MarkedItem[] = []
  for (const advance of advances.flatMap(({ hits }) => hits)) {
    const balance = parts.find(({ item }) => item.day >= advance.day)
    // An advance whose balance is still to come is no pay of its own
    if (balance === undefined) marked.push({ item: advance, mark: 'advance' })
    else balance.advances.push(advance)
  }
  const sizes = completePays(parts, advances.length)
  const started = isStart(main.fit, search)
  const weekly = main.fit.hypothesis.cadence === 'weekly'
  const balances = weekly ? balancesOf(main.hits, [...main.extras, ...besides]) : NO_ITEMS
  if (weekly && balances.size === 0 && isByHours(main, search)) return hourlyDraft(main, besides)
  const pays: number[] = []
  parts.forEach((part, index) => {
    const size = sizes[index] ?? part.item.size
    if (balances.has(part.item)) {
      marked.push({ item: part.item, mark: 'regular' })
      return
    }
    const mark = markOf(index, sizes, started, income)
    marked.push({ item: part.item, mark })
    for (const item of part.advances) marked.push({ item, mark: 'advance' })
    if (mark === 'regular') pays.push(size)
  })
  for (const item of [...main.extras, ...besides]) {
    // Beside weekly slots a pay is a late one; an advance whose balance is to come is no bonus
    marked.push({ item, mark: weekly ? 'regular' : saysAdvance(item) ? 'advance' : 'bonus' })
  }
  const base = draftOf(main, usualSize, perMonth[main.fit.hypothesis.cadence])
  return {
    ...base,
    marked: sortInPlace(marked, byDayMarked),
    pays,
    monthly: Math.round(
      usualSize(pays) * workedShare(main.fit) * perMonth[main.fit.hypothesis.cadence] +
        usualSize([...balances].map(({ size }) => size)),
    ),
    excluded: [],
  }
}

function isByHours({ hits }: Fitted, { settings }: Search): boolean {
  return spreadOf(hits) > settings.accept.incomeClustered.spread
}

/** Weeks of more and of fewer hours: none is a bonus or an outlier, and a week without work counts as none. */
function hourlyDraft(main: Fitted, besides: readonly Item[]): Draft {
  const { hits, extras, fit } = main
  const all = sortInPlace([...hits, ...extras, ...besides], byDay)
  const weeks = hits.length + fit.missedInside.length
  return {
    ...draftOf(main, usualSize, perMonth.weekly),
    marked: regular(all),
    monthly: Math.round((totalOf(all) / weeks) * perMonth.weekly),
    excluded: [],
  }
}

const NO_ITEMS: ReadonlySet<Item> = new Set()
/** Advances to one balance, at the least, when they come by the week and it by the month. */
const ADVANCES_A_MONTH = 3

/** An agency pays advances by the week, and the balance of each month beside them: both are the pay. */
function balancesOf(hits: readonly Item[], besides: readonly Item[]): ReadonlySet<Item> {
  const all = [...hits, ...besides]
  const advances = all.filter(saysAdvance)
  const balances = all.filter((item) => isSalary(item.line.category) && !saysAdvance(item))
  return balances.length * ADVANCES_A_MONTH <= advances.length ? new Set(balances) : NO_ITEMS
}

/** Who is paid by the week is not paid for the weeks without work. */
function workedShare({ hypothesis, hits, extras, missedInside }: Fit): number {
  const byWeek = hypothesis.cadence === 'weekly' || hypothesis.cadence === 'biweekly'
  if (!byWeek) return 1
  return Math.min(1, (hits.length + extras.length) / (hits.length + missedInside.length))
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

/** Pays further apart than this ratio differ from month to month. */
const LIKE_PAYS = 1.25

function markOf(
  index: number,
  sizes: readonly number[],
  started: boolean,
  { bonusRatio, outlierRatio }: StreamSettings['income'],
): 'regular' | 'bonus' | 'outlier' {
  const size = sizes[index] ?? 0
  const [first = 0, second = 0] = sizes
  if (sizes.length === 2) {
    // The first pay of a new job is for part of a month; else the larger holds a bonus
    const partial = started && first < second * outlierRatio
    if (partial) return index === 0 ? 'outlier' : 'regular'
    return size > Math.min(first, second) * bonusRatio ? 'bonus' : 'regular'
  }
  const middle = medianOf(sizes)
  if (size > middle * bonusRatio) return 'bonus'
  if (size >= middle * outlierRatio) return 'regular'
  // Among pays that differ anyway a small one says as much as the others
  const others = sizes.filter((_, other) => other !== index)
  return Math.max(...others) > Math.min(...others) * LIKE_PAYS ? 'regular' : 'outlier'
}

/** Whether a pay could have come before the first one inside the window, and did not. */
function isStart({ hypothesis, hits }: Fit, { table, settings }: Search): boolean {
  const first = hits[0]?.slot ?? 0
  const before = table
    .slots(hypothesis)
    .filter((slot) => slot < first)
    .at(-1)
  return before !== undefined && before - 2 * settings.fit.toleranceDays >= table.span.from
}
